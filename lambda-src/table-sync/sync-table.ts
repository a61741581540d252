import { qualifiedName } from "../../sql/identifier";
import { type Actual, readActual, readColumns, readFormat } from "./actual";
import { mayBeSameShape } from "./adopt";
import { type Desired, desiredTable, fingerprint, nameOf } from "./desired";
import { type Fact, unknownFact } from "./fact";
import { compareVersions, type GlueTable, type GlueVersion } from "./glue-table";
import { type TableIdentity, tableLabel } from "./identity";
import { markOf, renderMark } from "./mark";
import { needsColumns, type Plan, planTable, type Step, seenMark } from "./plan";
import type { SqlPort, SyncPorts } from "./ports";
import { isRefusal } from "./refusal";
import type { SyncSettings } from "./settings";

/** The table is another worker's just now, or has been changed by one meanwhile. To be tried again. */
export class TableIsBusy extends Error {
  override readonly name = "TableIsBusy";
}

/** Glue answered with an older state than it had answered with before. To be tried again. */
export class StaleReading extends Error {
  override readonly name = "StaleReading";
}

/** Why a table is looked at. */
export interface SyncRequest {
  readonly identity: TableIdentity;
  /** TABLE: its definition may have changed. PARTITIONS: its partitions too. CHECK: Snowflake's side may have. */
  readonly cause: "TABLE" | "PARTITIONS" | "CHECK";
}

/** What came of it. */
export interface Outcome {
  readonly fact: Fact;
  /** What was run. Empty: the table was in step, or nothing can be done. */
  readonly steps: readonly Step[];
}

/** What a table's definition in Glue and the settings come to, partitions aside: the same as long as neither changes. */
export function sourceOf(glue: GlueTable | undefined, settings: SyncSettings): string {
  const desired = glue === undefined ? {} : desiredTable(glue, [], settings);
  const { stages, orphans, adopt } = settings;
  return fingerprint({ desired, stages, orphans, ...(adopt ? { adopt } : {}) });
}

/** What a table should be, and what it was made from. */
interface Wanted {
  /** Undefined: Glue has no such table. */
  readonly desired: Desired | undefined;
  readonly version: GlueVersion | undefined;
  readonly source: string;
}

/** A plan for a table. */
export interface TablePlan extends Wanted {
  /** What there is now. */
  readonly actual: Actual;
  readonly plan: Plan;
}

async function readWanted(
  glue: GlueTable | undefined,
  { glue: tables }: SyncPorts,
  settings: SyncSettings,
): Promise<Wanted> {
  const source = sourceOf(glue, settings);
  if (glue === undefined) return { desired: undefined, version: undefined, source };
  const partitions = glue.partitionKeys.length === 0 ? [] : await tables.partitions(glue.identity);
  return { desired: desiredTable(glue, partitions, settings), version: glue.version, source };
}

async function planWanted(
  { identity, cause }: SyncRequest,
  wanted: Wanted,
  before: Fact,
  { sql }: SyncPorts,
  settings: SyncSettings,
): Promise<TablePlan> {
  const { desired } = wanted;
  const name = desired?.name ?? nameOf(identity, settings);
  const shown: Actual = isRefusal(name) ? { kind: "NO_TABLE" } : await readActual(name, sql);
  const actual = await readFurther(shown, desired, sql, settings);
  // What somebody else did to the table meanwhile took its partitions with it.
  const registered = actual.kind === "TABLE" && actual.comment === before.mark ? before.partitions : [];
  const { orphans, createSchemas, adopt } = settings;
  const partitionsChanged = cause === "PARTITIONS";
  const plan = planTable({ identity, desired, actual, registered, orphans, createSchemas, adopt, partitionsChanged });
  return { ...wanted, actual, plan };
}

/** Reads of a table what its plan needs besides. */
async function readFurther(
  shown: Actual,
  desired: Desired | undefined,
  sql: SqlPort,
  { adopt }: SyncSettings,
): Promise<Actual> {
  if (shown.kind !== "TABLE") return shown;
  if (shown.mark === undefined && adopt && mayBeSameShape(desired, shown)) {
    const [columns, format] = await Promise.all([readColumns(shown.name, sql), readFormat(shown.name, sql)]);
    return { ...shown, columns, format };
  }
  return needsColumns(desired, shown) ? { ...shown, columns: await readColumns(shown.name, sql) } : shown;
}

/** Reads Glue and Snowflake, and says what would be done to a table. Changes nothing. */
export async function planOne(identity: TableIdentity, ports: SyncPorts, settings: SyncSettings): Promise<TablePlan> {
  const before = (await ports.facts.get(identity)) ?? unknownFact(identity);
  const wanted = await readWanted(await ports.glue.table(identity), ports, settings);
  return planWanted({ identity, cause: "CHECK" }, wanted, before, ports, settings);
}

/** For how long an older answer of Glue's is taken for a late one, in milliseconds. After that it is what there is. */
const STALE_MS = 10 * 60_000;

function isStale(version: GlueVersion, before: Fact, now: number): boolean {
  const age = compareVersions(version, before.version);
  // A table that was deleted is another one when it comes back: the same version is that of before.
  return (before.state === "GONE" ? age <= 0 : age < 0) && now - before.at < STALE_MS;
}

/** Whether a table is known to be in step, without asking Snowflake. */
function isQuiet({ cause }: SyncRequest, before: Fact, { desired, source }: Wanted): boolean {
  if (cause === "CHECK" || before.state === "FAILED" || before.state === "PENDING" || before.source !== source)
    return false;
  if (before.state !== "IN_STEP" || desired?.kind !== "TABLE") return true;
  const { partitioning, autoRefresh } = desired;
  if (cause === "PARTITIONS" && partitioning.kind === "COMPUTED" && !autoRefresh) return false;
  const partitions = partitioning.kind === "GIVEN" ? partitioning.partitions : [];
  return renderMark(markOf(desired)) === before.mark && fingerprint(partitions) === fingerprint(before.partitions);
}

/**
 * Brings one table in step with what Glue has now, whatever the event said.
 *
 * @throws TableIsBusy, StaleReading, SqlError and what reaching Glue, Snowflake or the store fails with: to be tried again
 */
export async function syncTable(request: SyncRequest, ports: SyncPorts, settings: SyncSettings): Promise<Outcome> {
  const { identity, cause } = request;
  const { facts, now } = ports;
  const stored = await facts.get(identity);
  const before = stored ?? unknownFact(identity);
  if (before.leasedUntil > now()) {
    throw new TableIsBusy(
      `${tableLabel(identity)} is another worker's until ${new Date(before.leasedUntil).toISOString()}`,
    );
  }
  // Only now: what is read before somebody else has stored a fact is not acted on, see `store`.
  const glue = await ports.glue.table(identity);
  if (glue !== undefined && isStale(glue.version, before, now())) {
    throw new StaleReading(`Glue's answer for ${tableLabel(identity)} is older than what was synced`);
  }
  if (cause === "TABLE" && stored !== undefined) {
    // An update that changes nothing here needs no look at the partitions either.
    const same: Wanted = { desired: undefined, version: glue?.version, source: sourceOf(glue, settings) };
    if (isQuiet(request, before, same)) return { fact: await noteVersion(stored, same.version, ports), steps: [] };
  }
  const wanted = await readWanted(glue, ports, settings);
  if (stored !== undefined && isQuiet(request, before, wanted)) {
    return { fact: await noteVersion(stored, wanted.version, ports), steps: [] };
  }
  const claim: Fact = {
    ...before,
    state: "PENDING",
    at: now(),
    leasedUntil: now() + ports.leaseMs,
    revision: before.revision + 1,
    version: wanted.version ?? before.version,
  };
  await store(claim, stored?.revision, ports);
  try {
    const planned = await planWanted(request, wanted, before, ports, settings);
    const steps = planned.plan.kind === "STEPS" ? planned.plan.steps : [];
    const queryId = steps.length === 0 ? "" : await ports.sql.execute(steps.map(({ sql }) => sql));
    const fact = concluded(claim, planned, queryId, now());
    await store(fact, claim.revision, ports);
    return { fact, steps };
  } catch (error) {
    await release(claim, error, ports);
    throw error;
  }
}

/** A newer version that changes nothing here is remembered, so that no older one is acted on. */
async function noteVersion(stored: Fact, version: GlueVersion | undefined, ports: SyncPorts): Promise<Fact> {
  if (version === undefined || compareVersions(version, stored.version) === 0) return stored;
  const fact = { ...stored, version, at: ports.now(), revision: stored.revision + 1 };
  await store(fact, stored.revision, ports);
  return fact;
}

async function store(fact: Fact, expected: number | undefined, { facts }: SyncPorts): Promise<void> {
  if (await facts.put(fact, expected)) return;
  throw new TableIsBusy(`another worker was at ${tableLabel(fact.identity)} at the same time`);
}

/** Gives the table free after a failure. What it is like is not known then. */
async function release(claim: Fact, error: unknown, { facts, now }: SyncPorts): Promise<void> {
  // Somebody took it over: then it is theirs.
  if (error instanceof TableIsBusy) return;
  const reason = error instanceof Error ? error.message : String(error);
  const fact: Fact = {
    ...claim,
    state: "FAILED",
    reason,
    source: "",
    mark: "",
    partitions: [],
    at: now(),
    leasedUntil: 0,
    revision: claim.revision + 1,
  };
  await facts.put(fact, claim.revision);
}

function concluded(claim: Fact, planned: TablePlan, queryId: string, at: number): Fact {
  const { desired, actual, plan, source } = planned;
  const base: Fact = {
    ...claim,
    reason: "",
    source,
    mark: plan.kind === "STEPS" ? plan.leaves : seenMark(actual.kind === "TABLE" ? actual : undefined, claim.identity),
    partitions: [],
    queryId,
    at,
    leasedUntil: 0,
    revision: claim.revision + 1,
    target: desired?.name === undefined ? "" : qualifiedName(...desired.name),
  };
  if (desired === undefined) return { ...base, state: "GONE" };
  if (desired.kind !== "TABLE") {
    return { ...base, state: desired.kind === "ROUTED" ? "ROUTED" : "REFUSED", reason: desired.reason };
  }
  if (plan.kind === "CONFLICT") {
    // A schema that is missing shows in no listing of tables: the next look has to try again.
    const again = actual.kind === "NO_SCHEMA" ? "" : source;
    return { ...base, state: "REFUSED", reason: plan.reason, source: again };
  }
  const without = desired.refusedColumns.map(
    ({ name, reason }) => `without the column ${JSON.stringify(name)}: ${reason}`,
  );
  const partitions = desired.partitioning.kind === "GIVEN" ? desired.partitioning.partitions : [];
  return { ...base, state: "IN_STEP", reason: without.join("; "), partitions };
}
