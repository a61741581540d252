// The object `snowflake` (D: JavaScript stored procedures API); its methods are on its prototype (O).
(parts) => {
  "use strict";
  const { ResultSet, Statement, apiError, toBind } = parts;
  const LEVELS = ["off", "trace", "debug", "info", "warn", "error", "fatal"];
  const { stringify, parse } = JSON;

  /** Text and bound values of a command object, checked. */
  function readCommand(method, command) {
    const { sqlText, binds } = typeof command === "object" && command !== null ? command : {};
    if (typeof sqlText !== "string" || sqlText.trim() === "") throw apiError(method, "empty argument passed");
    if (binds === undefined || binds === null) return { sqlText, binds: [] };
    if (!Array.isArray(binds)) throw apiError(method, "Invalid binds argument: it has to be an array");
    return {
      sqlText,
      binds: Array.from(binds, (value, index) => {
        const bind = toBind(value, index + 1);
        if (typeof bind === "string") throw apiError(method, bind);
        return bind;
      }),
    };
  }

  const attributesOf = (attributes) => (attributes === undefined ? null : parse(stringify(attributes) ?? "null"));

  class Snowflake {
    execute(command) {
      const { sqlText, binds } = readCommand("Snowflake.execute", command);
      return new ResultSet(parts.execute("Snowflake.execute", sqlText, binds));
    }

    createStatement(command) {
      const { sqlText, binds } = readCommand("Snowflake.createStatement", command);
      return new Statement(sqlText, binds);
    }

    log(level, message, attributes) {
      if (typeof level !== "string" || !LEVELS.includes(level)) {
        throw apiError("Snowflake.log", `Invalid log level: ${String(level)}`);
      }
      parts.tell({ kind: "LOG", level, message: String(message), attributes: attributesOf(attributes) });
    }

    addEvent(...values) {
      const [name, attributes] = values;
      if (values.length === 0 || values.length > 2)
        throw apiError("Snowflake.addEvent", "addEvent takes a name and attributes");
      if (typeof name !== "string") throw apiError("Snowflake.addEvent", "the name of an event has to be a string");
      parts.tell({ kind: "EVENT", name, attributes: attributesOf(attributes) });
    }

    setSpanAttribute(...values) {
      const [key, value] = values;
      if (values.length !== 2) throw apiError("Snowflake.setSpanAttribute", "setSpanAttribute takes a key and a value");
      if (typeof key !== "string")
        throw apiError("Snowflake.setSpanAttribute", "the key of an attribute has to be a string");
      parts.tell({ kind: "SPAN_ATTRIBUTE", key, value: attributesOf(value) });
    }
  }

  const hidden = (value) => ({ value, writable: true, configurable: true });
  Object.defineProperties(globalThis, { Snowflake: hidden(Snowflake), snowflake: hidden(new Snowflake()) });
};
