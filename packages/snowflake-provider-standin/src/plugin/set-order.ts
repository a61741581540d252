import { crc32 } from "node:zlib";
import { type CtyValue, isList, isRecord, primitiveText, UNKNOWN } from "./cty";

/**
 * Orders the elements of a set of primitives as Terraform's older SDK lists them: by the decimal text of the CRC-32 of
 * each element followed by ";". Statements built from a set list their items in this order. Unknown elements go last.
 */
export function orderSet(values: readonly CtyValue[]): readonly CtyValue[] {
  const known = new Map<string, CtyValue>();
  const unknown: CtyValue[] = [];
  for (const value of values) {
    if (value === UNKNOWN) unknown.push(value);
    else known.set(String(crc32(`${elementText(value)};`)), value);
  }
  const sorted = [...known].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return [...sorted.map(([, value]) => value), ...unknown];
}

function elementText(value: CtyValue): string {
  if (typeof value === "boolean") return value ? "1" : "0";
  return isList(value) || isRecord(value) ? JSON.stringify(value) : primitiveText(value);
}
