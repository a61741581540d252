// How the thread starts the body, and how statements get out of the context. Only text passes in either direction.
(parts) => {
  "use strict";
  const { apiError, describe, setClock, setZone, toReturn, toValue } = parts;
  const { parse, stringify } = JSON;
  const { defineProperty } = Object;
  const apply = Reflect.apply;
  const CONSOLE = "assert clear count debug dir error group groupEnd info log table time timeEnd trace warn".split(" ");

  /** Sets what ECMAScript has and a procedure must not: what compiles text, blocks, or runs later. */
  function restrict() {
    for (const name of ["Atomics", "SharedArrayBuffer", "FinalizationRegistry", "WebAssembly"]) delete globalThis[name];
    // Snowflake's V8 has a console that goes nowhere (O).
    const nothing = () => undefined;
    const silent = Object.fromEntries(CONSOLE.map((name) => [name, nothing]));
    defineProperty(globalThis, "console", { value: silent, writable: true, configurable: true });
  }

  /** A result as the API reads it: rows come in slices, when they are needed. */
  function readResult(reply, ask) {
    let { rows, from } = reply;
    const columns = reply.columns.map((column, index) => ({ ...column, index }));
    return {
      ...reply,
      columns,
      rows(at) {
        if (at < from || at >= from + rows.length) {
          ({ rows, from } = ask({ kind: "ROWS", resultId: reply.resultId, from: at }));
        }
        return rows[at - from];
      },
    };
  }

  parts.makeEntry = (callText, entryName, hostAsk, hostTell) => {
    const { handler, args, prefix, returnsText, formats, timeZone, now } = parse(callText);
    parts.sourceName = handler;
    parts.prefix = prefix;
    parts.formats = formats;
    setZone(timeZone);
    setClock(now);
    restrict();

    /** Whatever the host side throws is of another realm and must not be seen: it is replaced by an error of this one. */
    const guarded = (host, message) => {
      const text = stringify(message);
      let answer;
      try {
        answer = host(text);
      } catch {
        throw new RangeError("Maximum call stack size exceeded");
      }
      return answer;
    };
    const ask = (message) => parse(guarded(hostAsk, message));
    parts.tell = (message) => guarded(hostTell, message);
    parts.execute = (method, sqlText, binds) => {
      const reply = ask({ kind: "EXECUTE", sqlText, binds });
      setClock(reply.now);
      if (reply.error !== undefined) throw apiError(method, reply.error.message, reply.error.code, reply.error.state);
      return readResult(reply, ask);
    };

    return {
      start() {
        delete globalThis[entryName];
        const values = args.map(({ cell, ...type }) =>
          cell === null ? undefined : toValue(cell, type, formats, true),
        );
        return stringify(toReturn(apply(globalThis[handler], globalThis, values), returnsText));
      },
      describe: (thrown) => stringify(describe(thrown)),
    };
  };
};
