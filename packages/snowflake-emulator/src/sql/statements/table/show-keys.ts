import type { TableConstraint } from "../../../objects/table";
import { type ColumnPlan, tableOf } from "../../../wire/result-table";
import type { ExecutionContext, StatementKind } from "../../statement";
import { type AnyRelation, type RelationScope, readRelationScope, relationsIn } from "./relation-scope";

type TableRelation = Extract<AnyRelation, { readonly type: "TABLE" }>;

/** One column of a constraint. */
interface KeyColumn {
  readonly table: TableRelation;
  readonly constraint: TableConstraint;
  readonly column: string;
  /** From 1. */
  readonly sequence: number;
}

async function keyColumns(
  context: ExecutionContext,
  scope: RelationScope,
  kind: TableConstraint["kind"],
): Promise<readonly KeyColumn[]> {
  const relations = await relationsIn(context, scope, "SHOW KEYS");
  return relations.flatMap((table) =>
    table.type !== "TABLE"
      ? []
      : table.object.constraints
          .filter((constraint) => constraint.kind === kind)
          .flatMap((constraint) =>
            constraint.columns.map((column, index) => ({ table, constraint, column, sequence: index + 1 })),
          ),
  );
}

const OWN_KEYS: ColumnPlan<KeyColumn> = {
  created_on: ["timestamp_ltz", ({ constraint }) => new Date(constraint.createdOn)],
  database_name: ["text", ({ table }) => table.database.name],
  schema_name: ["text", ({ table }) => table.schema.name],
  table_name: ["text", ({ table }) => table.name],
  column_name: ["text", ({ column }) => column],
  key_sequence: ["fixed", ({ sequence }) => sequence],
  constraint_name: ["text", ({ constraint }) => constraint.name],
  rely: ["text", ({ constraint }) => String(constraint.rely)],
  comment: ["text", ({ constraint }) => constraint.comment],
};

/** A foreign key's column, with the table that it points to. */
interface ReferenceColumn extends KeyColumn {
  readonly target: { readonly path: readonly string[]; readonly column: string; readonly key: string | null };
}

const REFERENCES: ColumnPlan<ReferenceColumn> = {
  created_on: ["timestamp_ltz", ({ constraint }) => new Date(constraint.createdOn)],
  pk_database_name: ["text", ({ target }) => target.path[0] ?? null],
  pk_schema_name: ["text", ({ target }) => target.path[1] ?? null],
  pk_table_name: ["text", ({ target }) => target.path[2] ?? null],
  pk_column_name: ["text", ({ target }) => target.column],
  fk_database_name: ["text", ({ table }) => table.database.name],
  fk_schema_name: ["text", ({ table }) => table.schema.name],
  fk_table_name: ["text", ({ table }) => table.name],
  fk_column_name: ["text", ({ column }) => column],
  key_sequence: ["fixed", ({ sequence }) => sequence],
  update_rule: ["text", ({ constraint }) => constraint.references?.onUpdate ?? null],
  delete_rule: ["text", ({ constraint }) => constraint.references?.onDelete ?? null],
  fk_name: ["text", ({ constraint }) => constraint.name],
  pk_name: ["text", ({ target }) => target.key],
  deferrability: ["text", () => "NOT DEFERRABLE"],
  rely: ["text", ({ constraint }) => String(constraint.rely)],
  comment: ["text", ({ constraint }) => constraint.comment],
};

function primaryKeyOf({ account }: ExecutionContext, path: readonly string[]): TableConstraint | undefined {
  const { DATABASE, SCHEMA, TABLE } = account.state.objects;
  const [databaseName = "", schemaName = "", tableName = ""] = path;
  const schema = SCHEMA.get(schemaName, DATABASE.get(databaseName)?.id ?? null);
  const table = schema === undefined ? undefined : TABLE.get(tableName, schema.id);
  return table?.constraints.find((one) => one.kind === "PRIMARY KEY");
}

async function references(context: ExecutionContext, scope: RelationScope): Promise<readonly ReferenceColumn[]> {
  const columns = await keyColumns(context, scope, "FOREIGN KEY");
  return columns.map((one) => {
    const to = one.constraint.references;
    const key = primaryKeyOf(context, to?.table ?? []);
    // D: REFERENCES without columns points to the primary key.
    const column = (to?.columns.length === 0 ? key?.columns : to?.columns)?.[one.sequence - 1] ?? "";
    return { ...one, target: { path: to?.table ?? [], column, key: key?.name ?? null } };
  });
}

function showKind(
  words: string,
  rows: (context: ExecutionContext, scope: RelationScope) => Promise<ReturnType<typeof tableOf>>,
): StatementKind {
  return {
    leading: `SHOW ${words}`,
    parse(cursor) {
      cursor.expect("SHOW");
      cursor.take("TERSE");
      cursor.expect(words);
      const scope = readRelationScope(cursor);
      return (context) => rows(context, scope);
    },
  };
}

/** SHOW { PRIMARY | UNIQUE | IMPORTED } KEYS [IN { ACCOUNT | DATABASE [name] | SCHEMA [name] | [TABLE] name }] */
export const showKeysStatements: readonly StatementKind[] = [
  showKind("PRIMARY KEYS", async (context, scope) =>
    tableOf(OWN_KEYS, await keyColumns(context, scope, "PRIMARY KEY")),
  ),
  showKind("UNIQUE KEYS", async (context, scope) => tableOf(OWN_KEYS, await keyColumns(context, scope, "UNIQUE"))),
  showKind("IMPORTED KEYS", async (context, scope) => tableOf(REFERENCES, await references(context, scope))),
];
