import type { Engine } from "@twinberg/iceberg";
import { ExternalRefresh } from "../external-files/external-refresh";
import type { Scheduler } from "../time/scheduler";
import { AutoRefresh } from "./auto-refresh";
import type { LakeAccount } from "./lake-account";
import { LakeSession } from "./lake-session";
import { icebergLibrary } from "./library";
import { LocalFiles } from "./local-files";
import { RemoteAccessError } from "./remote-catalog";
import type { RemoteServices } from "./remote-services";

/** A: the emulator was started without AWS. */
function unreachable(what: string, operation: RemoteAccessError["operation"]): RemoteAccessError {
  const text = `${what} is reached at AWS, and the emulator was started without an AWS endpoint (--aws-endpoint URL).`;
  return new RemoteAccessError("000002", operation, text);
}

/** What is used before an emulator has connected the account, or without AWS: there is nothing outside. */
const UNCONNECTED: RemoteServices = {
  openCatalog: (_account, { name }) => {
    throw unreachable(`The catalog of integration ${name}`, "CATALOG_CONNECTION");
  },
  volumeFiles: (_account, { name }) => {
    throw unreachable(`External volume ${name}`, "READ");
  },
};

/** The stores whose changes can change when something has to be refreshed. */
const SCHEDULING: ReadonlySet<string> = new Set(["ICEBERG_TABLE", "EXTERNAL_TABLE", "INTEGRATION"]);

/** What an account has to read Iceberg tables, and the files of stages, with. */
export class AccountIceberg {
  /** Copies of data files and metadata. */
  readonly copies = new LocalFiles();
  readonly autoRefresh: AutoRefresh;
  readonly externalRefresh: ExternalRefresh;
  #sessions = new WeakMap<AbortSignal, LakeSession>();
  #remote = UNCONNECTED;
  #scheduler: Scheduler | undefined;
  /** What an advance of the clock has learned of the world outside, which stands still meanwhile. */
  #advance: { readonly advance: symbol; readonly remote: RemoteServices } | undefined;
  #engine: Promise<Engine> | undefined;

  constructor(private readonly account: LakeAccount) {
    this.autoRefresh = new AutoRefresh(account, () => this.newSession());
    this.externalRefresh = new ExternalRefresh(account, () => this.newSession());
    account.state.changes.onCommit((changes) => {
      // What sessions have opened is no longer what it was opened by.
      if (changes.some(({ store }) => store === "INTEGRATION" || store === "EXTERNAL_VOLUME"))
        this.#sessions = new WeakMap();
    });
  }

  /** Catalogs and volumes are reached by this from now on. */
  connect(remote: RemoteServices): void {
    this.#remote = remote;
  }

  /** Lets tables with AUTO_REFRESH, external ones too, be refreshed in their time. To be called once. */
  schedule(scheduler: Scheduler): void {
    this.#scheduler = scheduler;
    for (const refresh of [this.autoRefresh, this.externalRefresh])
      scheduler.add(this.account.availability.whileUp(refresh), this.account.identifier);
    this.account.state.changes.onCommit((changes) => {
      if (changes.some(({ store }) => SCHEDULING.has(store))) scheduler.changed();
    });
  }

  get remote(): RemoteServices {
    return this.#remote;
  }

  /** A way to the lake of one's own: for a run that no statement makes. */
  newSession(): LakeSession {
    return new LakeSession(this.account, this.#remoteNow());
  }

  /** That of a statement, which its signal stands for: every statement has one of its own, unless it belongs to a call. */
  sessionOf({ signal }: { readonly signal: AbortSignal }): LakeSession {
    const known = this.#sessions.get(signal) ?? this.newSession();
    this.#sessions.set(signal, known);
    return known;
  }

  /** Lets a statement of a procedure use the way that its CALL has: AWS is asked once a call, as credentials would outlast it. */
  share(call: AbortSignal, statement: AbortSignal): void {
    this.#sessions.set(statement, this.sessionOf({ signal: call }));
  }

  /** The next statement of a call asks AWS anew: what was refused may be granted by then. */
  forgetSession(call: AbortSignal): void {
    this.#sessions.delete(call);
  }

  #remoteNow(): RemoteServices {
    const advance = this.#scheduler?.advance;
    if (advance === undefined) return this.#remote;
    if (this.#advance?.advance !== advance)
      this.#advance = { advance, remote: this.#remote.remembering?.() ?? this.#remote };
    return this.#advance.remote;
  }

  /** The engine that writes data files; started at the first write. */
  engine(): Promise<Engine> {
    this.#engine ??= icebergLibrary().Engine.start();
    return this.#engine;
  }

  async close(): Promise<void> {
    (await this.#engine)?.close();
    await this.copies.close();
  }
}
