import type { Database } from "../objects/database";
import type { ExecutionContext } from "../sql/statement";
import { type AnyRelation, relationsIn } from "../sql/statements/table/relation-scope";

/** The tables and views of a database that the active roles see, by schema and name. */
export function relationsOf(context: ExecutionContext, database: Database): Promise<readonly AnyRelation[]> {
  return relationsIn(context, { kind: "DATABASE", name: database.name }, "SELECT");
}
