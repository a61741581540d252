import type { Bench } from "../../support/accounts";
import { organizationBench } from "../../support/organization";

/** EAST has the primary group FG with the database D (table D.S.T with one row), and WEST its secondary, not refreshed yet. */
export async function groupBench(schedule = "") {
  const bench = organizationBench();
  const { east, west } = bench;
  await east.run(
    "CREATE DATABASE d",
    "CREATE SCHEMA d.s",
    "CREATE TABLE d.s.t (x NUMBER)",
    "INSERT INTO d.s.t VALUES (1)",
    `CREATE FAILOVER GROUP fg OBJECT_TYPES = DATABASES ALLOWED_DATABASES = d ALLOWED_ACCOUNTS = org.west ${schedule}`,
  );
  await west.run("CREATE FAILOVER GROUP fg AS REPLICA OF org.east.fg");
  const refresh = () => west.run("ALTER FAILOVER GROUP fg REFRESH");
  return { ...bench, refresh };
}

export type GroupBench = Awaited<ReturnType<typeof groupBench>>;

/** The column X of a table, in order. */
export async function numbers(bench: Bench, table = "d.s.t"): Promise<readonly number[]> {
  return (await bench.rows(`SELECT x FROM ${table} ORDER BY x`)).map(({ X }) => Number(X));
}

/** The names of the databases that an account has. */
export async function databases(bench: Bench): Promise<readonly string[]> {
  return (await bench.rows("SHOW DATABASES")).map(({ name }) => String(name));
}

/** Keeps refreshes waiting in a phase; `reached` resolves when one does, `release` lets it go on. */
export function hold(bench: Bench, phase: string) {
  let release: () => void = () => undefined;
  let arrive: () => void = () => undefined;
  const reached = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  bench.holdPhase = (_account, _group, entered, signal) => {
    if (entered !== phase) return undefined;
    arrive();
    return new Promise<void>((resolve, reject) => {
      release = resolve;
      signal.addEventListener("abort", () => reject(signal.reason));
    });
  };
  return {
    reached,
    release: () => {
      bench.holdPhase = () => undefined;
      release();
    },
  };
}
