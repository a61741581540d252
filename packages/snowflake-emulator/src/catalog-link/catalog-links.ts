import type { LakeAccount } from "../iceberg/lake-account";
import type { LakeSession } from "../iceberg/lake-session";
import type { Database } from "../objects/database";
import type { ObjectId } from "../objects/snowflake-object";
import type { EventSource } from "../time/event-source";
import type { Scheduler } from "../time/scheduler";
import type { CatalogLink } from "./catalog-link";
import { DiscoveryRun } from "./discovery";
import { icebergLinkedTables } from "./iceberg-linked-tables";
import { type LinkStatus, NO_ATTEMPT } from "./link-status";

type LinkedDatabase = Database & { readonly link: CatalogLink };
type Run = Pick<DiscoveryRun<unknown>, "discover" | "refresh" | "noteDropped">;

/** What is known of one linked database besides what the account's state keeps. */
interface Following {
  status: LinkStatus;
  /** When its tables were last looked after, by a discovery or by a refresh; undefined: not yet. */
  refreshedAt: number | undefined;
  run: Run | undefined;
  /** Another discovery was asked for while one was under way. */
  again: boolean;
}

const isLinked = (database: Database | undefined): database is LinkedDatabase => database?.link !== undefined;

const latest = (a: number | undefined, b: number | undefined) =>
  a === undefined || b === undefined ? (a ?? b) : Math.max(a, b);

/** The catalog-linked databases of one account: when they are discovered and refreshed, and how that went. */
export class CatalogLinks implements EventSource {
  readonly name: string;
  readonly #following = new Map<ObjectId, Following>();
  /** Metadata that tables don't follow yet, as it brings no new snapshot: it is read once. By table. */
  readonly #passedOver = new Map<ObjectId, string>();
  #scheduler: Scheduler | undefined;

  constructor(
    private readonly account: LakeAccount,
    /** A way to the lake for one run. */
    private readonly newSession: () => LakeSession,
  ) {
    this.name = `catalog links of ${account.identifier}`;
  }

  /** Called once, when the emulator starts; databases that were kept from before are discovered anew. */
  connect(scheduler: Scheduler): void {
    this.#scheduler = scheduler;
    scheduler.add(this.account.availability.whileUp(this), this.account.identifier);
    this.account.state.changes.onCommit((changes) => {
      if (!changes.some(({ store }) => store === "DATABASE")) return;
      for (const { store, key, after } of changes) {
        if (store === "DATABASE" && after === undefined) this.#following.delete(Number(key));
      }
      scheduler.changed();
    });
  }

  /** How the discoveries of a database went, and whether one is under way. */
  statusOf(databaseId: ObjectId): { readonly status: LinkStatus; readonly underWay: boolean } {
    const known = this.#following.get(databaseId);
    return { status: known?.status ?? NO_ATTEMPT, underWay: known?.run !== undefined };
  }

  /**
   * Begins a discovery as soon as the present statement has ended, or the discovery that is under way. Nobody waits for it.
   * In an account that no emulator runs, nothing happens by itself, and neither does this.
   */
  discoverSoon(databaseId: ObjectId): void {
    this.#scheduler?.track(
      this.name,
      Promise.resolve().then(() => this.#discover(databaseId)),
    );
  }

  /** To be told of a table that a statement has dropped in the remote catalog: a listing that is being read may still have it. */
  noteDropped(databaseId: ObjectId, namespace: string, remoteName: string): void {
    this.#following.get(databaseId)?.run?.noteDropped(namespace, remoteName);
  }

  /** Forgets how discoveries went: the account's state was put back. */
  forget(): void {
    this.#following.clear();
    this.#passedOver.clear();
    this.#scheduler?.changed();
  }

  nextDue(after: number): number | undefined {
    let first: number | undefined;
    for (const database of this.#linked()) {
      const due = this.#dueOf(database, after);
      if (due !== undefined && (first === undefined || due.at < first)) first = due.at;
    }
    return first;
  }

  async run(at: number): Promise<void> {
    const due = this.#linked().flatMap((database) => {
      const next = this.#dueOf(database, at - 1);
      return next?.at === at ? [{ id: database.id, what: next.what }] : [];
    });
    await Promise.all(due.map(({ id, what }) => (what === "discovery" ? this.#discover(id) : this.#refresh(id))));
  }

  /** What a database is next due for; what is overdue, at once. */
  #dueOf(
    database: LinkedDatabase,
    after: number,
  ): { readonly at: number; readonly what: "discovery" | "refresh" } | undefined {
    const known = this.#following.get(database.id);
    if (known?.run !== undefined) return undefined;
    const { link } = database;
    const since = (last: number | undefined, seconds: number) =>
      last === undefined ? after + 1 : Math.max(last + seconds * 1000, after + 1);
    const refreshSeconds = this.#refreshSeconds(link);
    const refresh = {
      at: since(latest(known?.status.lastEndedAt, known?.refreshedAt), refreshSeconds),
      what: "refresh",
    } as const;
    if (link.suspended) return refresh;
    const discovery = { at: since(known?.status.lastEndedAt, link.syncIntervalSeconds), what: "discovery" } as const;
    return refresh.at < discovery.at ? refresh : discovery;
  }

  #refreshSeconds(link: CatalogLink): number {
    const integration = this.account.state.objects.INTEGRATION.byId(link.integrationId);
    return integration?.kind === "CATALOG" ? integration.refreshIntervalSeconds : link.syncIntervalSeconds;
  }

  #linked(): readonly LinkedDatabase[] {
    return [...this.account.state.objects.DATABASE.values()].filter(isLinked);
  }

  async #discover(databaseId: ObjectId): Promise<void> {
    await this.#during(databaseId, "discovery", async (run, known) => {
      const began = this.account.clock.now();
      known.status = { ...known.status, lastAttemptAt: began };
      try {
        const result = await run.discover();
        known.status = { ...result, lastAttemptAt: began, lastEndedAt: this.account.clock.now() };
      } catch (error) {
        // A defect. The next attempt comes in its time all the same.
        const reason = `An internal error occurred: ${error instanceof Error ? error.message : String(error)}`;
        const failed = { code: "0040000", reason };
        known.status = { failures: [], failed, lastAttemptAt: began, lastEndedAt: this.account.clock.now() };
        throw error;
      }
    });
  }

  async #refresh(databaseId: ObjectId): Promise<void> {
    await this.#during(databaseId, "refresh", async (run, known) => {
      try {
        await run.refresh();
      } finally {
        known.refreshedAt = this.account.clock.now();
      }
    });
  }

  async #during(
    databaseId: ObjectId,
    what: "discovery" | "refresh",
    work: (run: Run, known: Following) => Promise<void>,
  ): Promise<void> {
    if (!isLinked(this.account.state.objects.DATABASE.byId(databaseId))) return;
    const known = this.#following.get(databaseId) ?? {
      status: NO_ATTEMPT,
      refreshedAt: undefined,
      run: undefined,
      again: false,
    };
    if (known.run !== undefined) {
      known.again ||= what === "discovery";
      return;
    }
    this.#following.set(databaseId, known);
    const run = this.#newRun(databaseId);
    known.run = run;
    try {
      await work(run, known);
      await this.account.flush();
    } finally {
      known.run = undefined;
      this.#scheduler?.changed();
    }
    if (!known.again) return;
    known.again = false;
    await this.#discover(databaseId);
  }

  #newRun(databaseId: ObjectId): Run {
    const { account } = this;
    const lake = this.newSession();
    return new DiscoveryRun(
      {
        state: account.state,
        tables: icebergLinkedTables(account, lake, this.#passedOver),
        openCatalog: ({ integrationId }) => lake.catalog(integrationId),
        now: () => account.clock.now(),
      },
      databaseId,
    );
  }
}
