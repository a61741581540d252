import { invalidProperty, missingProperty, notEmulated } from "../../../errors";
import { currentMetadataLocation, loadTable } from "../../../iceberg/load-table";
import { applyRefresh, checkSameTable } from "../../../iceberg/refresh-table";
import type { IcebergTable } from "../../../objects/iceberg-table";
import { EXECUTED, type ResultTable, statusResult } from "../../../wire/result-table";
import type { Cursor } from "../../cursor";
import { readTarget } from "../../object-statements";
import { boolean, readKeys, readProperties, text } from "../../properties";
import type { Execute, ExecutionContext, StatementKind } from "../../statement";
import { findIcebergTable, requireIcebergTable } from "./find-iceberg-table";
import { inVolume } from "./table-source";

const ACTION = "ALTER ICEBERG TABLE";

type Change = (context: ExecutionContext, table: IcebergTable) => void | Promise<void>;

const REFUSED = [
  "ADD",
  "ALTER",
  "CLUSTER BY",
  "CONVERT TO MANAGED",
  "CREATE",
  "DROP",
  "MODIFY",
  "RENAME TO",
  "RENAME COLUMN",
  "RESUME RECLUSTER",
  "SUSPEND RECLUSTER",
  "SWAP WITH",
  "SET CONTACT",
  "SET DATA_RETENTION_TIME_IN_DAYS",
  "SET ENABLE_DATA_COMPACTION",
  "SET ERROR_LOGGING",
  "SET LOG_EVENT_LEVEL",
  "SET MAX_DATA_EXTENSION_TIME_IN_DAYS",
  "SET MASKING POLICY",
  "SET AGGREGATION POLICY",
  "SET JOIN POLICY",
  "UNSET CONTACT",
  "SET TARGET_FILE_SIZE",
  "SET ENABLE_ICEBERG_MERGE_ON_READ",
  "SET CATALOG_SYNC",
  "UNSET CATALOG_SYNC",
] as const;

/** Changes a table's object, together. */
function edit({ account }: ExecutionContext, { id }: IcebergTable, change: (table: IcebergTable) => void): void {
  const { changes, objects } = account.state;
  changes.transact(() => {
    const table = objects.ICEBERG_TABLE.byId(id);
    if (table === undefined) return;
    objects.ICEBERG_TABLE.edit(table);
    change(table);
  });
}

/** D: ALTER ICEBERG TABLE … REFRESH; a path only for tables without a catalog, and always for those. */
function refresh(path: string | undefined): Change {
  return async (context, table) => {
    const { account, access } = context;
    const lake = account.iceberg.sessionOf(context);
    const integration = lake.integration(table.integrationId);
    access.require("INTEGRATION", integration.name, ["USAGE"]);
    const volume = table.externalVolumeId === null ? undefined : lake.volume(table.externalVolumeId);
    if (volume !== undefined) access.require("EXTERNAL_VOLUME", volume.name, ["USAGE"]);
    const location = async (): Promise<string> => {
      if (integration.source !== "OBJECT_STORE" || volume === undefined) return currentMetadataLocation(lake, table);
      if (path === undefined) throw missingProperty("METADATA_FILE_RELATIVE_PATH");
      return inVolume(context, volume, path);
    };
    if (path !== undefined && integration.source !== "OBJECT_STORE") {
      throw invalidProperty("REFRESH", "a metadata file is named for tables with an OBJECT_STORE integration only");
    }
    const loaded = await loadTable(lake, table, await location(), account.clock.now());
    checkSameTable(table, loaded);
    applyRefresh(account, table, loaded);
  };
}

const SET = { AUTO_REFRESH: boolean, REPLACE_INVALID_CHARACTERS: boolean, COMMENT: text };

function readSet(cursor: Cursor): Change {
  const given = readProperties(cursor, SET);
  if (Object.keys(given).length === 0) throw cursor.unexpected();
  return (context, table) => {
    const { AUTO_REFRESH: autoRefresh, REPLACE_INVALID_CHARACTERS: replace, COMMENT: comment } = given;
    const { source } = context.account.iceberg.sessionOf(context).integration(table.integrationId);
    if (autoRefresh === true && source === "OBJECT_STORE") {
      throw notEmulated("AUTO_REFRESH of a table with an OBJECT_STORE integration");
    }
    edit(context, table, (changed) => {
      if (comment !== undefined) changed.comment = comment;
      if (replace !== undefined) changed.parameters.set("REPLACE_INVALID_CHARACTERS", String(replace));
      if (autoRefresh === undefined) return;
      // A: turned on, it begins anew, whatever stopped it.
      if (autoRefresh && changed.version !== null) changed.refresh = { state: "RUNNING" };
      changed.autoRefresh = autoRefresh;
    });
  };
}

function readUnset(cursor: Cursor): Change {
  const keys = readKeys(cursor, ["REPLACE_INVALID_CHARACTERS", "COMMENT"]);
  return (context, table) =>
    edit(context, table, (changed) => {
      if (keys.includes("COMMENT")) changed.comment = null;
      if (keys.includes("REPLACE_INVALID_CHARACTERS")) changed.parameters.delete("REPLACE_INVALID_CHARACTERS");
    });
}

function readChange(cursor: Cursor): Change {
  const refused = cursor.takeOneOf(...REFUSED);
  if (refused !== undefined) throw notEmulated(`${ACTION} … ${refused}`);
  if (cursor.take("REFRESH")) return refresh(cursor.peek().kind === "string" ? cursor.string() : undefined);
  if (cursor.take("SET")) return readSet(cursor);
  cursor.expect("UNSET");
  return readUnset(cursor);
}

/** ALTER ICEBERG TABLE [IF EXISTS] name { REFRESH ['path'] | SET … | UNSET … }. D: needs OWNERSHIP. */
export const alterIcebergTable: StatementKind = {
  leading: ACTION,
  parse(cursor): Execute {
    const target = readTarget(cursor, "ALTER", "ICEBERG TABLE", 3);
    const change = readChange(cursor);
    return async (context): Promise<ResultTable> => {
      if (target.ifExists && findIcebergTable(context, target.path, ACTION) === undefined)
        return statusResult(EXECUTED);
      await change(context, requireIcebergTable(context, target.path, "OWNERSHIP", ACTION));
      return statusResult(EXECUTED);
    };
  },
};
