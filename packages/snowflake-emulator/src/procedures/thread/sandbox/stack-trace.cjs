// Stack traces end where the body begins: what is around it is none of its business.
(_parts) => {
  "use strict";
  const { toString: errorText } = Error.prototype;
  /** The file of `entry.cjs`, which calls the body. */
  const ENTRY = "snowflake/entry";

  const head = (error) => {
    try {
      return Reflect.apply(errorText, error, []);
    } catch {
      // The name is a symbol, or throws: V8 writes as much.
      return "<error>";
    }
  };

  Error.prepareStackTrace = (error, sites) => {
    const outside = sites.findLastIndex((site) => site.getFileName() === ENTRY);
    const inside = outside < 0 ? sites : sites.slice(0, outside);
    return [head(error), ...inside.map((site) => `    at ${site}`)].join("\n");
  };
};
