import { VARIANT } from "../../src/types/data-type";
import { ProcedureBench } from "./bench";

describe("errors of procedures", () => {
  const bench = new ProcedureBench();
  afterAll(() => bench.runtime.close());

  // Observed: what was thrown, the line of the body, the position, the functions on the way.
  it.each([
    [
      "return null.x;",
      "TypeError: Cannot read properties of null (reading 'x') in P at 'return null.x;' position 12",
      "P line: 1",
    ],
    ["throw new Error('boom');", "Error: boom in P at 'throw new Error('boom');' position 0", "P line: 1"],
    ["throw 'str';", "str in P at 'throw 'str';' position 0", "P line: 1"],
    ["throw {a: 1};", "#<Object> in P at 'throw {a: 1};' position 0", "P line: 1"],
    [
      "var a = 1;\nvar b = 2;\n  return null.x;",
      "TypeError: Cannot read properties of null (reading 'x') in P at '  return null.x;' position 14",
      "P line: 3",
    ],
    [
      "  return   null.x;",
      "TypeError: Cannot read properties of null (reading 'x') in P at '  return   null.x;' position 16",
      "P line: 1",
    ],
    [
      "var e = new Error('m'); e.name = 'Custom'; throw e;",
      "Custom: m in P at 'var e = new Error('m'); e.name = 'Custom'; throw e;' position 43",
      "P line: 1",
    ],
    [
      "function inner() { return null.q; } return inner();",
      "TypeError: Cannot read properties of null (reading 'q') in P at 'function inner() { return null.q; } return inner();' position 31",
      "inner line: 1\nP line: 1",
    ],
    [
      "undefined.y = 1; return 1;",
      "TypeError: Cannot set properties of undefined (setting 'y') in P at 'undefined.y = 1; return 1;' position 12",
      "P line: 1",
    ],
    ["return a * 2;", "ReferenceError: a is not defined in P at 'return a * 2;' position 0", "P line: 1"],
  ])("%s", async (body, thrown, frames) => {
    expect(await bench.error(body)).toBe(
      `100132 (P0000): JavaScript execution error: Uncaught ${thrown}\nstackstrace: \n${frames}`,
    );
  });

  it("tells of a body that is no JavaScript when it is called", async () => {
    expect(await bench.error("var x = ;")).toBe(
      "100131 (P0000): JavaScript compilation error: Uncaught SyntaxError: Unexpected token ';' in P at 'var x = ;' position 8\nstackstrace: \nP line: 1",
    );
  });

  it("gives the error of a statement its code, state, message and place (documented example)", async () => {
    const body = `
          var result = "";
          try {
              snowflake.execute( {sqlText: "Invalid Command!;"} );
              result = "Succeeded";
              }
          catch (err)  {
              result =  "Failed: Code: " + err.code + "\\n  State: " + err.state;
              result += "\\n  Message: " + err.message;
              result += "\\nStack Trace:\\n" + err.stackTraceTxt; 
              }
          return result;
          `;
    expect(await bench.value(body)).toBe(
      "Failed: Code: 1003\n  State: 42000\n  Message: SQL compilation error:\nsyntax error line 1 at position 0 unexpected 'Invalid'." +
        "\nStack Trace:\nSnowflake.execute, line 4 position 24",
    );
  });

  it("names the method and the place of a statement's error that nobody caught", async () => {
    expect(await bench.error("\nvar s = snowflake.createStatement({sqlText: 'Nonsense'});\n  s.execute();")).toBe(
      "100183 (P0000): Execution error in store procedure P:\nSQL compilation error:\nsyntax error line 1 at position 0 unexpected 'Nonsense'.\nAt Statement.execute, line 3 position 4",
    );
    expect(await bench.error("snowflake.execute({sqltext: 'x'})")).toBe(
      "100183 (P0000): Execution error in store procedure P:\nempty argument passed\nAt Snowflake.execute, line 1 position 10",
    );
  });

  it("lets a caught error be thrown again, as itself or in another", async () => {
    const caught = (again: string) => `try { snowflake.execute({sqlText: "Bad"}) } catch (e) { throw ${again} }`;
    expect(await bench.error(caught("e"))).toMatch(/^100183 .*At Snowflake\.execute, line 1 position 16$/s);
    expect(await bench.error(caught("new Error('seen: ' + e.message)"))).toMatch(
      /^100132 .*Uncaught Error: seen: SQL comp/s,
    );
    expect(await bench.error(caught("e.message"))).toMatch(/^100132 .*Uncaught SQL compilation error:/s);
  });

  it("shows an error's fields to JSON", async () => {
    expect(
      await bench.value(
        'try { snowflake.execute({sqlText: "Bad x"}) } catch (e) { return [e instanceof Error, JSON.parse(JSON.stringify(e))] }',
      ),
    ).toEqual([
      true,
      {
        code: 1003,
        state: "42000",
        message: "SQL compilation error:\nsyntax error line 1 at position 0 unexpected 'Bad'.",
        stackTraceTxt: "Snowflake.execute, line 1 position 16",
      },
    ]);
  });

  it("fails the call, not the procedure, when the emulator itself breaks", async () => {
    const own = new ProcedureBench();
    own.host.other = () => Promise.reject(new RangeError("defect"));
    await expect(own.call("try { snowflake.execute({sqlText: 'x'}) } catch (e) { return 1 }", VARIANT)).rejects.toThrow(
      "defect",
    );
    await own.runtime.close();
  });
});
