import { type Definition, definitionKey } from "../definitions/definition";

/** How an object differs between the accounts. */
export type Finding = "MISSING_ON_PRIMARY" | "MISSING_ON_SECONDARY" | "DIFFERENT";

/** One object's difference. */
export interface Drift {
  readonly kind: string;
  readonly name: string;
  readonly finding: Finding;
  /** undefined: missing there. */
  readonly primary: string | undefined;
  readonly secondary: string | undefined;
}

/** Compares the accounts' definitions: each object at most once. */
export function findDrift(primary: readonly Definition[], secondary: readonly Definition[]): readonly Drift[] {
  const here = new Map(secondary.map((one) => [definitionKey(one), one.definition]));
  const there = new Set(primary.map(definitionKey));
  const drifts: Drift[] = [];
  for (const { kind, name, definition } of primary) {
    const own = here.get(definitionKey({ kind, name }));
    if (own === definition) continue;
    const finding = own === undefined ? "MISSING_ON_SECONDARY" : "DIFFERENT";
    drifts.push({ kind, name, finding, primary: definition, secondary: own });
  }
  for (const { kind, name, definition } of secondary) {
    if (there.has(definitionKey({ kind, name }))) continue;
    drifts.push({ kind, name, finding: "MISSING_ON_PRIMARY", primary: undefined, secondary: definition });
  }
  return drifts;
}

/** What becomes of the open findings. */
export interface DriftChanges {
  /** Findings that weren't open. */
  readonly opened: readonly Drift[];
  /** Findings that are open already; their texts may be others now. */
  readonly seen: readonly Drift[];
  /** Open findings of what no longer differs. */
  readonly closed: readonly Drift[];
}

const driftKey = ({ kind, name }: Drift): string => JSON.stringify([kind, name]);

/** Compares the open findings with the differences that there are: an object has at most one open finding. */
export function driftChanges(open: readonly Drift[], now: readonly Drift[]): DriftChanges {
  const before = new Set(open.map(driftKey));
  const after = new Set(now.map(driftKey));
  return {
    opened: now.filter((one) => !before.has(driftKey(one))),
    seen: now.filter((one) => before.has(driftKey(one))),
    closed: open.filter((one) => !after.has(driftKey(one))),
  };
}
