import { notEmulated } from "../../../errors";
import type { Table } from "../../../objects/table";
import type { Cursor } from "../../cursor";
import { findSchema } from "../../names";
import { readCreateName } from "../../object-statements";
import type { Execute, StatementKind } from "../../statement";
import { baseTable } from "./base-table";
import { buildColumn, buildConstraints, checkNames } from "./build-table";
import type { TableSource } from "./new-table";
import { storeTable } from "./store-table";
import { readTableElements, readTableOptions, type TableElements } from "./table-definition";
import { readTableSource } from "./table-source";

/** Words between CREATE and TABLE, and what they make. D: VOLATILE, LOCAL and GLOBAL TEMPORARY are synonyms. */
const KINDS = {
  "": "TABLE",
  TRANSIENT: "TRANSIENT",
  TEMPORARY: "TEMPORARY",
  TEMP: "TEMPORARY",
  VOLATILE: "TEMPORARY",
  "LOCAL TEMPORARY": "TEMPORARY",
  "LOCAL TEMP": "TEMPORARY",
  "GLOBAL TEMPORARY": "TEMPORARY",
  "GLOBAL TEMP": "TEMPORARY",
} as const satisfies Readonly<Record<string, Table["kind"]>>;

function parse(cursor: Cursor, kind: Table["kind"], words: string): Execute {
  cursor.expect("CREATE");
  const orReplace = cursor.take("OR REPLACE");
  cursor.expect(words);
  const head = readCreateName(cursor, orReplace, 3);
  if (cursor.take("USING TEMPLATE")) throw notEmulated("CREATE TABLE … USING TEMPLATE");
  const early = readTableSource(cursor);
  const elements: TableElements | undefined =
    early === undefined && cursor.isSymbol("(") ? readTableElements(cursor) : undefined;
  const options = readTableOptions(cursor);
  const source: TableSource | undefined = early ?? readTableSource(cursor);
  if (source !== undefined) return source.execute({ head, kind, elements, options });
  if (elements === undefined) throw cursor.unexpected();
  return (context) => {
    const { columns: definitions, constraints } = elements;
    const schema = findSchema(context, head.path.slice(0, -1), "CREATE TABLE");
    const columns = definitions.map((definition) => buildColumn(context, definition));
    checkNames(columns);
    const place = { schemaId: schema.id, table: head.name, columns };
    const built = buildConstraints(context, constraints, place);
    return storeTable(context, {
      head,
      temporary: kind === "TEMPORARY",
      copyGrants: options.copyGrants,
      tags: [...options.tags, ...definitions.flatMap((definition) => definition.tags)],
      columns,
      build: (base) => ({ ...baseTable(context, base, kind, options), columns, constraints: built }),
    });
  };
}

/**
 * CREATE [OR REPLACE] [TRANSIENT | TEMPORARY …] TABLE [IF NOT EXISTS] name { (column, …) | [(…)] AS query | LIKE table
 * | CLONE table } [CLUSTER BY (…)] [property = value …] [COPY GRANTS]
 */
export const createTableStatements: readonly StatementKind[] = Object.entries(KINDS).map(([word, kind]) => {
  const words = word === "" ? "TABLE" : `${word} TABLE`;
  return { leading: `CREATE ${words}`, parse: (cursor: Cursor) => parse(cursor, kind, words) };
});
