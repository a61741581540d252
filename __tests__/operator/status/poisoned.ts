import type { Glance } from "../../../operator/status/glance";

/** What a name or a reason may hold that somebody else chose. */
export const HOSTILE = `"'><img src=x onerror="pwned=1"><script>pwned=1</script></li></table>&lt;\${pwned=1}`;

/** Fields that hold names and texts from elsewhere. */
const TEXTS: ReadonlySet<string> = new Set([
  "name",
  "reason",
  "seen",
  "note",
  "holder",
  "drill",
  "target",
  "kind",
  "finding",
  "fix",
  "text",
  "operator",
  "expected",
  "procedure",
  "organization",
  "objective",
  "measured",
  "connection",
]);

/** The same, with {@link HOSTILE} in every name and reason. */
export function poisoned(glance: Glance): Glance {
  return poison(glance, "");
}

function poison<Value>(value: Value, key: string): Value;
function poison(value: unknown, key: string): unknown {
  if (typeof value === "string") return TEXTS.has(key) ? `${value}${HOSTILE}` : value;
  if (Array.isArray(value)) return value.map((one: unknown) => poison(one, key === "reasons" ? "reason" : key));
  if (value instanceof Map)
    return new Map([...value].map(([name, one]) => [poison(String(name), "name"), poison(one, "")]));
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, poison(one, name)]));
}
