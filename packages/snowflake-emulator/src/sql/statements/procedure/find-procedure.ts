import { doesNotExist, insufficientPrivileges } from "../../../errors";
import type { Procedure } from "../../../objects/procedure";
import type { Schema } from "../../../objects/schema";
import { procedureSignature, renderSignatureType } from "../../../procedures/signature";
import { readDataType } from "../../../query/parse/data-type";
import type { DataType } from "../../../types/data-type";
import type { Cursor } from "../../cursor";
import { findSchema, type Path, renderPath } from "../../names";
import type { ExecutionContext } from "../../statement";

/** A procedure as ALTER, DROP and DESCRIBE name it: with the types of its arguments. */
export interface ProcedureName {
  readonly path: Path;
  readonly types: readonly DataType[];
}

/** Reads `[database.][schema.]name(type, …)`. */
export function readProcedureName(cursor: Cursor): ProcedureName {
  const path = cursor.path(3);
  const types: DataType[] = [];
  cursor.expectSymbol("(");
  if (cursor.takeSymbol(")")) return { path, types };
  do types.push(readDataType(cursor));
  while (cursor.takeSymbol(","));
  cursor.expectSymbol(")");
  return { path, types };
}

/** How messages call a procedure: `P(VARCHAR)`. */
function shownName({ path, types }: ProcedureName): string {
  return `${renderPath(path)}(${types.map(renderSignatureType).join(", ")})`;
}

/** The procedure of this name; undefined when it is missing or invisible. Throws like `findSchema`. */
export function findProcedure(context: ExecutionContext, name: ProcedureName, action: string): Procedure | undefined {
  const schema = findSchema(context, name.path.slice(0, -1), action);
  const key = procedureSignature(name.path.at(-1) ?? "", name.types);
  const found = context.account.state.objects.PROCEDURE.get(key, schema.id);
  return found !== undefined && context.access.sees("PROCEDURE", found) ? found : undefined;
}

/** The same; throws 002003 when it is missing, 003001 when it has to be owned and is not. */
export function requireProcedure(
  context: ExecutionContext,
  name: ProcedureName,
  action: string,
  requirement: "OWNERSHIP" | "VISIBLE",
): Procedure {
  const found = findProcedure(context, name, action);
  if (found === undefined) throw doesNotExist("Procedure", shownName(name));
  if (requirement === "OWNERSHIP" && !context.access.owns(found)) {
    throw insufficientPrivileges("procedure", shownName(name));
  }
  return found;
}

/** All procedures of a name in a schema, whatever their arguments, by signature. */
export function overloadsOf({ account }: ExecutionContext, schema: Schema, routine: string): readonly Procedure[] {
  return account.state.objects.PROCEDURE.in(schema.id).filter((procedure) => procedure.routine === routine);
}
