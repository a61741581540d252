import { columnListMismatch } from "../../../errors";
import type { TableColumn } from "../../../objects/table";
import { type CompiledQuery, compileExpression, type QueryScope, rowSource } from "../../../query/compile";
import { parseQuery } from "../../../query/parse";
import type { Cursor } from "../../cursor";
import { compileFor } from "../../queries";
import { sessionScope } from "../../relations/scope";
import type { ExecutionContext } from "../../statement";
import { baseTable } from "./base-table";
import { buildColumn, buildConstraints, checkNames } from "./build-table";
import type { TableSource } from "./new-table";
import { checkNewTable, storeTable } from "./store-table";
import type { TableElements } from "./table-definition";

/** The new table's columns: the query's, under the names and with the types that the statement gives. */
function columnsOf(
  context: ExecutionContext,
  compiled: CompiledQuery,
  elements: TableElements | undefined,
): TableColumn[] {
  if (elements === undefined) {
    return compiled.columns.map(({ name, type }) => ({ name, type, nullable: true, comment: null }));
  }
  const { columns: definitions } = elements;
  if (definitions.length !== compiled.columns.length) {
    throw columnListMismatch(definitions.length, compiled.columns.length);
  }
  return definitions.map((definition, index) => {
    const type = definition.type ?? compiled.columns[index]?.type;
    return buildColumn(context, { ...definition, type });
  });
}

/** The query with each column as the type that the table has. Throws 002023 for what does not convert by itself. */
async function converted(compiled: CompiledQuery, columns: readonly TableColumn[], scope: QueryScope): Promise<string> {
  const given = compiled.columns.map((column, index) => ({ ...column, name: `C${index + 1}` }));
  const rows = rowSource({ columns: given, source: { kind: "query", sql: compiled.sql } }, "q", ["Q"]);
  const values: string[] = [];
  for (const [index, { name, type }] of columns.entries()) {
    const place = { line: 1, column: 0 };
    const read = { kind: "column", name: { parts: [`C${index + 1}`], ...place }, ...place } as const;
    values.push((await compileExpression(read, scope, { rows, as: type, column: name })).sql);
  }
  return `SELECT ${values.join(", ")} FROM ${rows.source.sql}`;
}

/** AS query: the table has the query's columns and rows. */
export function readQueryOf(cursor: Cursor): TableSource {
  cursor.expect("AS");
  const query = parseQuery(cursor);
  return {
    execute:
      ({ head, kind, elements, options }) =>
      async (context) => {
        const temporary = kind === "TEMPORARY";
        const exists = checkNewTable(context, head, temporary);
        if (exists !== undefined) return exists;
        const scope = sessionScope(context);
        const compiled = await compileFor(context, query, scope);
        const columns = columnsOf(context, compiled, elements);
        checkNames(columns);
        const place = { schemaId: null, table: head.name, columns };
        const constraints = buildConstraints(context, elements?.constraints ?? [], place);
        const sql = elements === undefined ? compiled.sql : await converted(compiled, columns, scope);
        const { signal } = context;
        const { tables } = context.account.data;
        return storeTable(context, {
          head,
          temporary,
          copyGrants: options.copyGrants,
          tags: [...options.tags, ...(elements?.columns ?? []).flatMap((column) => column.tags)],
          columns,
          store: (id) => tables.createAs(id, columns, sql, { signal, timeZone: scope.settings.timeZone }),
          build: (base) => ({ ...baseTable(context, base, kind, options), columns, constraints }),
        });
      },
  };
}
