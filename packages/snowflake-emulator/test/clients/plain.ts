import type { Plain } from "./case";

/** Takes trailing zeros off a second's fraction, and the point when nothing follows it. */
function shortFraction(text: string): string {
  return text.replace(/(\.\d*?)0+(?=$|[Z+-])/, "$1").replace(/\.(?=$|[Z+-])/, "");
}

/** A point in time as `2024-02-29T13:14:15.5Z`. */
export function plainInstant(date: Date): string {
  return shortFraction(date.toISOString());
}

function fromSeconds(text: string): string {
  const [whole = "0", fraction = ""] = text.split(".");
  const date = new Date(Number(whole) * 1000);
  return shortFraction(`${date.toISOString().slice(0, 19)}${fraction === "" ? "" : `.${fraction}`}`);
}

/** A cell of the SQL API, which is text, as a plain value. */
export function plainCell(type: string, text: string | null): Plain {
  if (text === null) return null;
  switch (type.toLowerCase()) {
    case "fixed":
    case "real":
      return Number(text);
    case "boolean":
      return text === "true";
    case "date":
      return new Date(Number(text) * 86_400_000).toISOString().slice(0, 10);
    case "time":
      return fromSeconds(text).slice(11);
    case "timestamp_ntz":
      return fromSeconds(text);
    case "timestamp_ltz":
    case "timestamp_tz":
      return `${fromSeconds(text.split(" ")[0] ?? "")}Z`;
    case "variant":
    case "object":
    case "array":
      return JSON.parse(text) as Plain;
    case "binary":
      return text.toUpperCase();
    default:
      return text;
  }
}
