import { performance } from "node:perf_hooks";
import { BareSession } from "./bare-protocol";
import { PASSWORD } from "./servers";

/** What is measured, by name; `number` makes every statement of a run different. */
export const STATEMENTS = {
  "SELECT 1": () => "SELECT 1",
  "CREATE TABLE": (number: number) => `CREATE TABLE created_${number} (a INT, b VARCHAR)`,
  "INSERT 1 row": (number: number) => `INSERT INTO target VALUES (${number}, 'row')`,
  "SHOW TABLES (100)": () => "SHOW TABLES IN SCHEMA bench.hundred",
} as const satisfies Readonly<Record<string, (number: number) => string>>;

export type StatementName = keyof typeof STATEMENTS;

/** What one server did in one round. */
export interface Measurement {
  /** Milliseconds of each statement over one connection. */
  readonly latencies: Readonly<Record<StatementName, readonly number[]>>;
  /** Statements per second over one connection and over ten. */
  readonly perSecond: Readonly<Record<StatementName, readonly [one: number, ten: number]>>;
  /** Milliseconds of each login. */
  readonly logins: readonly number[];
}

let counter = 0;

/** Makes the database, a schema of 100 tables, and the table that rows go into. */
export async function prepare(url: string): Promise<void> {
  const session = await BareSession.login(url, PASSWORD);
  for (const statement of ["CREATE DATABASE bench", "CREATE SCHEMA bench.hundred", "CREATE SCHEMA bench.work"]) {
    await session.run(statement);
  }
  for (let number = 0; number < 100; number += 1) {
    await session.run(`CREATE TABLE bench.hundred.t${number} (a INT, b VARCHAR)`);
  }
  await session.run("CREATE TABLE bench.work.target (a INT, b VARCHAR)");
}

async function open(url: string): Promise<BareSession> {
  const session = await BareSession.login(url, PASSWORD);
  await session.run("USE SCHEMA bench.work");
  return session;
}

async function timed(session: BareSession, sql: string): Promise<number> {
  const started = performance.now();
  await session.run(sql);
  return performance.now() - started;
}

async function throughput(sessions: readonly BareSession[], name: StatementName, total: number): Promise<number> {
  const started = performance.now();
  let left = total;
  const worker = async (session: BareSession): Promise<void> => {
    while (left > 0) {
      left -= 1;
      counter += 1;
      await session.run(STATEMENTS[name](counter));
    }
  };
  await Promise.all(sessions.map(worker));
  return total / ((performance.now() - started) / 1000);
}

/** Runs every statement `times` times over one connection, and as often over ten. */
export async function measure(url: string, times: number): Promise<Measurement> {
  const logins: number[] = [];
  for (let number = 0; number < 20; number += 1) {
    const started = performance.now();
    await BareSession.login(url, PASSWORD);
    logins.push(performance.now() - started);
  }
  const one = await open(url);
  const ten = await Promise.all(Array.from({ length: 10 }, () => open(url)));
  const measureOne = async (name: StatementName) => {
    const latencies: number[] = [];
    for (let number = 0; number < times; number += 1) {
      counter += 1;
      latencies.push(await timed(one, STATEMENTS[name](counter)));
    }
    const single = latencies.length / (latencies.reduce((sum, value) => sum + value, 0) / 1000);
    return { latencies, perSecond: [single, await throughput(ten, name, times)] as const };
  };
  const select = await measureOne("SELECT 1");
  const create = await measureOne("CREATE TABLE");
  const insert = await measureOne("INSERT 1 row");
  const show = await measureOne("SHOW TABLES (100)");
  return {
    latencies: {
      "SELECT 1": select.latencies,
      "CREATE TABLE": create.latencies,
      "INSERT 1 row": insert.latencies,
      "SHOW TABLES (100)": show.latencies,
    },
    perSecond: {
      "SELECT 1": select.perSecond,
      "CREATE TABLE": create.perSecond,
      "INSERT 1 row": insert.perSecond,
      "SHOW TABLES (100)": show.perSecond,
    },
    logins,
  };
}
