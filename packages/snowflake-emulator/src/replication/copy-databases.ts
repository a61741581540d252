import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Account } from "../account";
import type { ArrivingTable, RowSnapshot } from "../data/row-transfer";
import { refreshOvertaken, snapshotNotTaken } from "../errors";
import type { Database } from "../objects/database";
import type { ObjectId, SnowflakeObject } from "../objects/snowflake-object";
import { physicalName } from "../query/physical-name";
import { copyInto, describeChange, knownIds, localIds, type Receipt, translateSnapshot } from "./apply-copy";
import { type DatabaseSnapshot, tablesIn, takeSnapshot } from "./database-snapshot";

/** How often, and how far apart in milliseconds, a snapshot is tried while tables are being altered. */
const TRIES = 20;
const PAUSE = 25;

/** A copy of databases from one account to another, of all of them as of one moment. */
export interface CopyRequest {
  readonly from: Account;
  readonly to: Account;
  /** Pairs of ids: the database, and the one that becomes its replica. */
  readonly databases: ReadonlyMap<ObjectId, ObjectId>;
  /** Who owns what comes for the first time. */
  readonly newOwner: (object: SnowflakeObject) => ObjectId | null;
  readonly signal: AbortSignal;
  /** Looks at what is going to be copied. Throws where that is not allowed. */
  check(snapshot: DatabaseSnapshot): void;
  /** Called between the steps; may throw, and then nothing is changed. */
  step(name: CopyStep, told: CopyFigures): void | Promise<void>;
  /** Is there still something to be copied to? Asked last, at the moment when it happens. */
  stillWanted(): boolean;
  /** What else changes at the same moment: it calls `copy`, within the transaction. Default: nothing else does. */
  alongside?(copy: () => void, copied: Copied): void;
}

/** What a copy brings, while it happens. */
export interface Copied {
  readonly snapshot: DatabaseSnapshot;
  /** What an object in these databases has, or gets, as its id in the receiving account, by its id at the source. */
  localId(source: ObjectId): ObjectId | undefined;
}

/** What has just been done. */
export type CopyStep = "snapshot" | "saved" | "planned";

export interface CopyFigures {
  /** When the snapshot was taken, milliseconds. */
  readonly snapshotAt: number;
  readonly objects: number;
  /** Tables whose rows are carried over: those that have changed. */
  readonly tables: number;
  readonly bytes: number;
}

interface Taken {
  readonly snapshot: DatabaseSnapshot;
  /** The tables whose rows travel, by their ids at the source. */
  readonly carried: readonly ObjectId[];
  readonly versions: ReadonlyMap<ObjectId, string>;
}

/**
 * Makes replicas hold what their databases hold at one moment, right after the call: objects and rows, all or nothing. The source's
 * sessions go on meanwhile, and what they commit is not seen; the replicas' readers see what was there before until all of it
 * has come. Rejects with what `check` and `step` throw, 003919, 003920, or 000604.
 */
export async function copyDatabases(request: CopyRequest): Promise<CopyFigures> {
  const { to, signal } = request;
  const directory = await mkdtemp(join(tmpdir(), "snowflake-emulator-"));
  try {
    const path = join(directory, "rows.duckdb");
    const taken = await takeConsistent(request, path);
    const { snapshot, carried } = taken;
    const bytes = carried.length === 0 ? 0 : (await stat(path)).size;
    const figures = { snapshotAt: snapshot.takenAt, objects: snapshot.objects.length, tables: carried.length, bytes };
    await request.step("saved", figures);
    const receipt: Receipt = { snapshot, databases: request.databases, newOwner: request.newOwner };
    const ids = localIds(to, receipt);
    const idOf = (source: ObjectId) => ids.get(snapshot.globalIds.get(source) ?? "") ?? 0;
    const arriving: readonly ArrivingTable[] = carried.map((from) => ({ from, to: idOf(from) }));
    const rows = new Map<ObjectId, string | undefined>(
      [...taken.versions].map(([source, version]) => [idOf(source), version] as const),
    );
    await request.step("planned", figures);
    const copied: Copied = {
      snapshot,
      localId: (source) => request.databases.get(source) ?? ids.get(snapshot.globalIds.get(source) ?? ""),
    };
    const change = () => {
      if (!request.stillWanted()) throw refreshOvertaken(snapshot.databases.map(({ name }) => name).join(", "));
      const copy = () => copyInto(to, receipt, translateSnapshot(to, receipt, ids, rows), ids);
      if (request.alongside === undefined) copy();
      else request.alongside(copy, copied);
    };
    const commit = () => to.state.changes.transactUnguarded(change);
    try {
      if (arriving.length === 0) commit();
      else {
        const note = to.isKept ? () => describeChange(to, change) : undefined;
        await to.data.transfer.receive(path, arriving, { signal }, { note, commit, kept: () => to.flush() });
      }
    } catch (error) {
      // Rows of tables that were not there before, and now are not going to be.
      const left = arriving.flatMap((one) => (to.state.objects.TABLE.byId(one.to) === undefined ? [one.to] : []));
      if (left.length > 0) await to.data.tables.drop(...left);
      throw error;
    }
    return figures;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** Takes a snapshot in which the catalog's tables are those of the store; tries again while a table is being altered. */
async function takeConsistent(request: CopyRequest, path: string): Promise<Taken> {
  const { from, signal } = request;
  for (let tries = 0; tries < TRIES; tries += 1) {
    if (tries > 0) {
      await wait(PAUSE, undefined, { signal, ref: false });
      await rm(path, { force: true });
    }
    const known = () => tablesIn(from.state, sourceDatabases(request));
    const taken = await from.data.transfer.snapshot(path, known, { signal }, (rows) => take(request, rows));
    if (taken !== undefined) return taken;
  }
  throw snapshotNotTaken(
    sourceDatabases(request)
      .map(({ name }) => name)
      .join(", "),
  );
}

function sourceDatabases({ from, databases }: CopyRequest): readonly Database[] {
  return [...databases.keys()].flatMap((id) => from.state.objects.DATABASE.byId(id) ?? []);
}

/** Undefined: the catalog and the store do not say the same of some table, as one is being altered. */
async function take(request: CopyRequest, rows: RowSnapshot): Promise<Taken | undefined> {
  const { from, to } = request;
  const snapshot = takeSnapshot(from, sourceDatabases(request));
  const tables = snapshot.objects.flatMap((one) => (one.type === "TABLE" ? [one.object] : []));
  const asStored = tables.every((table) => {
    const stored = rows.columns.get(table.id)?.join("\u0000");
    const same =
      rows.versions.has(table.id) &&
      definitionOf(rows.versions.get(table.id)) === definitionOf(from.data.tables.versionOf(table.id));
    return same && stored === table.columns.map(({ name }) => physicalName(name)).join("\u0000");
  });
  if (!asStored) return undefined;
  request.check(snapshot);
  const known = knownIds(to, request.databases.values());
  const carried = tables.flatMap(({ id }) => {
    const own = to.state.objects.TABLE.byId(known.get(snapshot.globalIds.get(id) ?? "") ?? null);
    return own?.rowsFrom !== undefined && own.rowsFrom === rows.versions.get(id) ? [] : [id];
  });
  await request.step("snapshot", {
    snapshotAt: snapshot.takenAt,
    objects: snapshot.objects.length,
    tables: carried.length,
    bytes: 0,
  });
  await rows.save(carried);
  return { snapshot, carried, versions: rows.versions };
}

/** The part of a version that counts changes of the table's definition. */
function definitionOf(version: string | undefined): string | undefined {
  return version?.split(" ").at(-1);
}
