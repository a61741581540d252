import type { Json } from "@duckdb/node-api";
import type { IcebergType, Schema, StructType } from "../../src/index";

const isRecord = (value: Json): value is Record<string, Json> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function number(text: string): string {
  const named: Readonly<Record<string, string>> = { nan: "NaN", inf: "Infinity", "-inf": "-Infinity" };
  return named[text.toLowerCase()] ?? String(Number(text));
}

/** DuckDB shows bytes as text with escapes, pyiceberg's side as hexadecimals. */
const bytes = (text: string): string =>
  text.includes("\\x")
    ? text.replaceAll(/\\x([0-9A-F]{2})|[\s\S]/g, (all, hex: string | undefined) =>
        (hex ?? all.charCodeAt(0).toString(16).padStart(2, "0")).toLowerCase(),
      )
    : text;

function moment(text: string): string {
  const [whole = "", fraction = ""] = text.replace(/\+00$/, "").split(".");
  return `${whole}.${fraction.padEnd(6, "0")}`;
}

function primitive(value: Json, type: string): Json {
  const text = String(value);
  if (type === "float") return String(Math.fround(Number(number(text))));
  if (type === "double") return number(text);
  if (type === "binary") return bytes(text);
  if (type.startsWith("time")) return moment(text);
  return type === "boolean" ? value : text;
}

function struct(value: Json, type: StructType): Json {
  if (!isRecord(value)) throw new Error(`${JSON.stringify(value)} is no struct`);
  return Object.fromEntries(type.fields.map((field) => [field.name, canonical(value[field.name] ?? null, field.type)]));
}

function canonical(value: Json, type: IcebergType): Json {
  if (value === null) return null;
  if (typeof type === "string") return primitive(value, type);
  if (type.type === "struct") return struct(value, type);
  if (!Array.isArray(value)) throw new Error(`${JSON.stringify(value)} is no ${type.type}`);
  if (type.type === "list") return value.map((element) => canonical(element, type.element));
  return value.map((entry) => {
    if (!isRecord(entry)) throw new Error(`${JSON.stringify(entry)} is no entry of a map`);
    return [canonical(entry.key ?? null, type.key), canonical(entry.value ?? null, type.value)];
  });
}

/** Rows as text that is the same for the same rows, whoever read them and in whatever order. */
export function canonicalRows(rows: readonly Json[], schema: Schema): readonly string[] {
  return rows.map((row) => JSON.stringify(struct(row, schema))).sort();
}
