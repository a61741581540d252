import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { StatementResult } from "../../src/snowflake/result";
import { SnowflakeSession } from "../../src/snowflake/session";
import { type RecordingRunner, withoutTracking } from "./recording-runner";

const PASSWORD = "correct horse battery staple";
/** The emulator is a program here, not a library: this package imports nothing from another one. */
const PROGRAM = join(
  dirname(require.resolve("@twinberg/snowflake-emulator/package.json")),
  "bin",
  "snowflake-emulator.js",
);

/** A local Snowflake organization ORG with the accounts EAST (us-east-1) and WEST (us-west-2), in a process of its own. */
export class Emulator {
  readonly #process: ChildProcess;
  readonly #port: number;
  readonly #sessions: SnowflakeSession[] = [];

  private constructor(process: ChildProcess, port: number) {
    this.#process = process;
    this.#port = port;
  }

  /** Starts it on a free port. @throws Error with what it wrote when it ends before it listens */
  static async start(): Promise<Emulator> {
    const options = ["--organization", "ORG", "--accounts", "EAST,WEST:AWS_US_WEST_2", "--port", "0", "--json"];
    const child = spawn(process.execPath, [PROGRAM, ...options], {
      env: { ...process.env, SNOWFLAKE_EMULATOR_ADMIN_PASSWORD: PASSWORD },
      stdio: ["ignore", "pipe", "pipe"],
    });
    // whatever ends this process, the emulator goes with it
    process.once("exit", () => child.kill("SIGKILL"));
    const port = await new Promise<number>((resolve, reject) => {
      let output = "";
      let complaint = "";
      child.stdout.on("data", (data: Buffer) => {
        output += data.toString();
        const url = /"url":"http:\/\/127\.0\.0\.1:(\d+)"/.exec(output);
        if (url !== null) resolve(Number(url[1]));
      });
      child.stderr.on("data", (data: Buffer) => {
        complaint += data.toString();
      });
      child.once("exit", () => reject(new Error(`the emulator did not start: ${output}${complaint}`)));
    });
    return new Emulator(child, port);
  }

  /** Logs in as the administrator. @param account EAST or WEST @param role role of the session */
  async connect(account = "EAST", role = "ACCOUNTADMIN"): Promise<EmulatorRunner> {
    const session = await SnowflakeSession.open(
      {
        account: `ORG-${account}`,
        user: "ADMIN",
        credentials: { kind: "password", password: PASSWORD },
        role,
        warehouse: undefined,
        protocol: "http",
        host: "127.0.0.1",
        port: this.#port,
        sessionParameters: {},
      },
      {
        now: () => new Date(),
        newId: randomUUID,
        sleep: async (milliseconds) => {
          await sleep(milliseconds);
        },
      },
    );
    this.#sessions.push(session);
    return new EmulatorRunner(session);
  }

  /** Ends the sessions and the process. */
  async stop(): Promise<void> {
    for (const session of this.#sessions) await session.close();
    const ended = new Promise((resolve) => this.#process.once("exit", resolve));
    this.#process.kill("SIGTERM");
    await ended;
  }
}

/** One session with the emulator that remembers the statements of the provider. */
export class EmulatorRunner implements RecordingRunner {
  readonly statements: string[] = [];

  constructor(readonly session: SnowflakeSession) {}

  async run(sqlText: string): Promise<StatementResult> {
    this.statements.push(withoutTracking(sqlText));
    return this.session.run(sqlText);
  }

  /** Runs statements that are not the provider's, in order: preparations, and changes behind its back. */
  async behind(...statements: readonly string[]): Promise<void> {
    for (const statement of statements) await this.session.run(statement);
  }
}
