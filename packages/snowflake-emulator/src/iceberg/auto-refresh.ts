import { setImmediate as nextTurn } from "node:timers/promises";
import { mapWithLimit } from "../aws/concurrency";
import { SnowflakeError } from "../errors";
import type { IcebergTable } from "../objects/iceberg-table";
import type { CatalogIntegration } from "../objects/integration";
import type { ObjectId } from "../objects/snowflake-object";
import type { EventSource } from "../time/event-source";
import { nextTime } from "../time/schedule";
import type { LakeAccount } from "./lake-account";
import type { LakeSession } from "./lake-session";
import { currentMetadataLocation, loadTable } from "./load-table";
import { applyRefresh, checkLineage, checkSameTable, noteRefreshState } from "./refresh-table";
import { RemoteAccessError, type RemoteTable } from "./remote-catalog";

/** From so many tables of a namespace on, the namespace is listed instead of asking for each. */
const TABLES_WORTH_A_LISTING = 4;
/** Metadata files that are read at a time. */
const FILES_AT_ONCE = 4;

/** What an automatic refresh can't mend: it stops. */
const UNRECOVERABLE: ReadonlySet<string> = new Set(["091364", "091365"]);

/**
 * Looks for new metadata of an account's tables with AUTO_REFRESH, by the interval of their catalog integration. D: Automatically
 * refresh Apache Iceberg tables. Tables of catalog-linked databases follow their database instead.
 */
export class AutoRefresh implements EventSource {
  readonly name: string;
  readonly #underWay = new Set<ObjectId>();
  #tables: ReadonlyMap<ObjectId, readonly IcebergTable[]> | undefined;

  constructor(
    private readonly account: LakeAccount,
    private readonly newSession: () => LakeSession,
  ) {
    this.name = `refreshes of Iceberg tables of ${account.identifier}`;
    account.state.changes.onCommit((changes) => {
      if (changes.some(({ store }) => store === "ICEBERG_TABLE" || store === "SCHEMA")) this.#tables = undefined;
    });
  }

  nextDue(after: number): number | undefined {
    const times = this.#polled().flatMap((integration) => nextPoll(integration, after) ?? []);
    return times.length === 0 ? undefined : Math.min(...times);
  }

  async run(at: number): Promise<void> {
    const due = this.#polled().filter((one) => nextPoll(one, at - 1) === at && !this.#underWay.has(one.id));
    for (const { id } of due) this.#underWay.add(id);
    await Promise.all(due.map((integration) => this.#poll(integration)));
  }

  /** To be called when the account's state was put back. */
  forget(): void {
    this.#tables = undefined;
  }

  /** The integrations that have tables to be refreshed. */
  #polled(): readonly CatalogIntegration[] {
    const { INTEGRATION } = this.account.state.objects;
    return [...this.#byIntegration().keys()].flatMap((id) => {
      const integration = INTEGRATION.byId(id);
      return integration?.kind === "CATALOG" && integration.source !== "OBJECT_STORE" ? [integration] : [];
    });
  }

  #byIntegration(): ReadonlyMap<ObjectId, readonly IcebergTable[]> {
    if (this.#tables !== undefined) return this.#tables;
    const { ICEBERG_TABLE, SCHEMA } = this.account.state.objects;
    const found = new Map<ObjectId, IcebergTable[]>();
    for (const table of ICEBERG_TABLE.values()) {
      const isLinked = SCHEMA.byId(table.parentId)?.remoteNamespace !== undefined;
      if (!table.autoRefresh || table.refresh.state === "STOPPED" || isLinked) continue;
      const others = found.get(table.integrationId);
      if (others === undefined) found.set(table.integrationId, [table]);
      else others.push(table);
    }
    this.#tables = found;
    return found;
  }

  async #poll({ id }: CatalogIntegration): Promise<void> {
    try {
      const lake = this.newSession();
      const byNamespace = new Map<string, IcebergTable[]>();
      for (const table of this.#byIntegration().get(id) ?? []) {
        const namespace = table.catalogNamespace ?? "";
        byNamespace.set(namespace, [...(byNamespace.get(namespace) ?? []), table]);
      }
      for (const [namespace, tables] of byNamespace) await this.#refreshAll(lake, id, namespace, tables);
      await this.account.flush();
    } finally {
      this.#underWay.delete(id);
    }
  }

  async #refreshAll(
    lake: LakeSession,
    integrationId: ObjectId,
    namespace: string,
    tables: readonly IcebergTable[],
  ): Promise<void> {
    let listed: ReadonlyMap<string, RemoteTable> | undefined;
    try {
      if (tables.length >= TABLES_WORTH_A_LISTING) listed = await listing(lake, integrationId, namespace);
    } catch (error) {
      for (const table of tables) this.#failed(table, error);
      return;
    }
    await mapWithLimit(tables, FILES_AT_ONCE, async (table) => {
      try {
        await this.#refresh(lake, table, listed);
      } catch (error) {
        this.#failed(table, error);
      }
      await nextTurn();
    });
  }

  async #refresh(
    lake: LakeSession,
    table: IcebergTable,
    listed: ReadonlyMap<string, RemoteTable> | undefined,
  ): Promise<void> {
    // What a listing leaves out is asked for by name: then the catalog says why.
    const known = listed?.get((table.catalogTableName ?? "").toLowerCase())?.metadataLocation;
    const location = known ?? (await currentMetadataLocation(lake, table));
    if (location !== table.version?.metadataLocation) {
      const loaded = await loadTable(lake, table, location, this.account.clock.now());
      checkSameTable(table, loaded);
      // D: a change of the schema alone is not taken over before there is a new snapshot.
      if (loaded.version.snapshotId !== table.version?.snapshotId) {
        checkLineage(table, loaded);
        applyRefresh(this.account, table, loaded);
        return;
      }
    }
    noteRefreshState(this.account, table, { state: "RUNNING" });
  }

  /** What stood in the way is part of the table's status; a defect is thrown on. */
  #failed(table: IcebergTable, error: unknown): void {
    if (!(error instanceof SnowflakeError) && !(error instanceof RemoteAccessError)) throw error;
    const state = UNRECOVERABLE.has(error.code) ? "STOPPED" : "STALLED";
    noteRefreshState(this.account, table, { state, reason: error.message });
  }
}

function nextPoll({ refreshIntervalSeconds, createdOn }: CatalogIntegration, after: number): number | undefined {
  return nextTime({ kind: "interval", milliseconds: refreshIntervalSeconds * 1000 }, createdOn, after);
}

async function listing(
  lake: LakeSession,
  integrationId: ObjectId,
  namespace: string,
): Promise<ReadonlyMap<string, RemoteTable>> {
  const tables = new Map<string, RemoteTable>();
  for await (const page of lake.catalog(integrationId).tables(namespace)) {
    for (const table of page) tables.set(table.name.toLowerCase(), table);
  }
  return tables;
}
