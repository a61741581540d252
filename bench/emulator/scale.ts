import { performance } from "node:perf_hooks";
import { publish } from "../result";
import { BareSession } from "./bare-protocol";
import { runBenchmark } from "./run-benchmark";
import { OURS, PASSWORD, type Server, start } from "./servers";
import { median, spread } from "./statistics";

/** An account's size: its tables, and how many roles hold SELECT on each of them. */
interface Size {
  readonly tables: number;
  readonly rolesPerTable: number;
}

const SMALL: Size = { tables: 100, rolesPerTable: 5 };
const LARGE: Size = { tables: 10_000, rolesPerTable: 5 };
/** How much more a statement may cost among 10,000 tables and 50,000 grants than among 100 and 500. */
const ALLOWED_GROWTH = 2;
/** How long, in milliseconds, a statement of one session may hold up another session's. */
const ALLOWED_HOLD_UP = 100;
const TIMES = 200;

const STATEMENTS = {
  "SHOW TABLES LIKE 'T_00042'": "SHOW TABLES LIKE 'T_00042' IN SCHEMA bench.scale",
  "SELECT by a role with a grant": "SELECT COUNT(*) FROM bench.scale.T_00042",
} as const satisfies Readonly<Record<string, string>>;

/** Statements that work a while; none may be noticed by another session. An INSERT may have 16,384 rows (D: VALUES). */
const HEAVY = {
  "SHOW TABLES of 10,000": "SHOW TABLES IN SCHEMA bench.scale",
  "SHOW GRANTS TO ROLE with 10,000 grants": "SHOW GRANTS TO ROLE reader_0",
  "100,000 rows": "SELECT SEQ4() AS n, 'row ' || SEQ4() AS t FROM TABLE(GENERATOR(ROWCOUNT => 100000))",
  "a sum over 20 million rows": "SELECT SUM(n) FROM (SELECT SEQ8() AS n FROM TABLE(GENERATOR(ROWCOUNT => 20000000)))",
  "functions over a million rows":
    "SELECT COUNT(INITCAP('row ' || n)) FROM (SELECT SEQ4() AS n FROM TABLE(GENERATOR(ROWCOUNT => 1000000)))",
  "INSERT of 16,384 rows": `INSERT INTO bench.scale.wide VALUES ${Array.from({ length: 16_384 }, (_, row) => `(${row}, 'row ${row}', ${row}.5)`).join(", ")}`,
  "GRANT on all tables": "GRANT INSERT ON ALL TABLES IN SCHEMA bench.scale TO ROLE reader_0",
} as const satisfies Readonly<Record<string, string>>;

const tableName = (number: number) => `T_${String(number).padStart(5, "0")}`;

/** Runs statements over ten connections, in no order. */
async function runAll(url: string, statements: readonly string[]): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    const session = await BareSession.login(url, PASSWORD);
    for (let at = next++; at < statements.length; at = next++) await session.run(statements[at] ?? "");
  };
  await Promise.all(Array.from({ length: 10 }, worker));
}

async function build(server: Server, { tables, rolesPerTable }: Size): Promise<void> {
  const session = await BareSession.login(server.url, PASSWORD);
  await session.run("CREATE DATABASE bench");
  await session.run("CREATE SCHEMA bench.scale");
  await session.run("CREATE TABLE bench.scale.wide (a INT, b TEXT, c FLOAT)");
  const roles = Array.from({ length: rolesPerTable }, (_, number) => `reader_${number}`);
  for (const role of roles) {
    await session.run(`CREATE ROLE ${role}`);
    await session.run(`GRANT USAGE ON DATABASE bench TO ROLE ${role}`);
    await session.run(`GRANT USAGE ON SCHEMA bench.scale TO ROLE ${role}`);
    await session.run(`GRANT ROLE ${role} TO USER admin`);
  }
  const names = Array.from({ length: tables }, (_, number) => tableName(number));
  await runAll(
    server.url,
    names.map((name) => `CREATE TABLE bench.scale.${name} (a INT)`),
  );
  await runAll(
    server.url,
    names.flatMap((name) => roles.map((role) => `GRANT SELECT ON TABLE bench.scale.${name} TO ROLE ${role}`)),
  );
}

async function latencies(server: Server): Promise<ReadonlyMap<string, readonly number[]>> {
  const session = await BareSession.login(server.url, PASSWORD);
  await session.run("USE ROLE reader_3");
  await session.run("USE SECONDARY ROLES NONE");
  const found = new Map<string, number[]>();
  for (const [name, sql] of Object.entries(STATEMENTS)) {
    const took: number[] = [];
    for (let time = 0; time < TIMES; time += 1) {
      const started = performance.now();
      await session.run(sql);
      took.push(performance.now() - started);
    }
    found.set(name, took);
  }
  return found;
}

/** The longest that `SELECT 1` takes over one connection while a statement runs over another, in milliseconds. */
async function holdUp(server: Server, sql: string): Promise<number> {
  const busy = await BareSession.login(server.url, PASSWORD);
  const other = await BareSession.login(server.url, PASSWORD);
  let running = true;
  const work = busy.runUnread(sql).finally(() => {
    running = false;
  });
  let longest = 0;
  while (running) {
    const started = performance.now();
    await other.run("SELECT 1");
    longest = Math.max(longest, performance.now() - started);
  }
  await work;
  return longest;
}

async function main(): Promise<void> {
  const measured: ReadonlyMap<string, readonly number[]>[] = [];
  let missed = 0;
  for (const size of [SMALL, LARGE]) {
    process.stderr.write(`${size.tables} tables, ${size.tables * size.rolesPerTable} grants\n`);
    const server = await start(OURS);
    try {
      await build(server, size);
      measured.push(await latencies(server));
      if (size !== LARGE) continue;
      for (const [name, sql] of Object.entries(HEAVY)) {
        const longest = await holdUp(server, sql);
        if (longest > ALLOWED_HOLD_UP) missed += 1;
        publish([
          { what: `others wait for: ${name}, ms`, ours: longest, peer: null, wanted: { atMost: ALLOWED_HOLD_UP } },
        ]);
        const verdict = longest > ALLOWED_HOLD_UP ? "  MISSED" : "";
        process.stdout.write(
          `${`others wait for: ${name}`.padEnd(58)} ${longest.toFixed(0)} ms, allowed ${ALLOWED_HOLD_UP}${verdict}\n`,
        );
      }
      process.stdout.write(
        `resident memory with 10,000 tables ${" ".repeat(23)} ${server.residentMemory().toFixed(0)} MiB\n`,
      );
    } finally {
      await server.stop();
    }
  }
  const [small, large] = measured;
  for (const name of Object.keys(STATEMENTS)) {
    const [few, many] = [small?.get(name) ?? [], large?.get(name) ?? []];
    const ratio = median(many) / median(few);
    if (!(ratio <= ALLOWED_GROWTH)) missed += 1;
    publish([
      {
        what: `${name} among 10,000 tables p50, ms`,
        ours: median(many),
        peer: { name: "among 100", value: median(few) },
        wanted: { atMost: ALLOWED_GROWTH },
      },
    ]);
    process.stdout.write(
      `${name.padEnd(36)} ${spread(few, 2)} ms among 100, ${spread(many, 2)} ms among 10,000: ratio ${ratio.toFixed(2)}, allowed ${ALLOWED_GROWTH}\n`,
    );
  }
  process.exitCode = missed === 0 ? 0 : 1;
}

void runBenchmark(main);
