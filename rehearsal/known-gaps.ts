import type { PlannedChange } from "./terraform/plan-summary";

/** Something that the local AWS forgets or spells differently, so that a plan shows an update that AWS would not show. */
export interface KnownGap {
  /** Resource addresses; `*` stands for any text. */
  readonly address: string;
  /** The top-level attribute that is shown as changing. */
  readonly attribute: string;
  /** What the local AWS does, and why it can't be patched. */
  readonly reason: string;
}

/** All known gaps. Each stands in the report of a run that meets it. */
export const knownLocalAwsGaps: readonly KnownGap[] = [];

/**
 * The gaps that explain a planned change wholly: an update in place whose every attribute has one. Undefined if anything of it
 * is not explained.
 */
export function gapsExplaining(
  change: PlannedChange,
  gaps: readonly KnownGap[] = knownLocalAwsGaps,
): readonly KnownGap[] | undefined {
  if (change.actions.join() !== "update" || change.attributes.length === 0) {
    return undefined;
  }
  const explaining = change.attributes.map((attribute) =>
    gaps.find((gap) => gap.attribute === attribute && matches(gap.address, change.address)),
  );
  const found = explaining.filter((gap) => gap !== undefined);
  return found.length === explaining.length ? found : undefined;
}

function matches(pattern: string, address: string): boolean {
  const parts = pattern.split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`).test(address);
}
