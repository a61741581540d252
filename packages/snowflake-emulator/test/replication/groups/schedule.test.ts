import { GroupScheduler } from "../../../src/replication/groups/group-scheduler";
import { Scheduler } from "../../../src/time/scheduler";
import type { Bench } from "../../support/accounts";
import { type GroupBench, groupBench, hold, numbers } from "./group-bench";

const MINUTE = 60_000;

/** Two accounts whose groups are refreshed on a schedule. Time stands still until the test moves it. */
async function scheduledBench(schedule: string) {
  const bench = await groupBench(`REPLICATION_SCHEDULE = '${schedule}'`);
  const scheduler = new Scheduler(bench.clock, (error) => {
    throw error;
  });
  const accounts = [bench.east.account, bench.west.account];
  for (const one of [bench.east, bench.west]) {
    const services = {
      accounts,
      reach: (...request: Parameters<Bench["reach"]>) => one.reach(...request),
      holdPhase: (...request: Parameters<Bench["holdPhase"]>) => one.holdPhase(...request),
    };
    scheduler.add(new GroupScheduler(one.account, services));
  }
  const pass = (minutes: number) => scheduler.advanceBy(minutes * MINUTE);
  return { ...bench, scheduler, pass };
}

const HISTORY = "TABLE(d.INFORMATION_SCHEMA.REPLICATION_GROUP_REFRESH_HISTORY('fg'))";

const phases = async ({ west }: Pick<GroupBench, "west">) =>
  (await west.rows(`SELECT phase_name FROM ${HISTORY} ORDER BY start_time`)).map((row) => row.PHASE_NAME);

/** Minutes since a moment at which refreshes began. */
const begun = ({ west }: Pick<GroupBench, "west">, since: number) =>
  [...west.account.state.groupRefreshes.values()].map(({ startTime }) => Math.floor((startTime - since) / MINUTE));

it("begins at once when the secondary is made, then counts from the start of the refresh before, also of one by hand", async () => {
  const bench = await scheduledBench("10 MINUTE");
  const { west, clock, pass } = bench;
  const start = clock.now();
  await pass(14);
  await west.run("ALTER FAILOVER GROUP fg REFRESH");
  await pass(16);
  expect(begun(bench, start)).toEqual([0, 10, 14, 24]);
  const [secondary] = await west.rows("SHOW FAILOVER GROUPS IN ACCOUNT west");
  expect(Math.floor((Number(secondary?.next_scheduled_refresh) - start) / MINUTE)).toBe(34);
});

it("brings what was written: never older than two intervals", async () => {
  const { east, west, pass } = await scheduledBench("10 MINUTE");
  for (const x of [2, 3, 4, 5]) {
    await east.run(`INSERT INTO d.s.t VALUES (${x})`);
    await pass(10.001);
    expect((await numbers(west)).at(-1)).toBe(x);
  }
});

it("follows a cron expression in its time zone, and a schedule that is changed or unset", async () => {
  const bench = await scheduledBench("USING CRON 30 * * * * UTC");
  const { east, clock, pass } = bench;
  const start = clock.now();
  await pass(100);
  expect(begun(bench, start)).toEqual([0, 30, 90]);
  await east.run("ALTER FAILOVER GROUP fg SET REPLICATION_SCHEDULE = '20 MINUTE'");
  await pass(25);
  expect(begun(bench, start)).toEqual([0, 30, 90, 120]);
  await east.run("ALTER FAILOVER GROUP fg UNSET REPLICATION_SCHEDULE");
  await pass(500);
  expect(begun(bench, start)).toHaveLength(4);
  // D: more than eight days is accepted, and never comes.
  await east.run("ALTER FAILOVER GROUP fg SET REPLICATION_SCHEDULE = '11521 MINUTE'");
  await pass(12_000);
  expect(begun(bench, start)).toHaveLength(4);
});

it("stops with SUSPEND; RESUME counts anew", async () => {
  const bench = await scheduledBench("10 MINUTE");
  const { west, clock, pass } = bench;
  await pass(1);
  const start = clock.now();
  await west.run("ALTER FAILOVER GROUP fg SUSPEND");
  await pass(60);
  expect((await west.rows("SHOW FAILOVER GROUPS IN ACCOUNT west"))[0]).toMatchObject({
    secondary_state: "SUSPENDED",
    next_scheduled_refresh: null,
  });
  await west.run("ALTER FAILOVER GROUP fg RESUME");
  await pass(15);
  expect(begun(bench, start)).toEqual([-1, 70]);
});

it("delays what falls due while a refresh goes on to its end", async () => {
  const bench = await scheduledBench("10 MINUTE");
  const { west, clock, pass, scheduler } = bench;
  const start = clock.now();
  await pass(5);
  const held = hold(west, "SECONDARY_COMMITTING");
  await pass(20);
  expect(begun(bench, start)).toEqual([0]);
  held.release();
  await Promise.all(west.account.groupRefreshes.all().map(({ ended }) => ended));
  await scheduler.advanceBy(1);
  expect(begun(bench, start)).toEqual([0, 10, 25]);
});

it("SUSPEND IMMEDIATE cancels a refresh that the schedule began; so does SYSTEM$CANCEL_QUERY", async () => {
  const bench = await scheduledBench("10 MINUTE");
  const { east, west, pass } = bench;
  await pass(1);
  await east.run("INSERT INTO d.s.t VALUES (2)");
  for (const cancel of ["ALTER FAILOVER GROUP fg SUSPEND IMMEDIATE", "cancel"]) {
    const held = hold(west, "SECONDARY_DOWNLOADING_DATA");
    await pass(11);
    await held.reached;
    expect(await west.error("ALTER FAILOVER GROUP fg PRIMARY")).toMatch(/^003916/);
    const [job] = west.account.groupRefreshes.all();
    const id = job?.record.jobId ?? "";
    if (cancel === "cancel") {
      expect(await west.rows(`SELECT SYSTEM$CANCEL_QUERY('${id}') AS done`)).toEqual([
        { DONE: `query [${id}] terminated.` },
      ]);
    } else await west.run(cancel);
    await job?.ended;
    held.release();
    await west.run("ALTER FAILOVER GROUP fg RESUME");
  }
  expect(await phases(bench)).toEqual(["COMPLETED", "CANCELED", "CANCELED"]);
  expect(await numbers(west)).toEqual([1]);
});

it("a failed refresh is in the history with its error, and tried again at its time", async () => {
  const bench = await scheduledBench("10 MINUTE");
  const { east, west, pass } = bench;
  await pass(1);
  await east.run("CREATE DATABASE e", "ALTER FAILOVER GROUP fg ADD e TO ALLOWED_DATABASES");
  await west.run("CREATE DATABASE e");
  await pass(10);
  const [failed] = await west.rows(
    `SELECT phase_name, error:errorCode::VARCHAR AS code FROM ${HISTORY} WHERE error IS NOT NULL`,
  );
  expect(failed).toEqual({ PHASE_NAME: "FAILED", CODE: "003942" });
  await west.run("DROP DATABASE e");
  await pass(10);
  expect(await phases(bench)).toEqual(["COMPLETED", "FAILED", "COMPLETED"]);
});

it("after PRIMARY nothing refreshes the old primary until RESUME, and then at the next interval", async () => {
  const bench = await scheduledBench("10 MINUTE");
  const { east, west, pass } = bench;
  await pass(1);
  await west.run("ALTER FAILOVER GROUP fg PRIMARY", "INSERT INTO d.s.t VALUES (2)");
  await pass(60);
  expect(await numbers(east)).toEqual([1]);
  await east.run("ALTER FAILOVER GROUP fg RESUME");
  await pass(9);
  expect(await numbers(east)).toEqual([1]);
  await pass(2);
  expect(await numbers(east)).toEqual([1, 2]);
});
