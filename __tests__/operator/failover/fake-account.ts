/** A replica's refresh. */
export interface Refresh {
  readonly job: string;
  phase: string;
  snapshot: number;
  endedAt: number | null;
}

/** One account's half of a group. */
export interface Half {
  schedule: "STARTED" | "SUSPENDED" | null;
  refreshes: Refresh[];
}

/** Rows as text; a table is a multiset of them. */
export type Tables = Map<string, readonly string[]>;

/** One account. */
export interface FakeAccount {
  up: boolean;
  catalogWrites: "ALL" | "NONE";
  readonly tasks: Map<string, "started" | "suspended">;
  tables: Tables;
  /** Copies by `schema.table`. */
  readonly quarantine: Tables;
  readonly epochs: { epoch: number; holder: string; drill: string; session: number }[];
  readonly sessions: Set<number>;
  readonly halves: Map<string, Half>;
}
