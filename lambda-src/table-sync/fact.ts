import type { GivenPartition } from "./desired";
import type { GlueVersion } from "./glue-table";
import type { TableIdentity } from "./identity";

/**
 * How a table is. IN_STEP: as Glue has it. PENDING: a worker is at it. FAILED: it was tried, and is to be tried again.
 * REFUSED: it can't be mapped, or its name is somebody else's in Snowflake. ROUTED: Snowflake has it another way.
 * GONE: Glue doesn't have it any more.
 */
export const FACT_STATES = ["IN_STEP", "PENDING", "FAILED", "REFUSED", "ROUTED", "GONE"] as const;

/** How a table is: see {@link FACT_STATES}. */
export type FactState = (typeof FACT_STATES)[number];

/** What is known of one table. */
export interface Fact {
  readonly identity: TableIdentity;
  readonly state: FactState;
  /** Why it failed or is refused, or which columns are left out. `""`: there is nothing to say. */
  readonly reason: string;
  /** Qualified and quoted name of the external table. `""`: it has none. */
  readonly target: string;
  /** The newest reading of Glue that was acted on. An older one is never acted on after it. */
  readonly version: GlueVersion;
  /** Fingerprint of what Glue and the settings said, partitions aside. `""`: not known, look again. */
  readonly source: string;
  /** The comment that the external table was left with. `""`: there is none. */
  readonly mark: string;
  /** The partitions that were registered one by one. */
  readonly partitions: readonly GivenPartition[];
  /** Of its last statements. `""`: there were none. */
  readonly queryId: string;
  /** When this was written, in milliseconds since 1970. */
  readonly at: number;
  /** Until when a worker has the table for itself, in milliseconds since 1970. 0: nobody has. */
  readonly leasedUntil: number;
  /** Counts the changes of this fact: what a store compares. */
  readonly revision: number;
}

/** A fact of a table that nothing is known of. */
export function unknownFact(identity: TableIdentity): Fact {
  return {
    identity,
    state: "PENDING",
    reason: "",
    target: "",
    version: { created: 0, version: 0, updated: 0 },
    source: "",
    mark: "",
    partitions: [],
    queryId: "",
    at: 0,
    leasedUntil: 0,
    revision: 0,
  };
}
