import { insufficientPrivileges, relationDoesNotExist, wrongObjectType } from "../../../errors";
import type { Requirement } from "../../../grants/access";
import type { IcebergTable } from "../../../objects/iceberg-table";
import { OBJECT_TYPES, RELATION_TYPES } from "../../../objects/object-types";
import { locate, type Path } from "../../names";
import type { ExecutionContext } from "../../statement";

/** The visible Iceberg table of a path; undefined when there is none. Throws for a schema or database that can't be used. */
export function findIcebergTable(context: ExecutionContext, path: Path, action: string): IcebergTable | undefined {
  const { access, account } = context;
  const { name, parentId } = locate(context, "ICEBERG_TABLE", path, action);
  const table = account.state.objects.ICEBERG_TABLE.get(name, parentId);
  return table !== undefined && access.sees("ICEBERG_TABLE", table) ? table : undefined;
}

/**
 * The Iceberg table of a path when the active roles may do what is required. Throws 002003 when it is missing or invisible, 002203
 * when it is something else, 003001 when it is visible and out of reach.
 */
export function requireIcebergTable(
  context: ExecutionContext,
  path: Path,
  requirement: Requirement | "VISIBLE",
  action: string,
): IcebergTable {
  const { access, account } = context;
  const table = findIcebergTable(context, path, action);
  if (table === undefined) {
    const { name, parentId, shown } = locate(context, "ICEBERG_TABLE", path, action);
    for (const type of RELATION_TYPES) {
      const other = type === "ICEBERG_TABLE" ? undefined : account.state.objects[type].get(name, parentId);
      if (other !== undefined && access.sees(type, other)) {
        throw wrongObjectType(OBJECT_TYPES[type].words, OBJECT_TYPES.ICEBERG_TABLE.words);
      }
    }
    throw relationDoesNotExist("Iceberg table", shown);
  }
  if (requirement !== "VISIBLE" && !access.may("ICEBERG_TABLE", table, requirement)) {
    throw insufficientPrivileges("Iceberg table", table.name);
  }
  return table;
}
