import { setTimeout as pause } from "node:timers/promises";
import { mapWithLimit } from "../aws/concurrency";
import { applyFutureGrants } from "../grants/future-grants";
import { RemoteAccessError, type RemoteCatalog, type RemoteTable } from "../iceberg/remote-catalog";
import type { Database } from "../objects/database";
import { removeObject } from "../objects/remove-object";
import type { Schema } from "../objects/schema";
import type { ObjectId } from "../objects/snowflake-object";
import type { AccountState } from "../state/account-state";
import type { CatalogLink } from "./catalog-link";
import type { LinkStatus, SyncFailure } from "./link-status";
import type { KnownTable, LinkedTables, RemoteIcebergTable } from "./linked-tables";
import { localName, missingNamespaces, schemaNameOf } from "./namespaces";

/** Most objects that are changed together: others have their turn after each piece. */
const PIECE = 20;
/** How long it rests after each piece: a small query of another session needs several turns of the event loop, and gets through meanwhile. */
const PAUSE_MS = 2;
/** Namespaces that are listed at a time, and metadata files of each that are read at a time. */
const NAMESPACES_AT_ONCE = 4;
const FILES_AT_ONCE = 4;
/** O: what failureDetails has for an error without a code of its own. */
const NO_CODE = "0040000";

/** What a discovery works on. */
export interface DiscoveryServices<L> {
  readonly state: AccountState;
  readonly tables: LinkedTables<L>;
  /** The catalog of a link: everything that is asked of it in one run goes to the same one. */
  openCatalog(link: CatalogLink): RemoteCatalog;
  /** Milliseconds. */
  now(): number;
}

/** How a run ended. */
export type RunResult = Pick<LinkStatus, "failures" | "failed">;

/** The database went away, or is no longer linked, while it was being worked on. */
class LinkGone extends Error {
  override readonly name = "LinkGone";
}

type Loaded<L> = { readonly remote: RemoteIcebergTable } & (
  | { readonly loaded: L }
  | { readonly error: Error; readonly loaded?: never }
);

const messageOf = (error: Error) => error.message;
const codeOf = (error: Error) => (error instanceof RemoteAccessError ? error.code : NO_CODE);
const asError = (error: unknown) => (error instanceof Error ? error : new Error(String(error)));

/** One discovery, or one refresh, of one catalog-linked database. Every piece of work looks at the state anew: statements go on meanwhile. */
export class DiscoveryRun<L> {
  readonly #failures: SyncFailure[] = [];
  /** Tables that a statement has dropped meanwhile: a listing may still have them. */
  readonly #dropped = new Set<string>();

  constructor(
    private readonly services: DiscoveryServices<L>,
    private readonly databaseId: ObjectId,
  ) {}

  /** Told of a table that a statement has dropped remotely: this run does not bring it back. */
  noteDropped(namespace: string, remoteName: string): void {
    this.#dropped.add(tableKey(namespace, remoteName));
  }

  /** Brings the database to what the catalog has. Rejects for defects only: what the catalog refuses is part of the result. */
  discover(): Promise<RunResult> {
    return this.#guarded((catalog) => this.#discover(catalog));
  }

  /** Lets the tables that there are follow their metadata, and nothing else. */
  refresh(): Promise<RunResult> {
    return this.#guarded(async (catalog) => {
      await this.#eachNamespace(this.#linkedSchemas(), (schema, namespace) =>
        this.#follow(catalog, schema, namespace, { known: true }),
      );
    });
  }

  async #guarded(work: (catalog: RemoteCatalog) => Promise<void>): Promise<RunResult> {
    try {
      const { link } = this.#database();
      await work(this.services.openCatalog(link));
      return { failures: [...this.#failures].sort(byEntity), failed: undefined };
    } catch (error) {
      if (error instanceof LinkGone) return { failures: [], failed: undefined };
      if (!(error instanceof RemoteAccessError)) throw error;
      const { code, message } = error;
      const integrationId = this.services.state.objects.DATABASE.byId(this.databaseId)?.link?.integrationId ?? null;
      const integration = this.services.state.objects.INTEGRATION.byId(integrationId)?.name ?? "";
      const failure = {
        qualifiedEntityName: integration,
        entityDomain: "CATALOG",
        operation: "CATALOG_CONNECTION",
        errorCode: code,
        errorMessage: message,
      } as const;
      return { failures: [failure], failed: { code, reason: message } };
    }
  }

  async #discover(catalog: RemoteCatalog): Promise<void> {
    const wanted = this.#wanted(await catalog.namespaces());
    for (const schema of this.#linkedSchemas()) {
      if (wanted.get(schema.name) !== schema.remoteNamespace) await this.#dropSchema(schema);
    }
    await this.#inPieces([...wanted], ([name, namespace]) => this.#addSchema(name, namespace));
    await this.#eachNamespace(this.#linkedSchemas(), (schema, namespace) =>
      this.#follow(catalog, schema, namespace, { known: false }),
    );
  }

  /** Which schema follows which namespace. */
  #wanted(namespaces: readonly string[]): ReadonlyMap<string, string> {
    const { link } = this.#database();
    const wanted = new Map<string, string>();
    for (const missing of missingNamespaces(namespaces, link))
      this.#failed("NAMESPACE", "DISCOVERY", missing, notListed(missing));
    for (const namespace of namespaces) {
      const name = schemaNameOf(namespace, link);
      if (name === undefined) continue;
      const other = wanted.get(name);
      if (other === undefined) wanted.set(name, namespace);
      else this.#failed("NAMESPACE", "CREATE", namespace, sameName(namespace, other));
    }
    return wanted;
  }

  #addSchema(name: string, namespace: string): void {
    const { state } = this.services;
    const { database } = this.#database();
    if (state.objects.SCHEMA.has(name, database.id)) return;
    const schema: Schema = {
      id: state.newId(),
      name,
      parentId: database.id,
      ownerRoleId: database.ownerRoleId,
      createdOn: this.services.now(),
      comment: null,
      transient: false,
      managedAccess: false,
      parameters: new Map(),
      remoteNamespace: namespace,
    };
    state.objects.SCHEMA.add(schema);
    applyFutureGrants(state, "SCHEMA", schema);
  }

  /** Lets a schema's tables follow their namespace. `known`: only those that there are. */
  async #follow(catalog: RemoteCatalog, schema: Schema, namespace: string, only: { readonly known: boolean }) {
    const before = new Map(this.services.tables.in(schema.id).map((table) => [table.remoteName, table]));
    const seen = new Set<string>();
    try {
      for await (const page of catalog.tables(namespace)) {
        for (const one of page) if (isIceberg(one)) seen.add(one.name);
        const changed = page.filter((one) => this.#hasChanged(one, before.get(one.name), only.known)).filter(isIceberg);
        for (const piece of pieces(changed)) await this.#bring(schema, piece);
      }
    } catch (error) {
      if (!(error instanceof RemoteAccessError) || error.operation === "CATALOG_CONNECTION") throw error;
      if (!only.known) this.#failed("NAMESPACE", "DISCOVERY", namespace, error);
      return;
    }
    if (only.known) return;
    const gone = [...before.values()].filter(({ remoteName }) => !seen.has(remoteName));
    await this.#inPieces(gone, ({ id }) => this.services.tables.drop(id));
  }

  #hasChanged(remote: RemoteTable, known: KnownTable | undefined, knownOnly: boolean): boolean {
    if (known === undefined) return !knownOnly;
    if (remote.metadataLocation === known.metadataLocation || remote.metadataLocation === known.passedOver)
      return false;
    return known.follows;
  }

  /** Reads metadata, then changes the tables it belongs to in one piece. */
  async #bring(schema: Schema, changed: readonly RemoteIcebergTable[]): Promise<void> {
    const { tables } = this.services;
    const read = await mapWithLimit(changed, FILES_AT_ONCE, async (remote): Promise<Loaded<L>> => {
      try {
        return { remote, loaded: await tables.load(schema, remote) };
      } catch (error) {
        if (error instanceof RemoteAccessError && error.operation === "CATALOG_CONNECTION") throw error;
        return { remote, error: asError(error) };
      }
    });
    await this.#inPieces(read, (one) => this.#put(schema, one));
  }

  /** Creates or changes one table. */
  #put(schema: Schema, { remote, ...result }: Loaded<L>): void {
    const { tables, state } = this.services;
    const { link } = this.#database();
    if (state.objects.SCHEMA.byId(schema.id) === undefined) return;
    const key = tableKey(schema.remoteNamespace ?? "", remote.name);
    const entity = `${schema.remoteNamespace}.${remote.name}`;
    const name = localName(remote.name, link.caseSensitivity);
    const known = tables.find(schema.id, name);
    if (known !== undefined && known.remoteName !== remote.name) {
      this.#failed("TABLE", "CREATE", entity, sameName(remote.name, known.remoteName));
    } else if (this.#dropped.has(key)) {
      // It is in a listing from before it was dropped.
    } else if ("error" in result) {
      this.#failed("TABLE", known === undefined ? "CREATE" : "DISCOVERY", entity, result.error);
      if (known !== undefined) tables.fail(known.id, result.error);
    } else if (known === undefined) {
      tables.create(schema, name, remote.name, result.loaded);
    } else if (tables.refresh(known.id, result.loaded) === "other") {
      // D: the table goes, and the remote one stays; the next discovery finds it as a new one.
      tables.drop(known.id);
    }
  }

  async #dropSchema(schema: Schema): Promise<void> {
    const { state, tables } = this.services;
    await this.#inPieces(tables.in(schema.id), ({ id }) => tables.drop(id));
    await this.#inPieces([schema], () => {
      if (state.objects.SCHEMA.byId(schema.id) !== undefined) removeObject(state, "SCHEMA", schema, null);
    });
  }

  async #eachNamespace(schemas: readonly Schema[], work: (schema: Schema, namespace: string) => Promise<void>) {
    await mapWithLimit(schemas, NAMESPACES_AT_ONCE, async (schema) => {
      if (schema.remoteNamespace !== undefined) await work(schema, schema.remoteNamespace);
    });
  }

  /** Changes things in pieces, each all or nothing, with others' turns between. */
  async #inPieces<T>(items: readonly T[], change: (item: T) => void): Promise<void> {
    for (const piece of pieces(items)) {
      this.services.state.changes.transact(() => {
        this.#database();
        for (const item of piece) change(item);
      });
      await pause(PAUSE_MS);
    }
  }

  #linkedSchemas(): readonly Schema[] {
    const schemas = this.services.state.objects.SCHEMA.in(this.databaseId);
    return schemas.filter(({ remoteNamespace }) => remoteNamespace !== undefined);
  }

  /** The database as it is now. Throws LinkGone when it is none any more. */
  #database(): { readonly database: Database; readonly link: CatalogLink } {
    const database = this.services.state.objects.DATABASE.byId(this.databaseId);
    if (database?.link === undefined) throw new LinkGone();
    return { database, link: database.link };
  }

  #failed(
    entityDomain: SyncFailure["entityDomain"],
    operation: SyncFailure["operation"],
    entity: string,
    error: Error,
  ) {
    this.#failures.push({
      qualifiedEntityName: entity,
      entityDomain,
      operation,
      errorCode: codeOf(error),
      errorMessage: messageOf(error),
    });
  }
}

function* pieces<T>(items: readonly T[]): Iterable<readonly T[]> {
  for (let from = 0; from < items.length; from += PIECE) yield items.slice(from, from + PIECE);
}

const isIceberg = (one: RemoteTable): one is RemoteIcebergTable => one.metadataLocation !== undefined;

const tableKey = (namespace: string, table: string) => JSON.stringify([namespace, table]);

const notListed = (name: string) => new Error(`the catalog lists no namespace '${name}' to this role`);

const sameName = (name: string, other: string) => new Error(`'${name}' and '${other}' would have the same name`);

const byEntity = (a: SyncFailure, b: SyncFailure) => (a.qualifiedEntityName < b.qualifiedEntityName ? -1 : 1);
