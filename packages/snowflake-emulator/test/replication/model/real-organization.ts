import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { VirtualClock } from "../../../src/clock";
import type { SnowflakeEmulator } from "../../../src/emulator";
import { startTestEmulator } from "../../support/client";
import { Protocol } from "../../support/protocol";
import { ACCOUNTS, PASSWORD } from "../../support/test-accounts";
import type { Outcome, Side } from "./organization-model";

const accounts = ACCOUNTS.map((account) => ({ ...account, replicationEnabled: true }));

const GROUP = "FAILOVER GROUP g";
const PRIMARY = `CREATE ${GROUP} OBJECT_TYPES = DATABASES ALLOWED_DATABASES = d ALLOWED_ACCOUNTS = org.east, org.west`;

/** How a statement ended, and its first column. */
export interface Answered {
  readonly outcome: Outcome;
  readonly values: readonly (string | null)[][];
}

/** What the driver protocol answers to a statement. */
interface QueryAnswer {
  readonly success: boolean;
  /** Six digits, where it failed. */
  readonly code: Outcome;
  readonly data: { readonly rowset?: readonly (string | null)[][] } | null;
}

interface LoginAnswer {
  readonly data: { readonly token?: string } | null;
}

/** A statement that runs when the process ends, after so many turns of the event loop. */
export interface Interrupted {
  readonly at: Side;
  readonly sql: string;
  readonly turns: number;
}

/** An emulator that is kept in a folder and may be killed. Time passes only when it is told to. */
export class RealOrganization {
  readonly #tokens = new Map<Side, string>();
  readonly #outages = new Map<Side, number>();

  private constructor(
    public emulator: SnowflakeEmulator,
    private directory: string,
    private clock: VirtualClock,
  ) {}

  /** EAST is the primary of the group and of the connection, WEST has replicas of both. Nothing has been refreshed. */
  static async start(): Promise<RealOrganization> {
    const directory = mkdtempSync(join(tmpdir(), "snowflake-model-"));
    const clock = new VirtualClock();
    const real = new RealOrganization(
      await startTestEmulator({ accounts, stateDirectory: directory, clock }),
      directory,
      clock,
    );
    for (const sql of [
      "CREATE DATABASE d",
      "CREATE TABLE d.public.t (x NUMBER)",
      `${PRIMARY} REPLICATION_SCHEDULE = '10 MINUTE'`,
      "CREATE CONNECTION c",
      "ALTER CONNECTION c ENABLE FAILOVER TO ACCOUNTS org.west",
    ])
      expect((await real.run("EAST", sql)).outcome).toBe("ok");
    for (const what of ["CONNECTION c AS REPLICA OF org.east.c", `${GROUP} AS REPLICA OF org.east.g`])
      expect((await real.run("WEST", `CREATE ${what}`)).outcome).toBe("ok");
    return real;
  }

  /** Runs a statement in an account, logging in first where that is needed. */
  async run(side: Side, sqlText: string): Promise<Answered> {
    const protocol = new Protocol(this.emulator.url);
    for (let attempt = 1; ; attempt += 1) {
      const token = this.#tokens.get(side) ?? (await this.#login(`ORG-${side}`));
      if (token === undefined) return { outcome: "out", values: [] };
      this.#tokens.set(side, token);
      const response = await protocol.raw("POST", "/queries/v1/query-request?requestId=", token, { sqlText });
      if (response.status === 503) return { outcome: "out", values: [] };
      const { success, code, data }: QueryAnswer = JSON.parse(await response.text());
      // An outage has ended the session, or time has.
      if (!success && String(code).startsWith("390") && attempt === 1) this.#tokens.delete(side);
      else return { outcome: success ? "ok" : code, values: data?.rowset ?? [] };
    }
  }

  /** Where a client of the connection lands; undefined: nowhere, its account can't be reached. */
  async landing(): Promise<string | undefined> {
    const token = await this.#login("ORG-C");
    if (token === undefined) return undefined;
    const answer = await new Protocol(this.emulator.url).query("SELECT CURRENT_ACCOUNT_NAME()", token);
    return JSON.stringify(answer.data?.rowset);
  }

  async pass(minutes: number): Promise<void> {
    await this.emulator.control.scheduler.advanceBy(minutes * 60_000);
  }

  takeDown(side: Side): void {
    this.#outages.set(side, this.emulator.control.faults.add({ kind: "outage", how: "503" }, `ORG-${side}`));
  }

  bringBack(side: Side): void {
    this.emulator.control.faults.remove(this.#outages.get(side) ?? 0);
    this.#outages.delete(side);
  }

  /** The process ends between two instructions; another one goes on with what lies on the disk at that moment. */
  async kill(during?: Interrupted): Promise<void> {
    const before = this.directory;
    this.directory = mkdtempSync(join(tmpdir(), "snowflake-model-"));
    const interrupted = during === undefined ? undefined : this.run(during.at, during.sql);
    for (let turn = 0; turn < (during?.turns ?? 0); turn += 1) await nextTurn();
    // Nothing of this process runs while the files are copied.
    cpSync(before, this.directory, { recursive: true });
    await interrupted;
    await this.emulator.close();
    rmSync(before, { recursive: true });
    this.#tokens.clear();
    this.clock = new VirtualClock(this.clock.now());
    this.emulator = await startTestEmulator({ accounts, stateDirectory: this.directory, clock: this.clock });
    for (const side of [...this.#outages.keys()]) this.takeDown(side);
  }

  async close(): Promise<void> {
    await this.emulator.close();
    rmSync(this.directory, { recursive: true });
  }

  async #login(account: string): Promise<string | undefined> {
    const response = await new Protocol(this.emulator.url).raw("POST", "/session/v1/login-request", undefined, {
      data: { ACCOUNT_NAME: account, LOGIN_NAME: "ADMIN", PASSWORD },
    });
    if (response.status === 503) return undefined;
    const { data }: LoginAnswer = JSON.parse(await response.text());
    return data?.token;
  }
}
