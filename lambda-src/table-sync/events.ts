import type { TableIdentity } from "./identity";
import { type Json, list, record, text } from "./json";

/** What an event tells: never more than where to look. */
export type Hint =
  | { readonly kind: "TABLE"; readonly identity: TableIdentity; readonly cause: "TABLE" | "PARTITIONS" }
  /** A whole database came or went. */
  | { readonly kind: "DATABASE"; readonly catalog: string; readonly database: string };

/** What an event comes to. */
export type EventAnswer =
  | { readonly kind: "HINTS"; readonly hints: readonly Hint[] }
  /** An event that needs nothing done. */
  | { readonly kind: "IGNORED"; readonly reason: string };

/** An event whose shape isn't known. */
export class UnknownEvent extends Error {
  override readonly name = "UnknownEvent";
}

const TABLE_CHANGES = new Set(["CreateTable", "UpdateTable", "DeleteTable", "BatchDeleteTable"]);
const PARTITION_CHANGES = new Set([
  "CreatePartition",
  "BatchCreatePartition",
  "UpdatePartition",
  "BatchUpdatePartition",
  "DeletePartition",
  "BatchDeletePartition",
]);
const DATABASE_CHANGES = new Set(["CreateDatabase", "UpdateDatabase", "DeleteDatabase"]);

/** Every change of Glue's that asks for a look, by the name of its API call. */
export const GLUE_CHANGES: readonly string[] = [...TABLE_CHANGES, ...PARTITION_CHANGES, ...DATABASE_CHANGES];

/** The last part of the detail type tells the form: Glue's own, or an API call that CloudTrail recorded. */
export const NATIVE_DETAIL_TYPES = [
  "Glue Data Catalog Table State Change",
  "Glue Data Catalog Database State Change",
] as const;
export const TRAIL_DETAIL_TYPE = "AWS API Call via CloudTrail";
const NATIVE = new Set<string>(NATIVE_DETAIL_TYPES);

/**
 * Reads an event of EventBridge. Glue's own events name one table or several, CloudTrail's what the caller asked for.
 * Sources: docs.aws.amazon.com, glue/latest/dg/automating-awsglue-with-cloudwatch-events and
 * eventbridge/latest/userguide/eb-service-event-cloudtrail.
 *
 * @throws UnknownEvent for anything that is neither, or doesn't name what it is about
 */
export function readEvent(event: Json): EventAnswer {
  const envelope = record(event);
  const source = text(envelope?.source);
  const type = text(envelope?.["detail-type"]);
  const detail = record(envelope?.detail);
  const account = text(envelope?.account);
  if (envelope === undefined || detail === undefined || source !== "aws.glue" || account === undefined) {
    throw new UnknownEvent("the event isn't one of Glue: its source isn't aws.glue, or account or detail are missing");
  }
  if (type !== undefined && NATIVE.has(type)) return readNative(detail, account);
  if (type === TRAIL_DETAIL_TYPE) return readTrail(detail, account);
  throw new UnknownEvent(`the event's detail-type ${JSON.stringify(type ?? "")} isn't known`);
}

type Detail = Readonly<Record<string, Json>>;

function readNative(detail: Detail, catalog: string): EventAnswer {
  const change = text(detail.typeOfChange) ?? "";
  const tables = [text(detail.tableName), ...(list(detail.changedTables) ?? []).map(text)];
  return answer(change, catalog, text(detail.databaseName), tables);
}

function readTrail(detail: Detail, account: string): EventAnswer {
  const change = text(detail.eventName) ?? "";
  const failed = text(detail.errorCode);
  if (failed !== undefined) return { kind: "IGNORED", reason: `the call of ${change} failed with ${failed}` };
  const asked = record(detail.requestParameters);
  // CloudTrail leaves out what is too long: then only a sweep can tell.
  if (asked === undefined) throw new UnknownEvent(`the event of ${change} has no requestParameters`);
  const tables = [
    text(record(asked.tableInput)?.name),
    text(asked.tableName),
    TABLE_CHANGES.has(change) ? text(asked.name) : undefined,
    ...(list(asked.tablesToDelete) ?? []).map(text),
  ];
  const database = text(asked.databaseName) ?? text(record(asked.databaseInput)?.name) ?? text(asked.name);
  return answer(change, text(asked.catalogId) ?? account, database, tables);
}

function answer(
  change: string,
  catalog: string,
  database: string | undefined,
  named: readonly (string | undefined)[],
): EventAnswer {
  const isTable = TABLE_CHANGES.has(change);
  if (!isTable && !PARTITION_CHANGES.has(change) && !DATABASE_CHANGES.has(change)) {
    return { kind: "IGNORED", reason: `${JSON.stringify(change)} changes nothing that is synced` };
  }
  if (database === undefined) throw new UnknownEvent(`the event of ${change} names no database`);
  // Glue keeps names in lower case whatever the caller wrote.
  if (DATABASE_CHANGES.has(change)) {
    return { kind: "HINTS", hints: [{ kind: "DATABASE", catalog, database: database.toLowerCase() }] };
  }
  const tables = [...new Set(named.flatMap((name) => (name === undefined ? [] : [name.toLowerCase()])))];
  if (tables.length === 0) throw new UnknownEvent(`the event of ${change} in ${database} names no table`);
  const hints = tables.map((table): Hint => {
    const identity = { catalog, database: database.toLowerCase(), table };
    return { kind: "TABLE", identity, cause: isTable ? "TABLE" : "PARTITIONS" };
  });
  return { kind: "HINTS", hints };
}
