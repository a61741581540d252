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

/** Every table of the catalog-linked database with its columns, one row a table: one query. */
export function readCatalog(session: Session, database: string): readonly CatalogTable[] {
  const schema = qualifiedName(database, "INFORMATION_SCHEMA");
  return session
    .rows(
      `SELECT T.TABLE_SCHEMA, T.TABLE_NAME, C.COLUMNS
       FROM ${schema}.TABLES T
       LEFT JOIN (
         SELECT TABLE_SCHEMA, TABLE_NAME, LISTAGG(${COLUMN}, ';') AS COLUMNS
         FROM ${schema}.COLUMNS GROUP BY TABLE_SCHEMA, TABLE_NAME
       ) C ON C.TABLE_SCHEMA = T.TABLE_SCHEMA AND C.TABLE_NAME = T.TABLE_NAME
       WHERE T.TABLE_TYPE = 'BASE TABLE' AND T.TABLE_SCHEMA <> 'INFORMATION_SCHEMA'
       ORDER BY T.TABLE_SCHEMA, T.TABLE_NAME`,
    )
    .map((row) => ({
      namespace: text(row, "TABLE_SCHEMA"),
      table: text(row, "TABLE_NAME"),
      columns: readColumns(text(row, "COLUMNS")),
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

/** PROD's schemas, and its tables and views with what tells ours from others'. */
export function readProd(session: Session, database: string): ObservedProd {
  const schema = qualifiedName(database, "INFORMATION_SCHEMA");
  const schemas = session.rows(`SELECT SCHEMA_NAME FROM ${schema}.SCHEMATA`);
  const relations = session.rows(
    `SELECT T.TABLE_SCHEMA, T.TABLE_NAME, T.TABLE_TYPE, T.COMMENT, V.IS_SECURE,
       CASE WHEN STARTSWITH(T.COMMENT, ${stringLiteral(MARK_PREFIX)}) THEN LEFT(SHA2(
         T.TABLE_SCHEMA || '.' || T.TABLE_NAME || '.' || REPLACE(V.VIEW_DEFINITION, T.COMMENT, ''), 256), ${FINGERPRINT_LENGTH})
       END AS TEXT
     FROM ${schema}.TABLES T
     LEFT JOIN ${schema}.VIEWS V ON V.TABLE_SCHEMA = T.TABLE_SCHEMA AND V.TABLE_NAME = T.TABLE_NAME
     WHERE T.TABLE_SCHEMA <> 'INFORMATION_SCHEMA'
     ORDER BY T.TABLE_SCHEMA, T.TABLE_NAME`,
  );
  return { schemas: schemas.map((row) => text(row, "SCHEMA_NAME")), relations: relations.map(readRelation) };
}

const readRelation = (row: Row): ProdRelation => ({
  schema: text(row, "TABLE_SCHEMA"),
  name: text(row, "TABLE_NAME"),
  kind: text(row, "TABLE_TYPE"),
  comment: text(row, "COMMENT"),
  text: text(row, "TEXT"),
  secure: isYes(row, "IS_SECURE"),
});
