import { Access } from "../../src/grants/access";
import { OrganizationAccess } from "../../src/replication/organization-access";
import type { ExecutionContext } from "../../src/sql/statement";
import { ACCOUNT_TABLE_FUNCTIONS } from "../../src/tasks/account-table-functions";
import { Arguments } from "../../src/tasks/table-function";
import type { Cell } from "../../src/wire/result-table";
import { AutomationBench } from "./automation-bench";

let bench: AutomationBench;

beforeEach(async () => {
  bench = new AutomationBench();
  await bench.prepare();
  await bench.run(
    "CREATE TASK r SCHEDULE = '10 MINUTE' AS SELECT SYSTEM$SET_RETURN_VALUE('x')",
    "CREATE TASK c AFTER r AS DROP ROLE nobody",
    "SELECT SYSTEM$TASK_DEPENDENTS_ENABLE('r')",
  );
});

/** The rows of a table function, as objects. */
function rows(name: string, given: Readonly<Record<string, Cell>> = {}, role = "ACCOUNTADMIN") {
  const found = ACCOUNT_TABLE_FUNCTIONS.get(name);
  if (found === undefined) throw new Error(`no ${name}`);
  const { account } = bench;
  const session = {
    ...bench.sessionOf("ADMIN", role),
    databaseId: bench.session.databaseId,
    schemaId: bench.session.schemaId,
  };
  const context: ExecutionContext = {
    account,
    session,
    access: new Access(account.state, session, account.identity.locator),
    aws: undefined,
    siblings: [account],
    organization: new OrganizationAccess(account, { accounts: [account] }),
    sessions: undefined,
    queryId: "",
    sqlText: "",
    signal: new AbortController().signal,
    statementParameters: new Map(),
  };
  return found
    .rows(context, new Arguments(new Map(Object.entries(given))))
    .map((row) => Object.fromEntries(found.columns.map((column, index) => [column.name, row[index] ?? null])));
}

describe("TASK_HISTORY", () => {
  it("shows what ran and what is planned, the latest first", async () => {
    await bench.pass(10);
    expect(rows("TASK_HISTORY").map((row) => [row.NAME, row.STATE, row.ERROR_CODE, row.RETURN_VALUE])).toEqual([
      ["R", "SCHEDULED", null, null],
      ["R", "SUCCEEDED", null, "x"],
      ["C", "FAILED", "002003", null],
    ]);
    const [planned, ran] = rows("TASK_HISTORY");
    expect(planned?.SCHEDULED_TIME).toEqual(new Date("2026-01-01T00:20:00Z"));
    expect(ran).toMatchObject({
      SCHEDULED_FROM: "SCHEDULE",
      GRAPH_VERSION: 1,
      RUN_ID: Date.parse("2026-01-01T00:10:00Z"),
      NEXT_SCHEDULED_TIME: new Date("2026-01-01T00:20:00Z"),
      QUERY_ID: expect.stringMatching(/^01/),
    });
  });

  it("is narrowed down by its arguments", async () => {
    await bench.pass(30);
    expect(rows("TASK_HISTORY", { TASK_NAME: "c" })).toHaveLength(3);
    expect(rows("TASK_HISTORY", { ERROR_ONLY: true, RESULT_LIMIT: 2 })).toHaveLength(2);
    expect(rows("TASK_HISTORY", { SCHEDULED_TIME_RANGE_END: new Date("2026-01-01T00:15:00Z") })).toHaveLength(2);
    expect(rows("TASK_HISTORY", { ROOT_TASK_ID: "other" })).toHaveLength(0);
    expect(() => rows("TASK_HISTORY", { RESULT_LIMIT: 10_001 })).toThrow("RESULT_LIMIT");
    expect(() => rows("TASK_HISTORY", { SCHEDULED_TIME_RANGE_START: new Date("2025-12-01T00:00:00Z") })).toThrow(
      "SCHEDULED_TIME_RANGE_START",
    );
  });

  it("answers queries", async () => {
    await bench.pass(10);
    const sql =
      "SELECT name, state FROM TABLE(information_schema.task_history(task_name => 'r')) ORDER BY scheduled_time";
    expect(await bench.rows(sql)).toEqual([
      { NAME: "R", STATE: "SUCCEEDED" },
      { NAME: "R", STATE: "SCHEDULED" },
    ]);
  });

  it("shows nothing to those who may not see the tasks", async () => {
    await bench.pass(10);
    await bench.run("CREATE ROLE watcher");
    expect(rows("TASK_HISTORY", {}, "WATCHER")).toEqual([]);
    await bench.run("GRANT MONITOR EXECUTION ON ACCOUNT TO ROLE watcher");
    expect(rows("TASK_HISTORY", {}, "WATCHER")).toHaveLength(3);
  });
});

describe("graphs", () => {
  it("CURRENT_TASK_GRAPHS shows what is planned, COMPLETE_TASK_GRAPHS what ended within the hour", async () => {
    expect(rows("CURRENT_TASK_GRAPHS").map((row) => [row.ROOT_TASK_NAME, row.STATE])).toEqual([["R", "SCHEDULED"]]);
    await bench.pass(10);
    expect(rows("COMPLETE_TASK_GRAPHS")).toEqual([
      expect.objectContaining({
        ROOT_TASK_NAME: "R",
        STATE: "FAILED",
        FIRST_ERROR_TASK_NAME: "C",
        FIRST_ERROR_CODE: 2003,
      }),
    ]);
    await bench.run("ALTER TASK r SUSPEND");
    await bench.pass(61);
    expect(rows("COMPLETE_TASK_GRAPHS")).toEqual([]);
    expect(rows("CURRENT_TASK_GRAPHS")).toEqual([]);
  });

  it("TASK_DEPENDENTS shows a task and what comes after it", async () => {
    await bench.run("ALTER TASK r SUSPEND", "CREATE TASK d AFTER c AS SELECT 1");
    expect(rows("TASK_DEPENDENTS", { TASK_NAME: "db.public.r" }).map((row) => row.NAME)).toEqual(["R", "C", "D"]);
    expect(rows("TASK_DEPENDENTS", { TASK_NAME: "r", RECURSIVE: false }).map((row) => row.NAME)).toEqual(["R", "C"]);
  });
});

describe("the history", () => {
  it("can be copied and put back", async () => {
    await bench.pass(10);
    const { automation } = bench.account;
    const copy = automation.history();
    expect(copy.taskRuns.map(({ name }) => name)).toEqual(["R", "C"]);
    await bench.pass(30);
    automation.restore(copy);
    expect(automation.history()).toEqual(copy);
    automation.restore({ taskRuns: [], alertRuns: [] });
    expect(rows("TASK_HISTORY").map((row) => row.STATE)).toEqual(["SCHEDULED"]);
  });
});
