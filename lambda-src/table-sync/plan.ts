import type { Actual, ShownTable } from "./actual";
import { isSameShape } from "./adopt";
import type { ExternalColumn } from "./columns";
import type { Desired, DesiredTable, GivenPartition } from "./desired";
import { type TableIdentity, tableLabel } from "./identity";
import { columnFingerprint, isMarkOf, type Mark, markOf, renderMark, sameMark } from "./mark";
import type { OrphanPolicy } from "./settings";
import {
  addColumns,
  addPartition,
  createSchema,
  createTable,
  dropColumns,
  dropPartition,
  dropTable,
  refresh,
  setAutoRefresh,
  setComment,
} from "./statements";

/** What a statement does. */
export type Action =
  | "CREATE_SCHEMA"
  | "CREATE"
  | "RECREATE"
  | "ADD_COLUMNS"
  | "DROP_COLUMNS"
  | "SET_AUTO_REFRESH"
  | "SET_COMMENT"
  | "ADD_PARTITION"
  | "DROP_PARTITION"
  | "REFRESH"
  | "DROP"
  | "MARK_ORPHAN";

/** A statement that brings a table in step. */
export interface Step {
  readonly action: Action;
  readonly sql: string;
}

/** What to do, in order, or why nothing can be done. */
export type Plan =
  | {
      readonly kind: "STEPS";
      readonly steps: readonly Step[];
      /** What is there afterwards, as {@link seenMark} says it. */
      readonly leaves: string;
    }
  /** Something that people made is in the way, or something that people have to make is missing. */
  | { readonly kind: "CONFLICT"; readonly reason: string };

/** What a table's plan is made from. */
export interface PlanInput {
  readonly identity: TableIdentity;
  /** Undefined: Glue has no such table. */
  readonly desired: Desired | undefined;
  /** With columns where {@link needsColumns}; with columns and format where it may be taken over as it is. */
  readonly actual: Actual;
  /** Partitions that were registered one by one, as far as is known. */
  readonly registered: readonly GivenPartition[];
  readonly orphans: OrphanPolicy;
  readonly createSchemas: boolean;
  readonly adopt: boolean;
  /** Whether partitions have changed: what has no automatic refresh is then refreshed. */
  readonly partitionsChanged: boolean;
}

const conflict = (reason: string): Plan => ({ kind: "CONFLICT", reason });

/** What is there under a table's name, for comparing: its comment, marked as somebody else's if it is. `""`: nothing. */
export function seenMark(shown: ShownTable | undefined, identity: TableIdentity): string {
  if (shown === undefined) return "";
  return shown.mark !== undefined && isMarkOf(shown.mark, identity)
    ? shown.comment
    : `somebody else's: ${shown.comment}`;
}

/** Whether a plan can only be made when the table's columns have been read. */
export function needsColumns(desired: Desired | undefined, actual: Actual): boolean {
  if (desired?.kind !== "TABLE" || actual.kind !== "TABLE" || actual.mark === undefined) return false;
  const wanted = markOf(desired);
  return wanted.shape === actual.mark.shape && wanted.columns.join() !== actual.mark.columns.join();
}

/** The smallest set of statements that brings an external table in step. Applied, a second plan is empty. */
export function planTable(input: PlanInput): Plan {
  const { desired, actual } = input;
  return desired?.kind === "TABLE" ? planFor(desired, input) : planOrphan(actual, input);
}

function planFor(desired: DesiredTable, input: PlanInput): Plan {
  const { actual, createSchemas, adopt, identity } = input;
  const mark = markOf(desired);
  const steps = (...some: readonly Step[]): Plan => ({ kind: "STEPS", steps: some, leaves: renderMark(mark) });
  const create = (replace: boolean): readonly Step[] => [
    { action: replace ? "RECREATE" : "CREATE", sql: createTable(desired, renderMark(mark), { replace }) },
    ...partitionSteps(desired, [], false),
  ];
  if (actual.kind === "NO_SCHEMA") {
    const [database, schema] = desired.name;
    if (!createSchemas) return conflict(`the schema ${database}.${schema} isn't there, or its role may not use it`);
    return steps({ action: "CREATE_SCHEMA", sql: createSchema(desired.name) }, ...create(false));
  }
  if (actual.kind === "NO_TABLE") return steps(...create(false));
  if (actual.mark === undefined) {
    if (!adopt) return conflict("somebody else made an external table of that name: let the sync adopt it, or drop it");
    if (!isSameShape(desired, actual)) return steps(...create(true));
    return steps(...columnSteps(desired, [], actual.columns), ...adoptedRefreshStep(desired, actual), {
      action: "SET_COMMENT",
      sql: setComment(desired.name, renderMark(mark)),
    });
  }
  if (!isMarkOf(actual.mark, identity)) {
    return conflict(`the external table of that name is kept for ${actual.mark.glue}, not for ${tableLabel(identity)}`);
  }
  if (actual.mark.shape !== mark.shape) return steps(...create(true));
  const altered = [
    ...columnSteps(desired, actual.mark.columns, actual.columns),
    ...autoRefreshStep(desired, actual.mark),
  ];
  const partitions = partitionSteps(desired, input.registered, input.partitionsChanged);
  // The mark comes last: until it is there, the next plan looks at the columns themselves.
  return steps(...altered, ...partitions, ...commentStep(desired, mark, actual.mark));
}

function columnSteps(
  desired: DesiredTable,
  fingerprints: readonly string[],
  actual: readonly ExternalColumn[] | undefined,
): readonly Step[] {
  if (actual === undefined) return [];
  const known = new Set(fingerprints);
  const there = new Map(actual.map((column) => [column.name, column]));
  const same = (column: ExternalColumn) => {
    const found = there.get(column.name);
    return found !== undefined && (known.has(columnFingerprint(column)) || sameColumn(column, found));
  };
  const wanted = new Map(desired.columns.map((column) => [column.name, column]));
  const partitions = desired.partitioning.kind === "NONE" ? [] : desired.partitioning.columns;
  const kept = new Set(partitions.map(({ name }) => name));
  const dropped = actual.filter((column) => {
    const want = wanted.get(column.name);
    return !kept.has(column.name) && (want === undefined || !same(want));
  });
  const added = desired.columns.filter((column) => !same(column));
  return [
    ...(dropped.length === 0 ? [] : [{ action: "DROP_COLUMNS", sql: dropColumns(desired.name, dropped) } as const]),
    ...(added.length === 0 ? [] : [{ action: "ADD_COLUMNS", sql: addColumns(desired.name, added) } as const]),
  ];
}

/** Snowflake may spell an expression otherwise than it was written: then the column is made anew. */
function sameColumn(one: ExternalColumn, other: ExternalColumn): boolean {
  return shownType(one.type) === shownType(other.type) && one.expression === other.expression;
}

/** Without the lengths that DESCRIBE shows for types that were written without one. Source: docs.snowflake.com, data-types-text. */
const shownType = (type: string) =>
  type.replace(/^(VARCHAR)\((?:16777216|134217728)\)$|^(BINARY)\((?:8388608|67108864)\)$/, "$1$2");

function autoRefreshStep(desired: DesiredTable, mark: Mark): readonly Step[] {
  if (desired.autoRefresh === mark.autoRefresh) return [];
  return [{ action: "SET_AUTO_REFRESH", sql: setAutoRefresh(desired.name, desired.autoRefresh) }];
}

/** Whether a table that people made refreshes itself isn't told; only that without a channel it doesn't. */
function adoptedRefreshStep({ name, autoRefresh }: DesiredTable, { shape }: ShownTable): readonly Step[] {
  if (!autoRefresh && shape?.hasChannel === false) return [];
  return [{ action: "SET_AUTO_REFRESH", sql: setAutoRefresh(name, autoRefresh) }];
}

function commentStep(desired: DesiredTable, mark: Mark, actual: Mark): readonly Step[] {
  return sameMark(mark, actual) ? [] : [{ action: "SET_COMMENT", sql: setComment(desired.name, renderMark(mark)) }];
}

function partitionSteps(
  { name, partitioning, autoRefresh }: DesiredTable,
  registered: readonly GivenPartition[],
  changed: boolean,
): readonly Step[] {
  if (partitioning.kind === "COMPUTED") {
    return changed && !autoRefresh ? [{ action: "REFRESH", sql: refresh(name) }] : [];
  }
  if (partitioning.kind === "NONE") return [];
  const key = ({ path, values }: GivenPartition) => JSON.stringify([path, ...values]);
  const wanted = new Set(partitioning.partitions.map(key));
  const there = new Set(registered.map(key));
  const gone = new Set(registered.filter((one) => !wanted.has(key(one))).map(({ path }) => path));
  // Where a place is dropped, what else is registered there goes with it.
  const added = partitioning.partitions.filter((one) => !there.has(key(one)) || gone.has(one.path));
  return [
    ...[...gone].map((path): Step => ({ action: "DROP_PARTITION", sql: dropPartition(name, path) })),
    ...added.map((one): Step => ({ action: "ADD_PARTITION", sql: addPartition(name, partitioning.columns, one) })),
  ];
}

/** What becomes of an external table whose Glue table is gone or isn't synced any more. Others' tables are left alone. */
function planOrphan(actual: Actual, { desired, identity, orphans }: PlanInput): Plan {
  const shown = actual.kind === "TABLE" ? actual : undefined;
  const done: Plan = { kind: "STEPS", steps: [], leaves: seenMark(shown, identity) };
  if (shown?.mark === undefined || !isMarkOf(shown.mark, identity)) return done;
  if (orphans === "DROP") return { kind: "STEPS", steps: [{ action: "DROP", sql: dropTable(shown.name) }], leaves: "" };
  const orphan = desired === undefined ? "Glue has no such table any more" : "Glue's table isn't synced any more";
  if (shown.mark.orphan === orphan) return done;
  const comment = renderMark({ ...shown.mark, orphan });
  return { kind: "STEPS", steps: [{ action: "MARK_ORPHAN", sql: setComment(shown.name, comment) }], leaves: comment };
}
