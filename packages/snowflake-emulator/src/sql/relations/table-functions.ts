import { insufficientPrivileges, missingProperty, notEmulated, unknownQuery } from "../../errors";
import { INFORMATION_SCHEMA_FUNCTIONS } from "../../information-schema/functions";
import { INFORMATION_SCHEMA } from "../../information-schema/name";
import type { QualifiedName } from "../../query/ast";
import type { BoundRelation, TableFunctionArgument } from "../../query/compile/scope";
import { resultOf } from "../../session/query";
import { objectById } from "../../state/account-state";
import { renderPath } from "../names";
import type { ExecutionContext } from "../statement";

/** RESULT_SCAN(id): the rows of an earlier statement. D: of the same user only. */
function resultScan({ account, session }: ExecutionContext, [id]: readonly TableFunctionArgument[]): BoundRelation {
  if (id === undefined) throw missingProperty("query id");
  const record = account.queries.record(String(id.value));
  if (record === undefined) throw unknownQuery(String(id.value));
  if (record.userName !== objectById(account.state, "USER", session.userId)?.name) {
    throw insufficientPrivileges("query", record.id);
  }
  const { columns, rows } = resultOf(record);
  return {
    columns: columns.map(({ name, type, nullable }) => ({ name, type, nullable: nullable ?? true })),
    source: { kind: "rows", rows },
  };
}

/**
 * Binds `TABLE(f(…))` for the functions that are answered from the account: RESULT_SCAN and the table functions of
 * INFORMATION_SCHEMA, of any database or of SNOWFLAKE. Undefined for any other name; 000002 for one of INFORMATION_SCHEMA's
 * that is not built.
 */
export function bindTableFunction(
  context: ExecutionContext,
  { parts }: QualifiedName,
  parameters: readonly TableFunctionArgument[],
): Promise<BoundRelation> | undefined {
  const name = parts.at(-1) ?? "";
  if (parts.length === 1) return name === "RESULT_SCAN" ? Promise.resolve(resultScan(context, parameters)) : undefined;
  if (parts.at(-2) !== INFORMATION_SCHEMA) return undefined;
  const known = INFORMATION_SCHEMA_FUNCTIONS.get(name);
  if (known === undefined) throw notEmulated(`table function ${renderPath(parts)}`);
  return known.bind(context, parameters);
}
