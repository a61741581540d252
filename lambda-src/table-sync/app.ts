import { isSynced } from "./databases";
import type { Fact } from "./fact";
import { type TableIdentity, tableKey, tableLabel } from "./identity";
import { mergeRequests, readMessage, sweepMessage, type Task } from "./messages";
import type { SyncPorts } from "./ports";
import type { SyncSettings } from "./settings";
import { sweep } from "./sweep";
import { type Outcome, syncTable } from "./sync-table";

/** What is told of what was done. Names, versions, actions and query ids: no rows, no statements, no keys. */
export interface Report {
  /** A table was looked at. */
  readonly table: (outcome: Outcome) => void;
  /** A table couldn't be brought in step; it will be tried again. */
  readonly failed: (identity: TableIdentity, error: unknown) => void;
  /** A sweep came to its end, or to the end of its time. */
  readonly swept: (counts: {
    /** Whether all Glue databases were asked for, and not the one that an event had told of. */
    readonly whole: boolean;
    readonly compared: number;
    readonly repaired: number;
    readonly failed: number;
    readonly goesOn: boolean;
  }) => void;
}

/** What the function needs besides. */
export interface AppTools {
  readonly ports: SyncPorts;
  readonly settings: SyncSettings;
  readonly report: Report;
  /** Sends a message to the function's own queue. */
  readonly send: (body: string) => Promise<void>;
  /** How long this invocation may still take, in milliseconds. */
  readonly remainingMs: () => number;
}

/** Time that one table needs at most, in milliseconds: with less left, none is begun. */
const TABLE_MS = 20_000;

/** There is no time left for a message in this invocation: it comes again. */
export class OutOfTime extends Error {
  override readonly name = "OutOfTime";
}

/**
 * Handles a batch of messages: each table once, and each sweep. What is returned handles one message; it rejects when the
 * message has to come again.
 */
export function openBatch(bodies: readonly string[], tools: AppTools): (body: string) => Promise<void> {
  const concerns = (task: Task) => isOurs(task, tools.settings);
  const requests = mergeRequests(bodies.flatMap(tasksIn).filter(concerns));
  const running = new Map<string, Promise<void>>();
  const once = (key: string, work: () => Promise<void>): Promise<void> => {
    const promise = running.get(key) ?? work();
    running.set(key, promise);
    return promise;
  };
  return async (body) => {
    // Again, for its error: a message that can't be read fails, and ends in the queue of dead letters.
    for (const task of readMessage(body).filter(concerns)) {
      if (task.kind === "SWEEP") await once(JSON.stringify(task), () => runSweep(task, tools));
      else {
        const key = tableKey(task.request.identity);
        const request = requests.get(key) ?? task.request;
        await once(key, () => runTable(request, tools));
      }
    }
  };
}

/** Whether a message is about a database that is synced. What others are told of is nothing to be done here. */
function isOurs(task: Task, settings: SyncSettings): boolean {
  const database = task.kind === "SWEEP" ? task.database : task.request.identity.database;
  return database === undefined || isSynced(database, settings);
}

function tasksIn(body: string): readonly Task[] {
  try {
    return readMessage(body);
  } catch {
    // The message itself will be told.
    return [];
  }
}

async function runTable(
  request: Parameters<typeof syncTable>[0],
  { ports, settings, report, remainingMs }: AppTools,
): Promise<void> {
  if (remainingMs() < TABLE_MS) throw new OutOfTime(`no time is left for ${tableLabel(request.identity)}`);
  try {
    report.table(await syncTable(request, ports, settings));
  } catch (error) {
    report.failed(request.identity, error);
    throw error;
  }
}

async function runSweep(task: Extract<Task, { readonly kind: "SWEEP" }>, tools: AppTools): Promise<void> {
  const { ports, settings, report, send, remainingMs } = tools;
  const { database, cursor } = task;
  const hasTime = () => remainingMs() > TABLE_MS;
  const result = await sweep(
    { hasTime, ...(database === undefined ? {} : { database }), ...(cursor === undefined ? {} : { cursor }) },
    ports,
    settings,
  );
  for (const outcome of result.repaired) report.table(outcome);
  for (const { identity, error } of result.failed) report.failed(identity, error);
  report.swept({
    whole: database === undefined,
    compared: result.compared,
    repaired: result.repaired.length,
    failed: result.failed.length,
    goesOn: result.next !== undefined,
  });
  // Failed tables are remembered as such, and the next sweep looks at them again.
  if (result.next !== undefined)
    await send(sweepMessage({ ...(database === undefined ? {} : { database }), cursor: result.next }));
}

/** What a log line says of a table. */
export function describeFact({
  identity,
  state,
  reason,
  target,
  version,
  queryId,
}: Fact): Readonly<Record<string, string | number>> {
  return {
    table: tableLabel(identity),
    state,
    target,
    version: version.version,
    queryId,
    ...(reason === "" ? {} : { reason }),
  };
}
