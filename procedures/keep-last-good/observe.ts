import { qualifiedName } from "../../sql/identifier";
import { stringLiteral } from "../../sql/literal";
import { HEARTBEAT_LOG } from "../monitoring-tables";
import { observe } from "../runtime/observation";
import { isYes, type Session, text } from "../runtime/session";
import type { ProcedureSettings } from "../settings";
import { type CatalogTable, viewOfTable } from "../sync-prod/desired";
import { readCatalog } from "../sync-prod/observe";
import type { LastHeartbeat } from "./gate";
import { type ChosenView, type Column, copyName, type ExistingCopy } from "./plan";

/** The last heartbeat of this account; undefined: there was none. */
export function readLastHeartbeat(
  session: Session,
  { local }: ProcedureSettings,
  now: number,
): LastHeartbeat | undefined {
  const [row] = session.rows(
    `SELECT HEALTHY, DATE_PART(EPOCH_MILLISECOND, CHECKED_AT) AS CHECKED_AT
     FROM ${qualifiedName(local.database, local.schema, HEARTBEAT_LOG.name)} ORDER BY 2 DESC LIMIT 1`,
  );
  if (row === undefined) return undefined;
  return { healthy: isYes(row, "HEALTHY"), ageSeconds: Math.round((now - Number(row.CHECKED_AT)) / 1000) };
}

/** The chosen views, what they show, and their copies. */
export function readChosen(session: Session, settings: ProcedureSettings): readonly ChosenView[] {
  const tables = readCatalog(session, settings.catalogDatabase);
  const copies = readCopies(session, settings);
  return settings.lastGoodTables.map(([schema, view]) => {
    const name = qualifiedName(settings.prodDatabase, schema, view);
    return {
      schema,
      view,
      columns: observe(() => describeColumns(session, "VIEW", name)),
      version: observe(() => readVersion(session, settings, tableOf(settings, tables, schema, view))),
      copy: copies.get(copyName(schema, view)),
    };
  });
}

function readCopies(session: Session, { lastGood }: ProcedureSettings): ReadonlyMap<string, ExistingCopy> {
  const rows = session.rows(
    `SELECT TABLE_NAME, COMMENT FROM ${qualifiedName(lastGood.database, "INFORMATION_SCHEMA", "TABLES")} WHERE TABLE_SCHEMA = ?`,
    [lastGood.schema],
  );
  return new Map(
    rows.map((row) => {
      const name = text(row, "TABLE_NAME");
      const columns = describeColumns(session, "TABLE", qualifiedName(lastGood.database, lastGood.schema, name));
      return [name, { comment: text(row, "COMMENT"), columns }];
    }),
  );
}

function describeColumns(session: Session, kind: "TABLE" | "VIEW", name: string): readonly Column[] {
  return session.rows(`DESCRIBE ${kind} ${name}`).map((row) => ({ name: text(row, "name"), type: text(row, "type") }));
}

function tableOf(
  settings: ProcedureSettings,
  tables: readonly CatalogTable[],
  schema: string,
  view: string,
): CatalogTable {
  const found = tables.filter((table) => {
    const name = viewOfTable(settings, table);
    return name.schema === schema && name.view === view;
  });
  const [table] = found;
  if (table === undefined || found.length > 1) {
    throw new Error(
      `${found.length} tables of the catalog have this view, one is needed: choose views that SYNC_PROD makes`,
    );
  }
  return table;
}

/** The metadata file of the table's current snapshot: another one for each commit. */
function readVersion(
  session: Session,
  { catalogDatabase }: ProcedureSettings,
  { namespace, table }: CatalogTable,
): string {
  const name = qualifiedName(catalogDatabase, namespace, table);
  const [row = {}] = session.rows(`SELECT SYSTEM$GET_ICEBERG_TABLE_INFORMATION(${stringLiteral(name)}) AS INFORMATION`);
  const information: unknown = JSON.parse(text(row, "INFORMATION"));
  const location =
    typeof information === "object" && information !== null && "metadataLocation" in information
      ? information.metadataLocation
      : "";
  if (typeof location !== "string" || location === "") {
    throw new Error(`Snowflake doesn't tell the metadata file of ${name}: ${text(row, "INFORMATION")}`);
  }
  return location;
}
