import { ProcedureBench } from "./bench";

describe("what a procedure's body can't reach", () => {
  const bench = new ProcedureBench();
  afterAll(() => bench.runtime.close());

  it("has ECMAScript and the procedures API as globals, nothing of Node", async () => {
    const names = await bench.value("return Object.getOwnPropertyNames(globalThis).sort()");
    for (const name of ["process", "require", "module", "fetch", "setTimeout", "setImmediate", "queueMicrotask"]) {
      expect(names).not.toContain(name);
    }
    for (const name of ["Atomics", "SharedArrayBuffer", "WebAssembly", "FinalizationRegistry", "Buffer", "global"]) {
      expect(names).not.toContain(name);
    }
    expect(names).toEqual(expect.arrayContaining(["snowflake", "Snowflake", "SfDate", "console", "P"]));
    expect(names).not.toContain("snowflake entry");
  });

  it.each([
    "eval('1')",
    "new Function('return 1')()",
    "this.constructor.constructor('return process')()",
    "(async () => {}).constructor('return process')()",
    "(function* () {}).constructor('return process')()",
    "snowflake.execute.constructor('return process')()",
    "snowflake.constructor.constructor('return process')()",
    "snowflake.execute({sqlText: 'select none'}).next.constructor('return process')()",
    "Reflect.construct(Function, ['return process'])()",
  ])("does not compile text: %s", async (expression) => {
    expect(await bench.error(`return typeof ${expression}`)).toMatch(
      /EvalError: Code generation from strings disallowed for this context/,
    );
  });

  it("is not helped by errors of the realm around it", async () => {
    // Each of these makes one of Node's own functions throw: an error whose constructors are not the body's.
    const attempts = await bench.value(`
      const found = [];
      const tryWith = (error) => {
        try {
          const compile = error.constructor.constructor;
          found.push(typeof compile === "function" ? typeof compile("return process")() : typeof compile);
        } catch (refused) { found.push("refused"); }
      };
      const odd = new Error("x");
      odd.name = Symbol();
      try { odd.stack; } catch (error) { tryWith(error); }
      const deep = () => { try { deep(); } catch (error) { tryWith(error); throw error; } };
      let left = 3;
      const overflow = () => { try { overflow(); } catch (error) { if (left-- > 0) { try { new Error("y").stack; snowflake.execute({sqlText: "select none"}); } catch (inner) { tryWith(inner); } } throw error; } };
      try { overflow(); } catch (error) { tryWith(error); }
      return [...new Set(found)];
    `);
    for (const outcome of Array.isArray(attempts) ? attempts : [attempts]) {
      expect(["refused", "undefined"]).toContain(outcome);
    }
  });

  it("sees no function of the emulator in stack traces", async () => {
    const found = await bench.value(`
      Error.prepareStackTrace = (_error, sites) => sites.map((site) => typeof site.getFunction() + " " + typeof site.getThis());
      const sites = new Error("x").stack;
      return [...new Set(Array.isArray(sites) ? sites.slice(1) : [])];
    `);
    expect(found).not.toContain("function object");
    expect(await bench.value("return arguments.callee.caller === null")).toBe(true);
  });

  it("has errors of its own when the host is reached on a full stack", async () => {
    expect(
      await bench.value(`
        let same;
        const dive = () => { try { dive(); } catch (error) { try { snowflake.log("info", "x"); } catch (inner) { same = inner instanceof Error; } } };
        dive();
        return same ?? true;
      `),
    ).toBe(true);
  });

  it("can't import modules: nothing that is put off ever runs", async () => {
    expect(
      await bench.value("let reached = false; import('node:fs').then(() => { reached = true; }); return reached"),
    ).toBe(false);
    expect(await bench.error("return (async () => 1)()")).toMatch(/^000002 \(0A000\): .*return a promise/);
  });

  it("leaves nothing behind for the next call", async () => {
    await bench.value("globalThis.left = 1; Array.prototype.left = 1; return 1");
    expect(await bench.value("return [typeof left, typeof [].left]")).toEqual(["undefined", "undefined"]);
  });

  it("may break its own context only", async () => {
    await bench.value(
      "JSON.parse = JSON.stringify = () => 'broken'; Object.prototype.kind = 'x'; delete globalThis.snowflake; return 1",
    );
    expect(await bench.value("return typeof snowflake")).toBe("object");
  });
});
