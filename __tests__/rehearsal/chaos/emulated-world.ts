import { ACCOUNT_ROLES, type AccountRole } from "../../../config/schema";
import { type AccountPort, keepPorts } from "../../../operator/failover/account-port";
import { type FailoverTopology, topologyOf } from "../../../operator/failover/topology";
import type { Row } from "../../../operator/snowflake/session";
import { type SnowflakeEmulator, startEmulator } from "../../../packages/snowflake-emulator/src/emulator";
import { VirtualClock } from "../../../packages/snowflake-emulator/src/index";
import { MemoryLake } from "../../../packages/snowflake-emulator/test/iceberg/memory-lake";
import type { ChaosWorld, ControllerParts, Undo } from "../../../rehearsal/chaos/world";
import { demoConfig } from "../../helpers/demo-config";
import { ControllerMemory } from "./controller-memory";
import {
  BEAT_MINUTES,
  callBeat,
  ownObjects,
  refreshes,
  replicaObjects,
  SCHEDULE_MINUTES,
  sourceObjects,
  tasks,
} from "./declared";
import { EmulatedSession } from "./emulated-session";

const PASSWORD = "correct horse battery staple";
const PREPARED = "prepared";

/** What the emulated organization is made of; the active account writes the lake through its catalog link, too. */
export function emulatedTopology(): FailoverTopology {
  const demo = topologyOf(demoConfig());
  return {
    ...demo,
    catalogLinked: { ...demo.catalogLinked, writes: true },
    scheduleMinutes: SCHEDULE_MINUTES,
    heartbeatSchedule: { minutes: BEAT_MINUTES },
  };
}

/**
 * Two accounts of an emulator in this process, with what the stacks declare. Time moves when it is told to, and by a millisecond
 * with each statement of a controller: as in a real account, no two refreshes of a group begin at the same time.
 */
export class EmulatedWorld implements ChaosWorld {
  readonly topology = emulatedTopology();
  private memory = new ControllerMemory();
  private readonly sessions = new Map<AccountRole, EmulatedSession>();

  private constructor(
    private readonly emulator: SnowflakeEmulator,
    private readonly lake: MemoryLake,
    private readonly clock: VirtualClock,
  ) {}

  static async start(): Promise<EmulatedWorld> {
    const clock = new VirtualClock();
    const lake = new MemoryLake(() => clock.now());
    const { organization, accounts } = emulatedTopology();
    const account = {
      edition: "BUSINESS_CRITICAL",
      administrator: { user: "ADMIN", password: PASSWORD },
      replicationEnabled: true,
    } as const;
    const emulator = await startEmulator({
      organization,
      accounts: [
        { name: accounts.primary, region: "AWS_US_EAST_1", ...account },
        { name: accounts.secondary, region: "AWS_US_WEST_2", ...account },
      ],
      port: 0,
      host: "127.0.0.1",
      clock,
      remote: lake,
    });
    const world = new EmulatedWorld(emulator, lake, clock);
    try {
      await world.prepare();
    } catch (error) {
      // Otherwise it would listen on, and the test process with it.
      await world.close();
      throw error;
    }
    return world;
  }

  /** As it was prepared, but for the clock, which never goes back. */
  async restore(): Promise<void> {
    const { control } = this.emulator;
    control.faults.clear();
    await control.scheduler.idle();
    if (!(await control.snapshots.restore(PREPARED))) throw new Error("it was not prepared");
    this.memory = new ControllerMemory();
    this.sessions.clear();
    await this.catchUp();
  }

  async execute(account: AccountRole, sql: string): Promise<readonly Row[]> {
    const session = this.sessions.get(account) ?? (await this.open(this.topology.accounts[account]));
    this.sessions.set(account, session);
    try {
      return await session.execute(sql);
    } catch (error) {
      // An outage ends it.
      this.sessions.delete(account);
      throw error;
    }
  }

  async withController<T>(_to: AccountRole, work: (parts: ControllerParts) => Promise<T>): Promise<T> {
    const opened = keepPorts(async (account) => this.port(account));
    const value = await work(this.parts(opened.ports));
    // Who is killed doesn't log out.
    await opened.close();
    return value;
  }

  async advance(seconds: number): Promise<void> {
    await this.emulator.control.scheduler.advanceBy(seconds * 1000);
  }

  async outage(account: AccountRole): Promise<Undo> {
    return this.fault({ kind: "outage", how: "503" }, account);
  }

  async latency(account: AccountRole, milliseconds: number): Promise<Undo> {
    return this.fault({ kind: "latency", milliseconds }, account);
  }

  async failing(account: AccountRole, pattern: string, times: number): Promise<Undo> {
    const error = { code: "000603", sqlState: "XX000", message: "SQL execution internal error: it fails on purpose" };
    return this.fault({ kind: "statement", pattern: new RegExp(pattern), times, error }, account);
  }

  async close(): Promise<void> {
    await this.emulator.close();
    await this.lake.close();
  }

  private fault(fault: Parameters<SnowflakeEmulator["control"]["faults"]["add"]>[0], account: AccountRole): Undo {
    const { faults } = this.emulator.control;
    const id = faults.add(fault, `${this.topology.organization}-${this.topology.accounts[account]}`);
    return async () => void faults.remove(id);
  }

  private parts(ports: ControllerParts["ports"]): ControllerParts {
    return this.memory.parts({
      topology: this.topology,
      ports,
      asClient: async (work) => {
        const session = await this.open(this.topology.connection ?? "");
        const value = await work(session);
        await session.close();
        return value;
      },
      clock: () => new Date(this.clock.now()),
      advance: (seconds) => this.advance(seconds),
    });
  }

  private async port(account: AccountRole): Promise<AccountPort> {
    const session = await this.open(this.topology.accounts[account]);
    const execute = (sql: string) => {
      this.clock.moveTo(this.clock.now() + 1);
      return session.execute(sql);
    };
    return { account, execute, close: () => session.close() };
  }

  private open(name: string): Promise<EmulatedSession> {
    return EmulatedSession.open(this.emulator.url, `${this.topology.organization}-${name}`, "ADMIN", PASSWORD);
  }

  private async prepare(): Promise<void> {
    const { topology } = this;
    const run = async (account: AccountRole, statements: readonly string[]) => {
      for (const sql of statements) await this.execute(account, sql);
    };
    for (const account of ACCOUNT_ROLES) await run(account, ownObjects(topology, account));
    await run("primary", sourceObjects(topology));
    await run("secondary", replicaObjects(topology));
    await run("primary", [callBeat(topology)]);
    await run("secondary", refreshes(topology));
    for (const account of ACCOUNT_ROLES) await run(account, tasks(topology));
    await this.emulator.control.scheduler.idle();
    await this.emulator.control.snapshots.make(PREPARED);
    await this.catchUp();
  }

  /** What would have happened since, once. */
  private async catchUp(): Promise<void> {
    for (const sql of refreshes(this.topology)) await this.execute("secondary", sql);
    for (const account of ACCOUNT_ROLES) await this.execute(account, callBeat(this.topology));
  }
}
