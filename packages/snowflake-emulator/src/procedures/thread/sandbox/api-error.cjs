// What the API throws (D: "Catching an error using try/catch"): code, state, message and where it was called.
(parts) => {
  "use strict";
  const known = new WeakMap();

  class SnowflakeProcedureError extends Error {
    /** D (troubleshooting): "Failed: " + err is "Failed: empty argument passed". */
    toString() {
      return this.message;
    }
  }
  Object.defineProperty(SnowflakeProcedureError, "name", { value: "Error" });

  /** Where in the body the call stands: the innermost frame that belongs to it. */
  function place(stack) {
    for (const frame of typeof stack === "string" ? stack.split("\n") : []) {
      const [, line, column] = /:(\d+):(\d+)\)?$/.exec(frame) ?? [];
      if (line === undefined || !frame.startsWith("    at ")) continue;
      const source = frame.slice(0, frame.lastIndexOf(`:${line}:${column}`));
      if (!source.endsWith(`(${parts.sourceName}`) && !source.endsWith(` ${parts.sourceName}`)) continue;
      return `, line ${line} position ${Number(column) - 1 - (line === "1" ? parts.prefix : 0)}`;
    }
    return "";
  }

  /** `method` as in "Statement.execute". Without a code it is an error of the API's use. */
  parts.apiError = (method, message, code = 100183, state = "P0000") => {
    const error = new SnowflakeProcedureError(message);
    const stackTraceTxt = `${method}${place(error.stack)}`;
    const shown = (value) => ({ value, enumerable: true, writable: true, configurable: true });
    Object.defineProperties(error, {
      message: shown(message),
      code: shown(code),
      state: shown(state),
      stackTraceTxt: shown(stackTraceTxt),
    });
    known.set(error, { message, stackTraceTxt });
    return error;
  };

  /** What was thrown, as V8's messages call it; of the API's own errors what they hold. */
  parts.describe = (thrown) => {
    const api = typeof thrown === "object" && thrown !== null ? known.get(thrown) : undefined;
    if (api !== undefined) return { api };
    if (thrown instanceof Error) {
      const { name, message } = thrown;
      return {
        text: message === "" ? String(name) : name === "" ? String(message) : `${String(name)}: ${String(message)}`,
      };
    }
    if (typeof thrown !== "object" || thrown === null) return { text: String(thrown) };
    return { text: `#<${thrown.constructor?.name ?? "Object"}>` };
  };
};
