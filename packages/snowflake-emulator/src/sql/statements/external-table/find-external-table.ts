import { insufficientPrivileges, relationDoesNotExist, wrongObjectType } from "../../../errors";
import type { Requirement } from "../../../grants/access";
import type { ExternalTable } from "../../../objects/external-table";
import { OBJECT_TYPES, RELATION_TYPES } from "../../../objects/object-types";
import { locate, type Path } from "../../names";
import type { ExecutionContext } from "../../statement";

/** The visible external table of a path; undefined when there is none. Throws for a schema or database that can't be used. */
export function findExternalTable(context: ExecutionContext, path: Path, action: string): ExternalTable | undefined {
  const { access, account } = context;
  const { name, parentId } = locate(context, "EXTERNAL_TABLE", path, action);
  const table = account.state.objects.EXTERNAL_TABLE.get(name, parentId);
  return table !== undefined && access.sees("EXTERNAL_TABLE", table) ? table : undefined;
}

/**
 * The external table of a path when the active roles may do what is required. Throws 002003 when it is missing or invisible, 002203
 * when it is something else, 003001 when it is visible and out of reach.
 */
export function requireExternalTable(
  context: ExecutionContext,
  path: Path,
  requirement: Requirement | "VISIBLE",
  action: string,
): ExternalTable {
  const { access, account } = context;
  const table = findExternalTable(context, path, action);
  if (table === undefined) {
    const { name, parentId, shown } = locate(context, "EXTERNAL_TABLE", path, action);
    for (const type of RELATION_TYPES) {
      const other = type === "EXTERNAL_TABLE" ? undefined : account.state.objects[type].get(name, parentId);
      if (other !== undefined && access.sees(type, other)) {
        throw wrongObjectType(OBJECT_TYPES[type].words, OBJECT_TYPES.EXTERNAL_TABLE.words);
      }
    }
    throw relationDoesNotExist("External table", shown);
  }
  if (requirement !== "VISIBLE" && !access.may("EXTERNAL_TABLE", table, requirement)) {
    throw insufficientPrivileges("external table", table.name);
  }
  return table;
}
