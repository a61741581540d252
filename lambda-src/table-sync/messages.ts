import { type Hint, readEvent } from "./events";
import { type TableIdentity, tableKey } from "./identity";
import { parseJson, record, text } from "./json";
import type { SweepCursor } from "./sweep";
import type { SyncRequest } from "./sync-table";

export { GLUE_CHANGES, NATIVE_DETAIL_TYPES, TRAIL_DETAIL_TYPE } from "./events";

/** What a message of the queue asks for. */
export type Task =
  | { readonly kind: "TABLE"; readonly request: SyncRequest }
  /** A sweep: of one Glue database, or of all. */
  | { readonly kind: "SWEEP"; readonly database?: string; readonly cursor?: SweepCursor };

/** The `source` of messages that are no events of Glue: the schedule's, and those with which a sweep goes on. */
export const OWN_SOURCE = "twinberg.table-sync";

/** The message that asks for a sweep. */
export function sweepMessage(sweep: { readonly database?: string; readonly cursor?: SweepCursor } = {}): string {
  return JSON.stringify({ source: OWN_SOURCE, "detail-type": "Sweep", detail: sweep });
}

/**
 * Reads a message's body.
 *
 * @throws SyntaxError for what is no JSON, UnknownEvent for an event that isn't known
 */
export function readMessage(body: string): readonly Task[] {
  const event = parseJson(body);
  const envelope = record(event);
  if (text(envelope?.source) === OWN_SOURCE) {
    const detail = record(envelope?.detail);
    const cursor = record(detail?.cursor);
    const database = text(detail?.database);
    const at = text(cursor?.database);
    return [
      {
        kind: "SWEEP",
        ...(database === undefined ? {} : { database }),
        ...(at === undefined ? {} : { cursor: { database: at, after: text(cursor?.after) ?? "" } }),
      },
    ];
  }
  const answer = readEvent(event);
  return answer.kind === "IGNORED" ? [] : answer.hints.map(taskOf);
}

function taskOf(hint: Hint): Task {
  return hint.kind === "DATABASE"
    ? { kind: "SWEEP", database: hint.database }
    : { kind: "TABLE", request: { identity: hint.identity, cause: hint.cause } };
}

/**
 * The tables of a batch, each once: all messages were there before any table is read, so that one reading answers all of
 * them.
 */
export function mergeRequests(tasks: readonly Task[]): ReadonlyMap<string, SyncRequest> {
  const merged = new Map<string, SyncRequest>();
  for (const task of tasks) {
    if (task.kind !== "TABLE") continue;
    const key = requestKey(task.request.identity);
    if (merged.get(key)?.cause !== "PARTITIONS") merged.set(key, task.request);
  }
  return merged;
}

/** What {@link mergeRequests} goes by. */
export const requestKey = (identity: TableIdentity): string => tableKey(identity);
