import { qualifiedName } from "../../sql/identifier";
import { stringLiteral } from "../../sql/literal";
import { readLinkStatus } from "../runtime/link-status";
import { errorText, isYes, type Row, type Session, text } from "../runtime/session";
import type { ProcedureSettings } from "../settings";
import type { CatalogColumn, CatalogTable } from "./desired";
import { FINGERPRINT_LENGTH, MARK_PREFIX } from "./mark";
import type { ObservedProd, ProdRelation } from "./plan";
import { everythingUnreadable, type Unreadable, unreadableBy } from "./unreadable";

/** A column's type with all that can be told of it; what doesn't apply is NULL and left out. */
const TYPE_OF_COLUMN =
  "ARRAY_TO_STRING(ARRAY_CONSTRUCT_COMPACT(C.DATA_TYPE, C.CHARACTER_MAXIMUM_LENGTH, C.NUMERIC_PRECISION, C.NUMERIC_SCALE, C.DATETIME_PRECISION), ' ')";

/** Every table of the catalog-linked database with its columns, one row a table: one query. */
export function readCatalog(session: Session, database: string): readonly CatalogTable[] {
  const schema = qualifiedName(database, "INFORMATION_SCHEMA");
  return session
    .rows(
      `SELECT T.TABLE_SCHEMA, T.TABLE_NAME,
         TO_JSON(ARRAY_AGG(CASE WHEN C.COLUMN_NAME IS NOT NULL THEN ARRAY_CONSTRUCT(C.COLUMN_NAME, ${TYPE_OF_COLUMN}) END)
           WITHIN GROUP (ORDER BY C.ORDINAL_POSITION)) AS COLUMNS
       FROM ${schema}.TABLES T
       LEFT JOIN ${schema}.COLUMNS C ON C.TABLE_SCHEMA = T.TABLE_SCHEMA AND C.TABLE_NAME = T.TABLE_NAME
       WHERE T.TABLE_TYPE = 'BASE TABLE' AND T.TABLE_SCHEMA <> 'INFORMATION_SCHEMA'
       GROUP BY T.TABLE_SCHEMA, T.TABLE_NAME
       ORDER BY T.TABLE_SCHEMA, T.TABLE_NAME`,
    )
    .map((row) => ({
      namespace: text(row, "TABLE_SCHEMA"),
      table: text(row, "TABLE_NAME"),
      columns: readColumns(text(row, "COLUMNS")),
    }));
}

function readColumns(json: string): readonly CatalogColumn[] {
  const columns: unknown = JSON.parse(json);
  if (!Array.isArray(columns)) throw new Error(`a table's columns are no list: ${json}`);
  return columns.map((column) => {
    const [name, type] = Array.isArray(column) ? column : [];
    if (typeof name !== "string" || typeof type !== "string") throw new Error(`a column has no name and type: ${json}`);
    return { name, type };
  });
}

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
