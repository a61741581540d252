import { alreadyExists } from "../../../errors";
import type { Procedure } from "../../../objects/procedure";
import { checkJavaScriptSignature } from "../../../procedures/identifiers";
import { overloadsClash } from "../../../procedures/overload";
import { ambiguousOverload } from "../../../procedures/procedure-errors";
import { procedureSignature, renderGrantSignature } from "../../../procedures/signature";
import { EXECUTED, statusResult } from "../../../wire/result-table";
import type { Cursor } from "../../cursor";
import { findSchema, type Path } from "../../names";
import { applyObjectSettings, readObjectSettings, readUnset, unsetObjectSettings } from "../../object-settings";
import type { ExecutionContext, StatementKind } from "../../statement";
import { findProcedure, overloadsOf, readProcedureName, requireProcedure } from "./find-procedure";
import { readExecuteAs } from "./procedure-clauses";

type Change = (context: ExecutionContext, procedure: Procedure) => void;

/** D: RENAME TO may move it to another schema; its name and types must be free there. */
function rename(context: ExecutionContext, procedure: Procedure, path: Path): void {
  const { access, account } = context;
  const { PROCEDURE } = account.state.objects;
  const { args, returns } = procedure.definition;
  const routine = path.at(-1) ?? "";
  const parentId = path.length === 1 ? procedure.parentId : findSchema(context, path.slice(0, -1), "RENAME").id;
  const schema = account.state.objects.SCHEMA.byId(parentId);
  if (schema === undefined) throw new Error(`procedure ${procedure.name} is in no schema`);
  checkJavaScriptSignature(routine, args, returns);
  if (parentId !== procedure.parentId) access.requireCreateIn("SCHEMA", schema, "CREATE PROCEDURE");
  const name = procedureSignature(
    routine,
    args.map((one) => one.type),
  );
  if (PROCEDURE.has(name, parentId)) throw alreadyExists(routine);
  const others = overloadsOf(context, schema, routine).filter((one) => one !== procedure);
  if (others.some((one) => overloadsClash(one.definition.args, args))) throw ambiguousOverload("PROCEDURE", routine);
  PROCEDURE.rename(procedure, name, parentId);
  procedure.routine = routine;
  procedure.signature = renderGrantSignature(routine, args, returns);
}

function readChange(cursor: Cursor): Change {
  if (cursor.take("RENAME TO")) {
    const path = cursor.path(3);
    return (context, procedure) => rename(context, procedure, path);
  }
  if (cursor.take("EXECUTE AS")) {
    const executeAs = readExecuteAs(cursor);
    return (_context, procedure) => {
      procedure.definition = { ...procedure.definition, executeAs };
    };
  }
  const verb = cursor.takeOneOf("SET", "UNSET");
  if (verb === undefined) throw cursor.unexpected();
  if (cursor.take("SECURE")) {
    return (_context, procedure) => {
      procedure.definition = { ...procedure.definition, secure: verb === "SET" };
    };
  }
  if (verb === "UNSET") {
    const names = readUnset(cursor, "PROCEDURE");
    return (_context, procedure) => unsetObjectSettings(procedure, names);
  }
  const settings = readObjectSettings(cursor, "PROCEDURE");
  return (context, procedure) => applyObjectSettings(context, procedure, settings, false);
}

/** ALTER PROCEDURE [IF EXISTS] name(types) { RENAME TO … | SET … | UNSET … | EXECUTE AS … } */
export const alterProcedure: StatementKind = {
  leading: "ALTER PROCEDURE",
  parse(cursor) {
    cursor.expect("ALTER PROCEDURE");
    const ifExists = cursor.take("IF EXISTS");
    const name = readProcedureName(cursor);
    const change = readChange(cursor);
    return (context) => {
      if (ifExists && findProcedure(context, name, "ALTER PROCEDURE") === undefined) return statusResult(EXECUTED);
      const procedure = requireProcedure(context, name, "ALTER PROCEDURE", "OWNERSHIP");
      context.account.state.objects.PROCEDURE.edit(procedure);
      change(context, procedure);
      return statusResult(EXECUTED);
    };
  },
};
