"use strict";

// Runs one procedure call in a context of its own. The body is started through V8's inspector, which tells for whatever is
// thrown, text and plain objects included, where it was thrown and through which functions it passed.

const { readFileSync } = require("node:fs");
const { Session } = require("node:inspector");
const { join } = require("node:path");
const vm = require("node:vm");

/** What the context consists of besides ECMAScript, in the order of need. */
const SANDBOX = [
  "stack-trace",
  "session-date",
  "formats",
  "sf-date",
  "values",
  "api-error",
  "result-set",
  "statement",
  "snowflake",
  "entry",
];

const SCRIPTS = SANDBOX.map((name) => {
  const file = join(__dirname, "sandbox", `${name}.cjs`);
  return new vm.Script(readFileSync(file, "utf8"), { filename: `snowflake/${name}` });
});

/** Where the entry is until it is called; it takes itself away before the body runs. */
const ENTRY = "snowflake entry";
const GROUP = "call";
const START = `globalThis[${JSON.stringify(ENTRY)}]`;

class Evaluation {
  #session = new Session();
  #contextId = 0;

  constructor() {
    this.#session.connect();
    this.#session.on("Runtime.executionContextCreated", ({ params }) => {
      this.#contextId = params.context.id;
    });
    this.#post("Runtime.enable");
  }

  /** @returns the outcome as `protocol.ts` describes it */
  run(call, ask, tell) {
    try {
      return this.#run(call, ask, tell);
    } finally {
      this.#post("Runtime.releaseObjectGroup", { objectGroup: GROUP });
    }
  }

  #run(call, ask, tell) {
    const context = vm.createContext(vm.constants.DONT_CONTEXTIFY, {
      name: "procedure",
      codeGeneration: { strings: false, wasm: false },
      // Nothing that is put off ever runs: the API is synchronous.
      microtaskMode: "afterEvaluate",
    });
    const executionContextId = this.#contextId;
    const parts = vm.runInContext("Object.create(null)", context);
    for (const script of SCRIPTS) script.runInContext(context)(parts);
    const settings = JSON.stringify({ ...call, body: undefined, prefix: call.prefix.length });
    const entry = parts.makeEntry(settings, ENTRY, ask, tell);
    Object.defineProperty(context, ENTRY, { value: entry, configurable: true });

    const source = `${call.prefix}${call.body}\n}`;
    const body = this.#compile(source, call.handler, executionContextId);
    if (body.exceptionDetails !== undefined)
      return { kind: "SYNTAX", ...this.#thrown(body, undefined, undefined, call) };
    const { objectId } = this.#start(this.#compile(START, "", executionContextId).scriptId, executionContextId).result;
    const declared = this.#start(body.scriptId, executionContextId);
    if (declared.exceptionDetails !== undefined) {
      return { kind: "THROWN", ...this.#thrown(declared, body.scriptId, objectId, call) };
    }
    const started = this.#compile(`${START}.start()`, "", executionContextId);
    const answer = this.#start(started.scriptId, executionContextId);
    if (answer.exceptionDetails === undefined) return { kind: "RETURNED", value: answer.result.value };
    return { kind: "THROWN", ...this.#thrown(answer, body.scriptId, objectId, call) };
  }

  #compile(expression, sourceURL, executionContextId) {
    return this.#post("Runtime.compileScript", { expression, sourceURL, persistScript: true, executionContextId });
  }

  #start(scriptId, executionContextId) {
    return this.#post("Runtime.runScript", { scriptId, executionContextId, objectGroup: GROUP });
  }

  /** What was thrown and where: positions count from 0, lines from 1, both within the body. */
  #thrown({ exceptionDetails: details }, scriptId, entryId, call) {
    const place = ({ lineNumber, columnNumber }) => ({
      line: lineNumber + 1,
      position: lineNumber === 0 ? columnNumber - call.prefix.length : columnNumber,
    });
    const frames = (details.stackTrace?.callFrames ?? [])
      .filter((frame) => frame.scriptId === scriptId)
      .map((frame) => ({ name: frame.functionName, ...place(frame) }));
    const inBody = scriptId === undefined || details.scriptId === scriptId;
    return { at: inBody ? place(details) : frames[0], frames, what: this.#describe(details, entryId) };
  }

  /** The thrown value, told by the context itself; of a syntax error, which is no value of it, the first line. */
  #describe({ exception }, entryId) {
    if (entryId === undefined) return { text: exception.description.split("\n")[0] };
    const { objectId, value, unserializableValue } = exception;
    const argument = objectId === undefined ? { value, unserializableValue } : { objectId };
    const told = this.#post("Runtime.callFunctionOn", {
      objectId: entryId,
      functionDeclaration: "function (thrown) { return this.describe(thrown); }",
      arguments: [exception.type === "undefined" ? {} : argument],
      returnByValue: true,
    });
    if (told.exceptionDetails !== undefined) return { text: exception.className ?? exception.type };
    return JSON.parse(told.result.value);
  }

  #post(method, params) {
    let answer;
    this.#session.post(method, params, (error, result) => {
      if (error) throw new Error(`${method}: ${error.message}`);
      answer = result;
    });
    return answer;
  }
}

module.exports = { Evaluation };
