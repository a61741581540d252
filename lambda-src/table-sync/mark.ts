import type { ExternalColumn } from "./columns";
import { type DesiredTable, fingerprint } from "./desired";
import { type TableIdentity, tableKey } from "./identity";

/** What the comment of an external table that the sync made says: of which table, and how it was made. */
export interface Mark {
  /** The Glue table, as {@link tableKey} spells it. */
  readonly glue: string;
  /** Fingerprint of all that can't be altered: place, format, partition columns. */
  readonly shape: string;
  /** Fingerprints of the columns, sorted. */
  readonly columns: readonly string[];
  readonly autoRefresh: boolean;
  /** Why no Glue table stands behind it any more. Absent: one does. */
  readonly orphan?: string;
}

/** How a mark begins. The number is the rendering's: another one makes every table anew. */
const PREFIX = "Kept by table-sync 1: change the Glue table, not this one. ";

const COLUMN_LENGTH = 8;

/** The fingerprint of one column. */
export const columnFingerprint = (column: ExternalColumn): string => fingerprint(column, COLUMN_LENGTH);

/** The mark that a table should have. */
export function markOf(table: DesiredTable): Mark {
  const { partitioning, location, format, snsTopic } = table;
  const partitions = partitioning.kind === "NONE" ? [] : partitioning.columns;
  return {
    glue: tableKey(table.identity),
    shape: fingerprint({ kind: partitioning.kind, partitions, location, format, snsTopic: snsTopic ?? "" }),
    columns: table.columns.map(columnFingerprint).sort(),
    autoRefresh: table.autoRefresh,
  };
}

/** The comment that carries a mark. */
export function renderMark({ glue, shape, columns, autoRefresh, orphan }: Mark): string {
  const text = { glue, shape, columns: columns.join(""), autoRefresh, ...(orphan === undefined ? {} : { orphan }) };
  return `${PREFIX}${JSON.stringify(text)}`;
}

/** The mark in a comment; undefined when somebody else wrote it. */
export function readMark(comment: string): Mark | undefined {
  if (!comment.startsWith(PREFIX)) return undefined;
  // Where somebody edited the comment, the table isn't surely ours any more.
  const read = parseJson(comment.slice(PREFIX.length));
  if (typeof read !== "object" || read === null) return undefined;
  const { glue, shape, columns, autoRefresh, orphan } = read as Readonly<Record<string, unknown>>;
  if (typeof glue !== "string" || typeof shape !== "string" || typeof columns !== "string") return undefined;
  if (parseKey(glue) === undefined || typeof autoRefresh !== "boolean") return undefined;
  if (columns.length % COLUMN_LENGTH !== 0) return undefined;
  const each = columns.match(new RegExp(`.{${COLUMN_LENGTH}}`, "g")) ?? [];
  return { glue, shape, columns: each, autoRefresh, ...(typeof orphan === "string" ? { orphan } : {}) };
}

/** Whether two marks say the same. */
export function sameMark(one: Mark, other: Mark): boolean {
  return renderMark(one) === renderMark(other);
}

/** Whether a mark is of a table. */
export const isMarkOf = (mark: Mark, identity: TableIdentity): boolean => mark.glue === tableKey(identity);

/** The Glue table of a mark. */
export function identityOf({ glue }: Mark): TableIdentity {
  const identity = parseKey(glue);
  if (identity === undefined) throw new RangeError(`${glue} is no table's key: a mark is made of one or read with one`);
  return identity;
}

function parseKey(key: string): TableIdentity | undefined {
  const parts = parseJson(key);
  if (!Array.isArray(parts) || parts.length !== 3) return undefined;
  const [catalog, database, table] = parts as readonly unknown[];
  if (typeof catalog !== "string" || typeof database !== "string" || typeof table !== "string") return undefined;
  return { catalog, database, table };
}

/** What a text says as JSON; undefined when it is none. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
