import { spawn } from "node:child_process";
import { join } from "node:path";
import type { CaseRunner, ClientCase, Observed } from "./case";
import { type TestConnection, urlOf } from "./connection";

/** The drivers look for clouds around them otherwise. */
const QUIET = { SNOWFLAKE_DISABLE_PLATFORM_DETECTION: "true", SF_TELEMETRY_DISABLE_CONNECTION_SHAPE: "true" };

/** Runs cases with the official Python connector, in a process of their own. */
export class PythonClient implements CaseRunner {
  readonly client = "snowflake-connector-python";

  /** @param python the interpreter that has the connector (requirements.txt) */
  constructor(
    private readonly connection: TestConnection,
    private readonly python: string,
  ) {}

  /** Rejects with what the process wrote when it fails, or could not be started. */
  async run(one: ClientCase): Promise<readonly Observed[]> {
    const connection = { ...this.connection, url: urlOf(this.connection) };
    const output = await this.#output(JSON.stringify({ connection, cases: [one] }));
    return JSON.parse(output) as readonly Observed[];
  }

  #output(input: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const child = spawn(this.python, [join(__dirname, "run_cases.py")], { env: { ...process.env, ...QUIET } });
      let output = "";
      let complaints = "";
      child.stdout.on("data", (bytes) => {
        output += String(bytes);
      });
      child.stderr.on("data", (bytes) => {
        complaints += String(bytes);
      });
      child.on("error", (error) => reject(new Error(`${this.python} could not be started: ${error.message}`)));
      child.on("close", (code) => {
        if (code === 0) resolve(output);
        else reject(new Error(`${this.python} ended with ${code}:\n${complaints}`));
      });
      child.stdin.end(input);
    });
  }
}
