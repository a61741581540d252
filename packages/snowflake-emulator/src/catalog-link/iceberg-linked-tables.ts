import { SnowflakeError } from "../errors";
import { applyFutureGrants } from "../grants/future-grants";
import { metadataNotUnderstood } from "../iceberg/access-messages";
import type { LakeAccount } from "../iceberg/lake-account";
import type { LakeSession, TableSource } from "../iceberg/lake-session";
import { type LoadedTable, loadTable } from "../iceberg/load-table";
import { applyRefresh, checkLineage, noteRefreshState } from "../iceberg/refresh-table";
import { RemoteAccessError } from "../iceberg/remote-catalog";
import type { ExternalVolume } from "../objects/external-volume";
import type { IcebergTable } from "../objects/iceberg-table";
import { removeObject } from "../objects/remove-object";
import type { Schema } from "../objects/schema";
import type { ObjectId } from "../objects/snowflake-object";
import { type AccountState, objectById } from "../state/account-state";
import type { CatalogLink } from "./catalog-link";
import type { KnownTable, LinkedTables } from "./linked-tables";

/** The code of metadata files that are there and can't be read. */
const NOT_UNDERSTOOD = metadataNotUnderstood("", "").code;

/** What was read of a table's metadata, or why it is not understood. */
type LoadedMetadata = LoadedTable | { readonly notUnderstood: string };

/** Metadata that is there and no table can be made of: the table is made all the same, and says why it is of no use. */
const isNotUnderstood = (error: unknown): error is Error =>
  (error instanceof RemoteAccessError && error.code === NOT_UNDERSTOOD) || error instanceof SnowflakeError;

/** The volume that a link's files are read through; undefined: the catalog vends credentials, and a volume that was given is not used. */
function volumeOf(state: AccountState, link: CatalogLink): ExternalVolume | undefined {
  const integration = objectById(state, "INTEGRATION", link.integrationId);
  const vends =
    integration !== undefined &&
    "accessDelegationMode" in integration &&
    integration.accessDelegationMode === "VENDED_CREDENTIALS";
  return vends ? undefined : objectById(state, "EXTERNAL_VOLUME", link.externalVolumeId);
}

/** The Iceberg tables of an account's catalog-linked databases, as discovery works on them. */
export function icebergLinkedTables(
  account: LakeAccount,
  lake: LakeSession,
  /** Kept from run to run. */
  passedOver: Map<ObjectId, string>,
): LinkedTables<LoadedMetadata> {
  const { state, clock } = account;
  const { ICEBERG_TABLE } = state.objects;
  const linkOf = (databaseId: ObjectId | null): CatalogLink => {
    const link = objectById(state, "DATABASE", databaseId)?.link;
    if (link === undefined) throw new Error(`database ${databaseId} is not linked to a catalog`);
    return link;
  };
  const sourceOf = (link: CatalogLink, schema: Schema, remoteName: string): TableSource => ({
    integrationId: link.integrationId,
    externalVolumeId: volumeOf(state, link)?.id ?? null,
    catalogTableName: remoteName,
    catalogNamespace: schema.remoteNamespace ?? null,
  });
  const asKnown = (table: IcebergTable): KnownTable => ({
    id: table.id,
    name: table.name,
    remoteName: table.catalogTableName ?? "",
    // What is stalled is read again, also when the catalog went back to what it was.
    metadataLocation: table.refresh.state === "STALLED" ? null : (table.version?.metadataLocation ?? null),
    passedOver: passedOver.get(table.id),
    follows: table.autoRefresh && table.refresh.state !== "STOPPED",
  });
  const follow = (table: IcebergTable, loaded: LoadedTable): void => {
    const { metadataLocation, snapshotId } = loaded.version;
    if (table.version !== null && table.version.snapshotId === snapshotId) {
      passedOver.set(table.id, metadataLocation);
      noteRefreshState(account, table, { state: "RUNNING" });
      return;
    }
    try {
      checkLineage(table, loaded);
      applyRefresh(account, table, loaded);
    } catch (error) {
      if (!(error instanceof SnowflakeError)) throw error;
      // D: Automatically refresh Apache Iceberg tables, error recovery: there is no way forward by itself.
      noteRefreshState(account, table, { state: "STOPPED", reason: error.message });
    }
  };
  return {
    in: (schemaId) => ICEBERG_TABLE.in(schemaId).map(asKnown),
    find(schemaId, name) {
      const table = ICEBERG_TABLE.get(name, schemaId);
      return table === undefined ? undefined : asKnown(table);
    },
    async load(schema, { name, metadataLocation }) {
      const link = linkOf(schema.parentId);
      try {
        return await loadTable(lake, sourceOf(link, schema, name), metadataLocation, clock.now(), link.caseSensitivity);
      } catch (error) {
        if (isNotUnderstood(error)) return { notUnderstood: error.message };
        throw error;
      }
    },
    create(schema, name, remoteName, loaded) {
      const link = linkOf(schema.parentId);
      const initialized = "version" in loaded;
      const table: IcebergTable = {
        id: state.newId(),
        name,
        parentId: schema.id,
        ownerRoleId: objectById(state, "DATABASE", schema.parentId)?.ownerRoleId ?? null,
        createdOn: clock.now(),
        comment: null,
        ...sourceOf(link, schema, remoteName),
        parameters: new Map(),
        // D: automated refresh is turned off for tables that could not be initialized.
        autoRefresh: initialized,
        columns: initialized ? loaded.columns : [],
        version: initialized ? loaded.version : null,
        refresh: initialized
          ? { state: "RUNNING" }
          : { state: "ICEBERG_TABLE_NOT_INITIALIZED", reason: loaded.notUnderstood },
      };
      ICEBERG_TABLE.add(table);
      applyFutureGrants(state, "ICEBERG_TABLE", table);
    },
    refresh(id, loaded) {
      const table = ICEBERG_TABLE.byId(id);
      if (table === undefined) return "refreshed";
      if ("notUnderstood" in loaded)
        noteRefreshState(account, table, { state: "STALLED", reason: loaded.notUnderstood });
      else if (table.version !== null && table.version.tableUuid !== loaded.version.tableUuid) return "other";
      else follow(table, loaded);
      return "refreshed";
    },
    fail(id, error) {
      const table = ICEBERG_TABLE.byId(id);
      passedOver.delete(id);
      if (table !== undefined) noteRefreshState(account, table, { state: "STALLED", reason: error.message });
    },
    drop(id) {
      const table = ICEBERG_TABLE.byId(id);
      passedOver.delete(id);
      if (table !== undefined) removeObject(state, "ICEBERG_TABLE", table, null);
    },
  };
}
