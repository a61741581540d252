// Values on their way between SQL and JavaScript (D: SQL-JavaScript data type mappings).
(parts) => {
  "use strict";
  const { SfDate, readTimestamp, splitNanos, formatTime } = parts;
  const { parse, stringify } = JSON;
  const DAY = 86_400_000;

  const isTrue = (cell) => cell === "true" || cell === "1";
  const isTimestamp = (kind) => kind.startsWith("TIMESTAMP_");

  function bytes(hex) {
    const result = new Uint8Array(hex.length / 2);
    for (let index = 0; index < result.length; index += 1)
      result[index] = Number.parseInt(hex.substr(index * 2, 2), 16);
    return result;
  }

  const hexOf = (array) => Array.from(array, (byte) => byte.toString(16).padStart(2, "0").toUpperCase()).join("");

  /** Nanoseconds since midnight as a text's `HH:MI:SS.FF`. */
  function timeText(text, format) {
    const [whole, fraction = ""] = text.split(".");
    return formatTime(format, new Date(Number(whole) * 1000), Number(fraction.padEnd(9, "0").slice(0, 9)), 0);
  }

  /** A cell as JavaScript gets it. `date`: timestamps as plain dates, as arguments are. */
  parts.toValue = (cell, { kind, scale }, formats, plainDates) => {
    if (cell === null) return null;
    switch (kind) {
      case "FIXED":
      case "REAL":
        return Number(cell === "inf" ? "Infinity" : cell === "-inf" ? "-Infinity" : cell);
      case "BOOLEAN":
        // D: numbers, not booleans; truthiness is what may be relied on.
        return isTrue(cell) ? 1 : 0;
      case "DATE":
        return new Date(Number(cell) * DAY);
      case "TIME":
        return timeText(cell, formats.TIME);
      case "BINARY":
        return bytes(cell);
      case "VARIANT":
      case "OBJECT":
      case "ARRAY":
        return parse(cell);
      default: {
        if (!isTimestamp(kind)) return cell;
        const wire = readTimestamp(kind, cell, scale);
        return plainDates ? new Date(Number(wire.total / 1_000_000n)) : new SfDate(wire);
      }
    }
  };

  /** A cell as the session's formats write it. */
  parts.toText = (cell, { kind, scale }, formats) => {
    if (cell === null) return null;
    if (kind === "DATE") return formatTime(formats.DATE, new Date(Number(cell) * DAY), 0, 0);
    if (kind === "TIME") return timeText(cell, formats.TIME);
    if (kind === "BOOLEAN") return isTrue(cell) ? "true" : "false";
    if (!isTimestamp(kind)) return cell;
    const { total, offset } = readTimestamp(kind, cell, scale);
    const { seconds, fraction } = splitNanos(total);
    const wall = new Date((Number(seconds) + (kind === "TIMESTAMP_NTZ" ? 0 : offset * 60)) * 1000);
    return formatTime(formats[kind], wall, Number(fraction), offset);
  };

  const integerText = (value) => (Object.is(value, -0) ? "0" : BigInt(value).toString());

  /** A bound value. D: numbers, strings, SfDate and NULL; anything else is an error. `index` counts from 1. */
  parts.toBind = (value, index) => {
    if (value === null) return { type: "ANY", value: null };
    if (typeof value === "number") {
      return Number.isSafeInteger(value)
        ? { type: "FIXED", value: integerText(value) }
        : {
            type: "REAL",
            value: Number.isFinite(value) ? String(value) : Number.isNaN(value) ? "NaN" : value > 0 ? "inf" : "-inf",
          };
    }
    if (typeof value === "string") return { type: "TEXT", value };
    if (value instanceof SfDate) {
      const { type, nanos, offset } = SfDate.wire(value);
      return { type, value: type === "TIMESTAMP_TZ" ? `${nanos} ${offset + 1440}` : nanos };
    }
    return `Unsupported type for binding argument ${index}${typeof value === "object" ? "object" : String(value)}`;
  };

  /** What a procedure returned, told with its type. `asText`: the procedure returns text. */
  parts.toReturn = (value, asText) => {
    if (value === undefined) return { type: "undefined" };
    if (value === null) return { type: "null" };
    if (value instanceof Promise) return { type: "promise" };
    if (asText) return { type: "string", value: String(value) };
    if (value instanceof SfDate) {
      const { nanos, offset } = SfDate.wire(value);
      return { type: "timestamp", value: nanos, offset };
    }
    if (value instanceof Date) return { type: "date", value: value.getTime() };
    if (value instanceof Uint8Array) return { type: "bytes", value: hexOf(value) };
    if (typeof value !== "object") return { type: typeof value, value: String(value) };
    const json = stringify(value);
    return json === undefined
      ? { type: "undefined" }
      : { type: Array.isArray(value) ? "array" : "object", value: json };
  };
};
