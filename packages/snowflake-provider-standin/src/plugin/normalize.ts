import { type CtyRecord, type CtyType, type CtyValue, isList, isRecord, isWhollyKnown, UNKNOWN } from "./cty";

/**
 * Smooths differences between a new state and the one it follows that mean nothing: null against empty. After an apply (`after` =
 * "apply", `reference` = the plan) collections follow the plan and sets are the plan's; after a read only empty strings are carried over.
 */
export function normalizeNulls(value: CtyValue, reference: CtyValue, type: CtyType, after: "apply" | "read"): CtyValue {
  if (reference === UNKNOWN) return value;
  if (type === "string") return value === null && reference === "" ? "" : value;
  if (typeof type === "string") return value;
  if (after === "apply" && type[0] !== "object") {
    const settled = settleCollection(value, reference, type[0]);
    if (settled !== undefined) return settled;
  }
  if (reference === null || value === null) return value;
  if (type[0] === "object" && isRecord(value) && isRecord(reference))
    return normalizeObject(value, reference, type[1], after);
  if (type[0] === "list" && isList(value) && isList(reference) && value.length === reference.length) {
    return value.map((item, i) => normalizeNulls(item, reference[i] ?? null, type[1], after));
  }
  return value;
}

function settleCollection(value: CtyValue, reference: CtyValue, kind: "list" | "set" | "map"): CtyValue | undefined {
  const empty = (v: CtyValue): boolean => (isList(v) && v.length === 0) || (isRecord(v) && Object.keys(v).length === 0);
  if ((reference === null && empty(value)) || (empty(reference) && value === null)) return reference;
  return kind === "set" && reference !== null && isWhollyKnown(reference) ? reference : undefined;
}

function normalizeObject(
  value: CtyRecord,
  reference: CtyRecord,
  types: Readonly<Record<string, CtyType>>,
  after: "apply" | "read",
): CtyRecord {
  const entries = Object.entries(types).map(([key, type]) => {
    const normalized =
      key === "timeouts"
        ? (reference[key] ?? null)
        : normalizeNulls(value[key] ?? null, reference[key] ?? null, type, after);
    return [key, normalized] as const;
  });
  return Object.fromEntries(entries);
}
