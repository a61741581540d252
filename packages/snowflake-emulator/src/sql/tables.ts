import { insufficientPrivileges, relationDoesNotExist, wrongObjectType } from "../errors";
import type { Requirement } from "../grants/access";
import { OBJECT_TYPES, RELATION_TYPES } from "../objects/object-types";
import type { Table } from "../objects/table";
import type { ChangeLog } from "../state/change-log";
import type { ObjectCollection } from "../state/object-collection";
import { type Location, locate, type Path } from "./names";
import type { ExecutionContext } from "./statement";

/** A table, and where it is kept: temporary ones are no part of the account's state. */
export interface FoundTable {
  readonly table: Table;
  readonly tables: ObjectCollection<Table>;
  /** What changes of it go through. */
  readonly changes: ChangeLog;
  readonly location: Location;
}

/** The session's temporary table of this name, if it has one. */
export function temporaryTable(
  { account, session }: Pick<ExecutionContext, "account" | "session">,
  schemaId: number | null,
  name: string,
): Table | undefined {
  return schemaId === null ? undefined : account.temporaryTables.find(session.id, schemaId, name);
}

/** The table of a path, also the session's temporary one, without asking for privileges; undefined when there is none. */
export function findTable(context: ExecutionContext, path: Path, action: string): FoundTable | undefined {
  const { account, session } = context;
  const location = locate(context, "TABLE", path, action);
  const own = temporaryTable(context, location.parentId, location.name);
  if (own !== undefined) {
    const { temporaryTables } = account;
    return { table: own, tables: temporaryTables.of(session.id), changes: temporaryTables.changes, location };
  }
  const tables = account.state.objects.TABLE;
  const table = tables.get(location.name, location.parentId);
  return table === undefined ? undefined : { table, tables, changes: account.state.changes, location };
}

/**
 * The table of a path when the active roles may do what is required. Throws 002003 when it is missing or invisible, 002203
 * when it is a view or the like, 003001 when it is visible and out of reach.
 */
export function requireTable(
  context: ExecutionContext,
  path: Path,
  requirement: Requirement | "VISIBLE",
  action: string,
): FoundTable {
  const { access, account } = context;
  const found = findTable(context, path, action);
  if (found === undefined) {
    const location = locate(context, "TABLE", path, action);
    for (const type of RELATION_TYPES) {
      const other = account.state.objects[type].get(location.name, location.parentId);
      if (other !== undefined && access.sees(type, other)) {
        throw wrongObjectType(OBJECT_TYPES[type].words, OBJECT_TYPES.TABLE.words);
      }
    }
    throw relationDoesNotExist("Table", location.shown);
  }
  const { table, location } = found;
  // A temporary table is its session's, whatever role is active.
  if (table.sessionId !== null) return found;
  if (!access.sees("TABLE", table)) throw relationDoesNotExist("Table", location.shown);
  if (requirement !== "VISIBLE" && !access.may("TABLE", table, requirement)) {
    throw insufficientPrivileges("table", table.name);
  }
  return found;
}
