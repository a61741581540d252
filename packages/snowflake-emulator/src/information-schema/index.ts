import { notEmulated, relationDoesNotExist } from "../errors";
import type { Database } from "../objects/database";
import type { BoundRelation } from "../query/compile/scope";
import type { ExecutionContext } from "../sql/statement";
import { columnsView } from "./columns";
import { databasesView } from "./databases";
import { externalTablesView } from "./external-tables";
import type { InformationSchemaView } from "./information-schema-view";
import { INFORMATION_SCHEMA } from "./name";
import { objectPrivilegesView, tablePrivilegesView } from "./privileges";
import { proceduresView } from "./procedures";
import { applicableRolesView, enabledRolesView } from "./roles";
import { rowsAsQuery } from "./rows-as-query";
import { schemataView } from "./schemata";
import { tableConstraintsView } from "./table-constraints";
import { tablesView } from "./tables";
import { viewsView } from "./views";

/** Every view of INFORMATION_SCHEMA that is built, by name. */
export const INFORMATION_SCHEMA_VIEWS: ReadonlyMap<string, InformationSchemaView> = new Map(
  [
    applicableRolesView,
    columnsView,
    databasesView,
    enabledRolesView,
    externalTablesView,
    objectPrivilegesView,
    proceduresView,
    schemataView,
    tableConstraintsView,
    tablePrivilegesView,
    tablesView,
    viewsView,
  ].map((view) => [view.name, view]),
);

/** Views that Snowflake has and the emulator has not (D: Snowflake Information Schema, list of views). */
const REFUSED: readonly string[] = [
  "CLASS_INSTANCES",
  "CLASSES",
  "CURRENT_PACKAGES_POLICY",
  "ELEMENT_TYPES",
  "EVENT_TABLES",
  "FIELDS",
  "FILE_FORMATS",
  "FUNCTIONS",
  "HYBRID_TABLES",
  "INFORMATION_SCHEMA_CATALOG_NAME",
  "KEY_COLUMN_USAGE",
  "LOAD_HISTORY",
  "MODEL_VERSIONS",
  "NOTEBOOKS",
  "PACKAGES",
  "PIPES",
  "REFERENTIAL_CONSTRAINTS",
  "REPLICATION_DATABASES",
  "REPLICATION_GROUPS",
  "SEQUENCES",
  "SERVICES",
  "STAGES",
  "STREAMLITS",
  "TABLE_STORAGE_METRICS",
  "USAGE_PRIVILEGES",
];

/** So many rows are written into the query as they are. */
const FEW_ROWS = 20;

/** Binds a view of a database's INFORMATION_SCHEMA. The database has been checked. Throws 002003, and 000002 for one not built. */
export async function informationSchemaRelation(
  context: ExecutionContext,
  database: Database,
  name: string,
  shown: string,
): Promise<BoundRelation> {
  const view = INFORMATION_SCHEMA_VIEWS.get(name);
  if (view !== undefined) {
    const rows = await view.rows(context, database);
    const columns = view.columns.map((column) => ({ ...column, nullable: true }));
    if (rows.length <= FEW_ROWS) return { columns, source: { kind: "rows", rows } };
    return { columns, source: { kind: "query", sql: await rowsAsQuery(columns, rows) } };
  }
  if (REFUSED.includes(name)) throw notEmulated(`${INFORMATION_SCHEMA}.${name}`);
  throw relationDoesNotExist("Object", shown);
}
