import type { AccountRole } from "../../../config/schema";
import type { AccountPort } from "../../../operator/failover/account-port";
import type { DrillOptions, DrillResult } from "../../../operator/failover/drill-options";
import type { DrillIntent } from "../../../operator/failover/journal-entry";
import { MemoryJournalStore, MemoryLeaseStore } from "../../../operator/failover/memory-stores";
import type { FailoverMessage } from "../../../operator/failover/message";
import { observe } from "../../../operator/failover/observe/observe";
import { runDrill } from "../../../operator/failover/run";
import type { FakeAccounts } from "./fake-accounts";

/** A process that was killed: nothing it does has an effect any more. */
export class Killed extends Error {
  override readonly name = "Killed";
}

/** Where a controller is killed: at its n-th operation (a statement, or a read or write of lease or journal), before or after it took effect. */
export interface Cut {
  readonly operation: number;
  readonly after: boolean;
}

/** What two controllers share: the bucket. */
export class FakeBucket {
  readonly leases = new MemoryLeaseStore();
  readonly journals = new MemoryJournalStore();
}

/** How one is started. */
export interface ControllerSettings {
  readonly holder?: string;
  readonly cut?: Cut;
  /** Is called before each operation, with its number and what it is. */
  readonly before?: (operation: number, what: string) => void | Promise<void>;
  readonly options?: Partial<DrillOptions>;
}

/** One controller's process. */
export class Controller {
  readonly messages: FailoverMessage[] = [];
  /** What it did, one operation after another. */
  readonly log: string[] = [];
  private readonly ports = new Map<AccountRole, AccountPort>();

  constructor(
    readonly world: FakeAccounts,
    readonly bucket: FakeBucket,
    readonly settings: ControllerSettings = {},
  ) {}

  /** Operations that it began. */
  get operations(): number {
    return this.log.length;
  }

  /** Codes of what it told, in order. */
  get codes(): readonly string[] {
    return this.messages.map(({ code }) => code);
  }

  run(intent: DrillIntent): Promise<DrillResult> {
    return runDrill(this.options(intent));
  }

  options(intent: DrillIntent): DrillOptions {
    const { world, bucket } = this;
    const ports = { primary: () => this.open("primary"), secondary: () => this.open("secondary") };
    const clock = () => new Date(world.now);
    let tokens = 0;
    const { holder = "ann@bastion" } = this.settings;
    return {
      topology: world.topology,
      intent,
      host: { notify: (message) => void this.messages.push(message), confirm: async () => true },
      ports,
      asClient: (work) => {
        let session: number | undefined;
        const execute = (sql: string) =>
          this.operate(`client ${sql}`, () => {
            const role = world.connectionAt;
            session ??= world.logIn(role);
            return world.execute(role, session, sql);
          });
        return work({ execute });
      },
      observe: () => observe(world.topology, ports, clock),
      leases: {
        read: () => this.operate("read lease", () => bucket.leases.read()),
        write: (...written) => this.operate("write lease", () => bucket.leases.write(...written)),
      },
      journals: {
        drills: () => this.operate("list drills", () => bucket.journals.drills()),
        read: (drill) => this.operate("read journal", () => bucket.journals.read(drill)),
        append: (...appended) => this.operate(`journal ${appended[0].kind}`, () => bucket.journals.append(...appended)),
      },
      clock,
      pause: async (ms) => {
        world.now += ms;
      },
      token: () => {
        tokens += 1;
        return `${holder}${tokens}`.replace(/\W/g, "");
      },
      holder,
      signal: new AbortController().signal,
      patience: { pollMs: 1000, waitMs: 5000 },
      assumeYes: true,
      ...this.settings.options,
    };
  }

  private async open(role: AccountRole): Promise<AccountPort> {
    const known = this.ports.get(role);
    if (known !== undefined) return known;
    const session = await this.operate(`log in to ${role}`, () => this.world.logIn(role));
    const port: AccountPort = {
      account: role,
      execute: (sql) => this.operate(`${role} ${sql}`, () => this.world.execute(role, session, sql)),
      close: async () => undefined,
    };
    this.ports.set(role, port);
    return port;
  }

  /** Counts, and dies where it is told to. */
  private async operate<Value>(what: string, work: () => Value | Promise<Value>): Promise<Value> {
    const { cut, before } = this.settings;
    this.log.push(what);
    const operation = this.log.length;
    const here = cut !== undefined && operation === cut.operation;
    if (cut !== undefined && (operation > cut.operation || (here && !cut.after))) throw new Killed(what);
    await before?.(operation, what);
    const value = await work();
    if (here) throw new Killed(what);
    return value;
  }
}

/**
 * The operations that change something, as numbers from 1. Between two of them nothing changes: to be killed there is to be killed
 * after the first. Of the lease's writes, that it is renewed once more is no difference.
 */
export function effects(log: readonly string[]): readonly number[] {
  const leases = log.flatMap((what, index) => (what === "write lease" ? [index + 1] : []));
  const changes = /^journal |ALTER|INSERT|CREATE|DELETE|DROP|SYSTEM\$(ABORT|CANCEL)/;
  const others = log.flatMap((what, index) => (changes.test(what) ? [index + 1] : []));
  return [...leases.slice(0, 2), ...others, ...leases.slice(-1)];
}

/** The operations that the primary's death can matter to. */
export function needing(log: readonly string[], account: AccountRole): readonly number[] {
  return log.flatMap((what, index) => (what.includes(account) || what.includes("REFRESH") ? [index + 1] : []));
}

export const PLANNED: DrillIntent = { to: "secondary", mode: "planned", acceptedLossSeconds: null };
export const UNPLANNED: DrillIntent = { to: "secondary", mode: "unplanned", acceptedLossSeconds: null };
export const FAILBACK: DrillIntent = { to: "primary", mode: "planned", acceptedLossSeconds: null };
