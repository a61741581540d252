import { alreadyExists, insufficientPrivileges, notEmulated } from "../../../errors";
import { applyFutureGrants } from "../../../grants/future-grants";
import { grantPrivilege, privilegesOn } from "../../../grants/grant-store";
import type { Procedure } from "../../../objects/procedure";
import { removeObject } from "../../../objects/remove-object";
import type { ProcedureDefinition } from "../../../procedures/definition";
import { checkJavaScriptSignature } from "../../../procedures/identifiers";
import { overloadsClash } from "../../../procedures/overload";
import { ambiguousOverload } from "../../../procedures/procedure-errors";
import { procedureSignature, renderGrantSignature } from "../../../procedures/signature";
import { type ResultTable, statusResult } from "../../../wire/result-table";
import { findSchema } from "../../names";
import { type CreateHead, readCreateName } from "../../object-statements";
import type { ExecutionContext, StatementKind } from "../../statement";
import { sourceOf } from "../source-text";
import { overloadsOf } from "./find-procedure";
import { type ProcedureClauses, readProcedureClauses } from "./procedure-clauses";

function definitionOf({ sqlText }: ExecutionContext, clauses: ProcedureClauses, secure: boolean): ProcedureDefinition {
  const { copyGrants: _copyGrants, comment: _comment, args, ...rest } = clauses;
  return {
    ...rest,
    secure,
    args: args.map((one) => ({
      ...one,
      default: one.default === undefined ? null : sourceOf(sqlText, one.default),
    })),
  };
}

function create(context: ExecutionContext, head: CreateHead, clauses: ProcedureClauses, secure: boolean): ResultTable {
  const { access, account, session } = context;
  const { state } = account;
  const definition = definitionOf(context, clauses, secure);
  const { args, returns } = definition;
  checkJavaScriptSignature(head.name, args, returns);
  const schema = findSchema(context, head.path.slice(0, -1), "CREATE PROCEDURE");
  access.requireCreateIn("SCHEMA", schema, "CREATE PROCEDURE");
  const types = args.map((one) => one.type);
  const name = procedureSignature(head.name, types);
  const old = state.objects.PROCEDURE.get(name, schema.id);
  if (old !== undefined && head.ifNotExists) {
    return statusResult(`${head.name} already exists, statement succeeded.`);
  }
  if (old !== undefined && !head.orReplace) throw alreadyExists(head.name);
  if (old !== undefined && !access.owns(old)) throw insufficientPrivileges("procedure", head.name);
  const others = overloadsOf(context, schema, head.name).filter((one) => one !== old);
  if (others.some((one) => overloadsClash(one.definition.args, args))) throw ambiguousOverload("PROCEDURE", head.name);

  const procedure: Procedure = {
    id: state.newId(),
    name,
    parentId: schema.id,
    ownerRoleId: session.primaryRoleId,
    createdOn: account.clock.now(),
    comment: clauses.comment,
    routine: head.name,
    signature: renderGrantSignature(head.name, args, returns),
    definition,
    parameters: new Map(),
  };
  const kept =
    old !== undefined && clauses.copyGrants ? privilegesOn(state.grants, { type: "PROCEDURE", id: old.id }) : [];
  if (old !== undefined) removeObject(state, "PROCEDURE", old, session.primaryRoleId);
  state.objects.PROCEDURE.add(procedure);
  for (const grant of kept) grantPrivilege(state.grants, { ...grant, on: { type: "PROCEDURE", id: procedure.id } });
  applyFutureGrants(state, "PROCEDURE", procedure);
  // O: Snowflake calls it a function here.
  return statusResult(`Function ${head.name} successfully created.`);
}

function createKind(leading: string): StatementKind {
  return {
    leading,
    remark: "LANGUAGE JAVASCRIPT",
    parse(cursor) {
      cursor.expect("CREATE");
      const orReplace = cursor.take("OR REPLACE");
      if (cursor.takeOneOf("TEMPORARY", "TEMP") !== undefined) throw notEmulated("temporary procedures");
      const secure = cursor.take("SECURE");
      cursor.expect("PROCEDURE");
      const head = readCreateName(cursor, orReplace, 3);
      const clauses = readProcedureClauses(cursor);
      return (context) => create(context, head, clauses, secure);
    },
  };
}

/** CREATE [OR REPLACE] [SECURE] PROCEDURE name(argument type [DEFAULT value], …) … AS body. */
export const createProcedureStatements: readonly StatementKind[] = [
  createKind("CREATE PROCEDURE"),
  createKind("CREATE SECURE PROCEDURE"),
  createKind("CREATE TEMPORARY PROCEDURE"),
  createKind("CREATE TEMP PROCEDURE"),
];
