import type { PrimaryDatabase } from "../snowflake/replicas";
import { type DatabaseContent, sameContent } from "./content";

/** A database of the secondary account. */
export interface SeenDatabase {
  /**
   * `replica`: a failover group brings it, read-only. `secondary`: database replication without a group does. `built`: this command made it, as its comment says. `own`: the account's own,
   * and not made by this command: a replica whose group is gone, or somebody else's.
   */
  readonly kind: "replica" | "secondary" | "built" | "own";
  /** Of `own` it is read under the temporary name only, of `secondary` not at all. */
  readonly content: DatabaseContent;
  /** Of a replica: what is in it besides views, each as `TABLE S.T`; and what can't be carried over for another reason. */
  readonly obstacles: readonly string[];
  /** Of `secondary`: the database that it is replicated from. Default: none is known. */
  readonly primary?: PrimaryDatabase;
}

/** The failover group that brings, or brought, the database. */
export interface SeenGroup {
  readonly name: string;
  /** The replica in the secondary account. */
  readonly here: "active" | "suspended" | "gone" | "promoted";
  /** Whether the primary's list has the database. */
  readonly lists: boolean;
  /** Whether a role hasn't got back what it had on the replica group. */
  readonly missesGrants: boolean;
}

/** What was saved of the replica before anything was changed. */
export interface Saved {
  /** The group that brought it. */
  readonly group: string;
  /** Who may do what with the replica group, which are lost when it is dropped. */
  readonly groupGrants: readonly { readonly privilege: string; readonly role: string }[];
  readonly content: DatabaseContent;
}

/** What is there of the database that applications read. */
export interface MigrationFacts {
  /** Under its own name. */
  readonly prod: SeenDatabase | undefined;
  /** Under the temporary name. */
  readonly next: SeenDatabase | undefined;
  readonly group: SeenGroup | undefined;
  readonly saved: Saved | undefined;
  /** Whether it is saved in both places: the file and the account. */
  readonly savedTwice: boolean;
}

/**
 * A step, in the order in which they come. What is between them is decided by what is there and not by what was done:
 * `suspend` the replica group, so that no refresh can drop the database; `save` definitions and grants; `build` the new database under the temporary
 * name; `unlist` it in the primary's group; `free` it, by dropping the replica group, after which it can be renamed; `swap` the names (or `rename`, where
 * the old one is gone); `regroup`: make the replica group again for the other databases; `drop` the old one.
 */
export type MigrationStep = "suspend" | "save" | "build" | "unlist" | "free" | "swap" | "rename" | "regroup" | "drop";

/** Steps before which every view of the new database must answer: they take something away. */
export const VERIFIED_FIRST: ReadonlySet<MigrationStep> = new Set(["unlist", "free", "swap", "rename", "drop"]);

/** What is to be done. */
export type MigrationPlan =
  | { readonly kind: "done"; readonly why: string }
  | { readonly kind: "refused"; readonly reasons: readonly string[] }
  | { readonly kind: "steps"; readonly steps: readonly MigrationStep[] };

/** Plans from what is there: after an interruption anywhere, what is left. */
export function planMigration(facts: MigrationFacts): MigrationPlan {
  const { prod, next, group, saved, savedTwice } = facts;
  const reasons = refusals(facts);
  if (reasons.length > 0) return { kind: "refused", reasons };
  const steps: MigrationStep[] = [];
  const replica = prod?.kind === "replica";
  const wanted = replica ? prod.content : saved?.content;
  /** The old one, which only its name distinguishes from the one that was made; or what was dropped. */
  const freed = prod?.kind === "own" && next?.kind === "built";

  if (replica && group?.here === "active") steps.push("suspend");
  if (replica && !(savedTwice && saved !== undefined && sameContent(saved.content, prod.content))) steps.push("save");
  if (replica || freed || prod === undefined) {
    const built = next?.kind === "built" && wanted !== undefined && sameContent(next.content, wanted);
    if (!built) steps.push("build");
    if (group?.lists === true) steps.push("unlist");
    if (replica) steps.push("free");
    steps.push(prod === undefined ? "rename" : "swap");
  }
  const groupIsBack = group === undefined || (group.here !== "gone" && !group.missesGrants);
  if (replica || !groupIsBack) steps.push("regroup");
  const oldIsLeft = prod?.kind === "built" && next?.kind === "own" && sameViews(next.content, saved?.content);
  if (replica || freed || oldIsLeft) steps.push("drop");
  if (steps.length > 0) return { kind: "steps", steps };
  const made = prod?.kind === "built";
  return {
    kind: "done",
    why: made ? "it was made independent, and the replica is gone" : "it is the account's own database already",
  };
}

/** Whether a database has the views that were saved, and no others: a stranger's of that name is never dropped. */
function sameViews(one: DatabaseContent, other: DatabaseContent | undefined): boolean {
  return other !== undefined && sameContent({ ...other, views: one.views }, other);
}

function refusals({ prod, next, group, saved }: MigrationFacts): readonly string[] {
  if (prod === undefined && saved === undefined) {
    return ["there is no such database, and nothing of it was saved: deploy makes a new one"];
  }
  if (prod?.kind === "secondary") return [replicatedAlone(prod)];
  if (prod?.kind === "built" || prod?.kind === "own") return [];
  return [
    ...(group?.here === "promoted"
      ? [`the failover group ${group.name} has its primary in this account: fail back first`]
      : []),
    ...(prod?.kind === "replica" ? prod.obstacles.map((what) => `it isn't views alone: ${what}`) : []),
    ...(next?.kind === "own" && (prod === undefined || prod.kind === "replica")
      ? ["somebody else's database has the temporary name: rename or drop it"]
      : []),
    ...(next?.kind === "replica" || next?.kind === "secondary"
      ? ["a replica has the temporary name: that can't be used"]
      : []),
  ];
}

/**
 * Why a replica of database replication is refused: no group that could be suspended brings it, and to end the replication is one
 * statement. Sources: docs.snowflake.com, user-guide/database-replication-intro; sql-reference/functions/system_disable_database_replication.
 */
function replicatedAlone({ primary }: SeenDatabase): string {
  const from =
    primary === undefined ? "another account" : `${primary.organization}.${primary.account}.${primary.database}`;
  const where = primary === undefined ? "there" : `in the account ${primary.account}`;
  const name = primary?.database ?? "…";
  return `it is replicated from ${from} by database replication, without a failover group, and can't be written to: end it ${where}, by SELECT SYSTEM$DISABLE_DATABASE_REPLICATION('${name}') as ACCOUNTADMIN, and it is a database of this account's own; or make it the primary by ALTER DATABASE … PRIMARY here, where failover to this account is enabled`;
}
