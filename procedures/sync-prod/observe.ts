import { qualifiedName } from "../../sql/identifier";
import { stringLiteral } from "../../sql/literal";
import { readLinkStatus } from "../runtime/link-status";
import { errorText, isYes, type Row, type Session, text } from "../runtime/session";
import type { ProcedureSettings } from "../settings";
import type { CatalogColumn, CatalogTable } from "./desired";
import { FINGERPRINT_LENGTH, MARK_PREFIX } from "./mark";
import type { ObservedProd, ProdRelation } from "./plan";
import { everythingUnreadable, type Unreadable, unreadableBy } from "./unreadable";

/** What stands between columns, and between what is told of one; in names these are written otherwise. */
const ESCAPED = [
  ["%", "%25"],
  [",", "%2C"],
  [";", "%3B"],
] as const;

/** A column as `position,name,type`, the type with all that can be told of it. */
const COLUMN = [
  "ORDINAL_POSITION::VARCHAR",
  "','",
  ESCAPED.reduce((name, [character, code]) => `REPLACE(${name}, '${character}', '${code}')`, "COLUMN_NAME"),
  "','",
  "DATA_TYPE",
  ...["CHARACTER_MAXIMUM_LENGTH", "NUMERIC_PRECISION", "NUMERIC_SCALE", "DATETIME_PRECISION"].map(
    (size) => `COALESCE(' ' || ${size}::VARCHAR, '')`,
  ),
].join(" || ");

/** A table or view as a key. */
const keyOf = (row: Row): string => JSON.stringify([text(row, "TABLE_SCHEMA"), text(row, "TABLE_NAME")]);

/** Every table of the catalog-linked database with its columns: two queries, and a row a table in each. */
export function readCatalog(session: Session, database: string): readonly CatalogTable[] {
  const schema = qualifiedName(database, "INFORMATION_SCHEMA");
  const tables = session.rows(
    `SELECT TABLE_SCHEMA, TABLE_NAME FROM ${schema}.TABLES
     WHERE TABLE_TYPE = 'BASE TABLE' AND TABLE_SCHEMA <> 'INFORMATION_SCHEMA' ORDER BY TABLE_SCHEMA, TABLE_NAME`,
  );
  const columns = session.rows(
    `SELECT TABLE_SCHEMA, TABLE_NAME, LISTAGG(${COLUMN}, ';') AS COLUMNS FROM ${schema}.COLUMNS
     WHERE TABLE_SCHEMA <> 'INFORMATION_SCHEMA' GROUP BY TABLE_SCHEMA, TABLE_NAME`,
  );
  const columnsOf = new Map(columns.map((row) => [keyOf(row), text(row, "COLUMNS")]));
  return tables.map((row) => ({
    namespace: text(row, "TABLE_SCHEMA"),
    table: text(row, "TABLE_NAME"),
    columns: readColumns(columnsOf.get(keyOf(row)) ?? ""),
  }));
}

function readColumns(columns: string): readonly CatalogColumn[] {
  if (columns === "") return [];
  return columns
    .split(";")
    .map((column) => column.split(","))
    .sort(([one], [other]) => Number(one) - Number(other))
    .map(([, name = "", type = ""]) => ({ name: name.replace(/%25|%2C|%3B/g, unescapeCode), type }));
}

const unescapeCode = (code: string): string => ESCAPED.find(([, escaped]) => escaped === code)?.[0] ?? code;

/** What the catalog link says that it could not read. A status that can't be read is itself such a thing. */
export function readUnreadable(session: Session, settings: ProcedureSettings): Unreadable {
  try {
    const [row = {}] = session.rows(
      `SELECT SYSTEM$CATALOG_LINK_STATUS(${stringLiteral(settings.catalogDatabase)}) AS STATUS`,
    );
    return unreadableBy(settings, readLinkStatus(text(row, "STATUS")));
  } catch (error) {
    return everythingUnreadable(`the status of the catalog link can't be read: ${errorText(error)}`);
  }
}

/** PROD's schemas, and its tables and views with what tells ours from others': three queries. */
export function readProd(session: Session, database: string): ObservedProd {
  const schema = qualifiedName(database, "INFORMATION_SCHEMA");
  const schemas = session.rows(`SELECT SCHEMA_NAME FROM ${schema}.SCHEMATA`);
  const relations = session.rows(
    `SELECT TABLE_SCHEMA, TABLE_NAME, TABLE_TYPE, COMMENT FROM ${schema}.TABLES WHERE TABLE_SCHEMA <> 'INFORMATION_SCHEMA'
     ORDER BY TABLE_SCHEMA, TABLE_NAME`,
  );
  const ours = session.rows(
    `SELECT TABLE_SCHEMA, TABLE_NAME, IS_SECURE, LEFT(SHA2(
       TABLE_SCHEMA || '.' || TABLE_NAME || '.' || REPLACE(VIEW_DEFINITION, COMMENT, ''), 256), ${FINGERPRINT_LENGTH}) AS TEXT
     FROM ${schema}.VIEWS WHERE STARTSWITH(COMMENT, ${stringLiteral(MARK_PREFIX)})`,
  );
  const marked = new Map(ours.map((row) => [keyOf(row), row]));
  return {
    schemas: schemas.map((row) => text(row, "SCHEMA_NAME")),
    relations: relations.map((row) => readRelation(row, marked.get(keyOf(row)) ?? {})),
  };
}

const readRelation = (row: Row, marked: Row): ProdRelation => ({
  schema: text(row, "TABLE_SCHEMA"),
  name: text(row, "TABLE_NAME"),
  kind: text(row, "TABLE_TYPE"),
  comment: text(row, "COMMENT"),
  text: text(marked, "TEXT"),
  secure: isYes(marked, "IS_SECURE"),
});
