import { AutomationBench } from "./automation-bench";

let bench: AutomationBench;

beforeEach(async () => {
  bench = new AutomationBench();
  await bench.prepare();
});

describe("CREATE TASK", () => {
  it("makes a suspended task that SHOW and DESCRIBE tell everything of", async () => {
    await bench.run(
      `CREATE TASK "DB"."PUBLIC"."T" WAREHOUSE = "WH" SCHEDULE = '10 MINUTE' CONFIG = $\${"env": "x"}$$
       ALLOW_OVERLAPPING_EXECUTION = true QUERY_TAG = 'tag', USER_TASK_TIMEOUT_MS = 5000 COMMENT = 'about'
       WHEN 1 = 1 AS SELECT  1 -- with a comment`,
    );
    const row = {
      name: "T",
      id: expect.stringMatching(/^01[0-9a-f-]{34}$/),
      database_name: "DB",
      schema_name: "PUBLIC",
      owner: "ACCOUNTADMIN",
      comment: "about",
      warehouse: "WH",
      schedule: "10 MINUTE",
      predecessors: "[]",
      state: "suspended",
      definition: "SELECT  1",
      condition: "1 = 1",
      allow_overlapping_execution: "true",
      error_integration: null,
      last_committed_on: null,
      last_suspended_on: null,
      owner_role_type: "ROLE",
      config: '{"env": "x"}',
      budget: null,
      task_relations: '{"Predecessors":[]}',
      last_suspended_reason: null,
      target_completion_interval: null,
      overlap_policy: "ALLOW_CHILD_OVERLAP",
    };
    expect(await bench.row("SHOW TASKS LIKE 'T' IN SCHEMA db.public")).toMatchObject(row);
    expect(await bench.row("DESC TASK t")).toMatchObject(row);
    const tag = await bench.row("SHOW PARAMETERS LIKE 'QUERY_TAG' IN TASK t");
    expect([tag.value, tag.level]).toEqual(["tag", "TASK"]);
  });

  it("children and finalizers name their relatives in full", async () => {
    await bench.run(
      "CREATE TASK r SCHEDULE = '5 MINUTES' AS SELECT 1",
      'CREATE TASK "c" AFTER r, public.r AS SELECT 1',
      "CREATE TASK f FINALIZE = 'R' AS SELECT 1",
    );
    const rows = await bench.rows("SHOW TASKS");
    expect(rows.map((row) => [row.name, row.task_relations, row.allow_overlapping_execution])).toEqual([
      ["F", '{"FinalizedRootTask":"DB.PUBLIC.R","Predecessors":[]}', "null"],
      ["R", '{"Predecessors":[],"FinalizerTask":"DB.PUBLIC.F"}', "false"],
      ["c", '{"Predecessors":["DB.PUBLIC.R"]}', "null"],
    ]);
    expect((await bench.row('DESC TASK "c"')).predecessors).toBe('[\n  "DB.PUBLIC.R"\n]');
    expect((await bench.rows("SHOW TASKS ROOT ONLY")).map((row) => row.name)).toEqual(["R"]);
  });

  it("OR REPLACE keeps what hangs on it, and loses version and state", async () => {
    await bench.run(
      "CREATE TASK r SCHEDULE = '5 MINUTES' AS SELECT 1",
      "CREATE TASK c AFTER r AS SELECT 1",
      "CREATE OR REPLACE TASK r SCHEDULE = '6 MINUTES' AS SELECT 2",
    );
    expect((await bench.row("DESC TASK c")).task_relations).toBe('{"Predecessors":["DB.PUBLIC.R"]}');
    expect(await bench.row("DESC TASK r")).toMatchObject({ definition: "SELECT 2", last_committed_on: null });
  });

  it("a refused replacement leaves everything as it was", async () => {
    await bench.run("CREATE TASK r SCHEDULE = '5 MINUTES' AS SELECT 1", "CREATE TASK c AFTER r AS SELECT 1");
    await bench.error("CREATE OR REPLACE TASK c AFTER nobody AS SELECT 2");
    await bench.error("CREATE OR REPLACE TASK r SCHEDULE = 'bad' AS SELECT 2");
    expect((await bench.row("DESC TASK c")).definition).toBe("SELECT 1");
    expect((await bench.row("DESC TASK r")).task_relations).toBe('{"Predecessors":[]}');
  });

  it("IF NOT EXISTS over an existing task changes nothing", async () => {
    await bench.run("CREATE TASK r SCHEDULE = '5 MINUTES' AS SELECT 1");
    await bench.run("CREATE TASK IF NOT EXISTS r SCHEDULE = 'bad' AFTER nobody AS SELECT 2");
    expect((await bench.row("DESC TASK r")).definition).toBe("SELECT 1");
  });

  it.each([
    ["CREATE TASK t CLONE u", "not emulated: CREATE TASK … CLONE"],
    ["CREATE TASK t WHEN SYSTEM$STREAM_HAS_DATA('S') AS SELECT 1", "not emulated: streams"],
    ["CREATE TASK t SUCCESS_INTEGRATION = x AS SELECT 1", "not emulated: SUCCESS_INTEGRATION"],
    ["CREATE TASK t AS BEGIN SELECT 1; END", "not emulated: Snowflake Scripting"],
    ["CREATE OR ALTER TASK t AS SELECT 1", "not emulated: CREATE OR ALTER"],
  ])("%s is refused: %s", async (sql, words) => {
    expect(await bench.error(sql)).toContain(words);
  });
});

describe("ALTER TASK", () => {
  beforeEach(() =>
    bench.run(
      "CREATE TASK r SCHEDULE = '5 MINUTES' AS SELECT 1",
      "CREATE TASK s SCHEDULE = '5 MINUTES' AS SELECT 1",
      "CREATE TASK c AFTER r AS SELECT 1",
    ),
  );

  it("sets and unsets everything", async () => {
    await bench.run(
      "ALTER TASK r SET SCHEDULE = 'USING CRON 0 9 * * MON-FRI Europe/Berlin', WAREHOUSE = wh COMMENT = 'x'",
      "ALTER TASK r SET CONFIG = $${\"a\": 1}$$ TASK_AUTO_RETRY_ATTEMPTS = 2, TIMEZONE = 'UTC'",
      "ALTER TASK r MODIFY AS SELECT 2",
      "ALTER TASK r MODIFY WHEN 1 = 2",
    );
    expect(await bench.row("DESC TASK r")).toMatchObject({
      schedule: "USING CRON 0 9 * * MON-FRI Europe/Berlin",
      warehouse: "WH",
      comment: "x",
      config: '{"a": 1}',
      definition: "SELECT 2",
      condition: "1 = 2",
    });
    await bench.run(
      "ALTER TASK r UNSET SCHEDULE, WAREHOUSE, COMMENT, CONFIG, TASK_AUTO_RETRY_ATTEMPTS, TIMEZONE",
      "ALTER TASK r REMOVE WHEN",
    );
    expect(await bench.row("DESC TASK r")).toMatchObject({
      schedule: null,
      warehouse: null,
      comment: null,
      config: null,
      condition: null,
    });
    expect((await bench.row("SHOW PARAMETERS LIKE 'TASK_AUTO%' IN TASK r")).level).toBe("");
  });

  it("adds and removes predecessors and finalizers", async () => {
    await bench.run("CREATE TASK m AFTER r AS SELECT 1", "ALTER TASK c ADD AFTER m, m");
    expect((await bench.row("DESC TASK c")).task_relations).toBe('{"Predecessors":["DB.PUBLIC.R","DB.PUBLIC.M"]}');
    await bench.run("ALTER TASK c REMOVE AFTER r", "CREATE TASK f AS SELECT 1", "ALTER TASK f SET FINALIZE = r");
    expect((await bench.row("DESC TASK r")).task_relations).toContain("DB.PUBLIC.F");
    await bench.run("ALTER TASK f UNSET FINALIZE");
    expect((await bench.row("DESC TASK f")).task_relations).toBe('{"Predecessors":[]}');
  });

  it("resumes and suspends, twice without harm", async () => {
    await bench.run("ALTER TASK c RESUME", "ALTER TASK c RESUME", "ALTER TASK r RESUME", "ALTER TASK r RESUME");
    expect((await bench.rows("SHOW TASKS")).map((row) => [row.name, row.state])).toEqual([
      ["C", "started"],
      ["R", "started"],
      ["S", "suspended"],
    ]);
    expect((await bench.row("DESC TASK r")).last_committed_on).not.toBeNull();
    await bench.run("ALTER TASK r SUSPEND");
    expect(await bench.row("DESC TASK r")).toMatchObject({
      state: "suspended",
      last_suspended_reason: "USER_SUSPENDED",
    });
    expect((await bench.row("DESC TASK c")).state).toBe("started");
  });

  it("SYSTEM$TASK_DEPENDENTS_ENABLE resumes a whole graph", async () => {
    await bench.run("CREATE TASK f FINALIZE = r AS SELECT 1", "SELECT SYSTEM$TASK_DEPENDENTS_ENABLE('db.public.r')");
    expect((await bench.rows("SHOW TASKS")).map((row) => row.state)).toEqual([
      "started",
      "started",
      "started",
      "suspended",
    ]);
  });

  it("DROP TASK suspends and frees what came after it", async () => {
    await bench.run("ALTER TASK c RESUME", "DROP TASK r");
    expect(await bench.row("DESC TASK c")).toMatchObject({ state: "suspended", task_relations: '{"Predecessors":[]}' });
    await bench.run("DROP TASK IF EXISTS r", "DROP TASK IF EXISTS no_db.public.r", "ALTER TASK IF EXISTS r RESUME");
  });
});

describe("tasks that run", () => {
  it("run on their schedule, as their owner, with their parameters and place", async () => {
    await bench.run(
      "CREATE ROLE worker",
      "GRANT EXECUTE TASK ON ACCOUNT TO ROLE worker",
      "GRANT CREATE ROLE ON ACCOUNT TO ROLE worker",
      "GRANT USAGE ON DATABASE db TO ROLE worker",
      "GRANT USAGE, CREATE TASK ON SCHEMA db.public TO ROLE worker",
      "GRANT USAGE ON WAREHOUSE wh TO ROLE worker",
    );
    const worker = bench.sessionOf("ADMIN", "WORKER");
    for (const sql of [
      "USE SCHEMA db.public",
      "CREATE TASK t WAREHOUSE = wh SCHEDULE = '10 MINUTE' QUERY_TAG = 'from a task' AS CREATE ROLE made_by_task",
      "ALTER TASK t RESUME",
    ]) {
      await bench.rows(sql, worker);
    }
    await bench.pass(9);
    expect(bench.runs()).toEqual([]);
    await bench.pass(1);
    expect(bench.runs()).toEqual(["T SUCCEEDED"]);
    expect((await bench.row("SHOW ROLES LIKE 'MADE_BY_TASK'")).owner).toBe("WORKER");
    const query = [...bench.account.queries.all()].find(({ info }) => info.sqlText === "CREATE ROLE made_by_task");
    expect(query?.info).toMatchObject({
      roleName: "WORKER",
      warehouseName: "WH",
      schemaName: "PUBLIC",
      queryTag: "from a task",
    });
    await bench.pass(10);
    expect(bench.runs()).toEqual(["T SUCCEEDED", "T FAILED"]);
  });

  it("a graph runs in order and passes values on", async () => {
    await bench.run(
      "CREATE TASK r CONFIG = '{\"env\": \"prod\"}' AS SELECT SYSTEM$SET_RETURN_VALUE('go')",
      "CREATE TASK c AFTER r WHEN SYSTEM$GET_PREDECESSOR_RETURN_VALUE('R') = 'go' AS SELECT SYSTEM$GET_TASK_GRAPH_CONFIG('env')",
      "CREATE TASK d AFTER c AS SELECT SYSTEM$CURRENT_USER_TASK_NAME(), SYSTEM$TASK_RUNTIME_INFO('CURRENT_ROOT_TASK_NAME')",
      "ALTER TASK c RESUME",
      "ALTER TASK d RESUME",
    );
    expect(await bench.row("EXECUTE TASK r")).toEqual({ status: "Task R is scheduled to run immediately." });
    await bench.scheduler.idle();
    expect(bench.runs()).toEqual(["R SUCCEEDED", "C SUCCEEDED", "D SUCCEEDED"]);
    const results = [...bench.account.automation.taskRuns.all()].map(({ queryId }) =>
      bench.account.queries.find(queryId ?? ""),
    );
    const rows = results.map((query) =>
      query?.record && "result" in query.record.outcome ? query.record.outcome.result.rows : [],
    );
    expect(rows.slice(1)).toEqual([[["prod"]], [["DB.PUBLIC.D", "R"]]]);
  });

  it("call procedures, which can speak as the task", async () => {
    await bench.run(
      `CREATE PROCEDURE p() RETURNS VARCHAR LANGUAGE JAVASCRIPT AS $$
       snowflake.execute({ sqlText: "CREATE ROLE made_by_procedure" });
       snowflake.execute({ sqlText: "CALL SYSTEM$SET_RETURN_VALUE('done')" });
       return "x"; $$`,
      "CREATE TASK t SCHEDULE = '1 MINUTE' AS CALL p()",
      "ALTER TASK t RESUME",
    );
    await bench.pass(1);
    expect([...bench.account.automation.taskRuns.all()]).toEqual([
      expect.objectContaining({ state: "SUCCEEDED", returnValue: "done", errorMessage: null }),
    ]);
    expect((await bench.row("SHOW ROLES LIKE 'MADE_BY_PROCEDURE'")).owner).toBe("ACCOUNTADMIN");
  });

  it("fail as long as the owner lacks a privilege, and say so", async () => {
    await bench.run(
      "CREATE TASK t WAREHOUSE = wh SCHEDULE = '1 MINUTE' AS SELECT 1",
      "ALTER TASK t RESUME",
      "DROP WAREHOUSE wh",
    );
    await bench.pass(1);
    expect([...bench.account.automation.taskRuns.all()]).toEqual([
      expect.objectContaining({ state: "FAILED", queryId: null, errorCode: "091090" }),
    ]);
  });

  it("a failing one is suspended, and SHOW TASKS says why", async () => {
    await bench.run(
      "CREATE TASK t SCHEDULE = '1 MINUTE' SUSPEND_TASK_AFTER_NUM_FAILURES = 2 AS DROP ROLE nobody",
      "ALTER TASK t RESUME",
    );
    await bench.pass(5);
    expect(bench.runs()).toEqual(["T FAILED", "T FAILED_AND_AUTO_SUSPENDED"]);
    expect(await bench.row("DESC TASK t")).toMatchObject({
      state: "suspended",
      last_suspended_reason: "SUSPENDED_DUE_TO_ERRORS",
    });
  });

  it("a run that was begun goes on after a suspend; RETRY LAST repeats what failed", async () => {
    await bench.run("CREATE TASK t AS DROP ROLE later", "EXECUTE TASK t");
    await bench.scheduler.idle();
    expect(bench.runs()).toEqual(["T FAILED"]);
    await bench.run("CREATE ROLE later", "EXECUTE TASK t RETRY LAST");
    await bench.scheduler.idle();
    expect(bench.runs()).toEqual(["T FAILED", "T SUCCEEDED"]);
    expect(await bench.error("EXECUTE TASK t RETRY LAST")).toContain("does not have any failed or cancelled tasks");
  });

  describe("a new owner", () => {
    beforeEach(() =>
      bench.run(
        "CREATE ROLE heir",
        "CREATE TASK r SCHEDULE = '5 MINUTES' AS SELECT 1",
        "CREATE TASK c AFTER r AS SELECT 1",
        "ALTER TASK r RESUME",
      ),
    );

    it("of one task means a suspended task without links", async () => {
      await bench.run("GRANT OWNERSHIP ON TASK r TO ROLE heir");
      expect(await bench.row("DESC TASK r")).toMatchObject({ state: "suspended", owner: "HEIR" });
      expect((await bench.row("DESC TASK c")).task_relations).toBe('{"Predecessors":[]}');
    });

    it("of all tasks of a schema suspends them and leaves their links", async () => {
      const { task_relations: relations } = await bench.row("DESC TASK c");
      await bench.run("GRANT OWNERSHIP ON ALL TASKS IN SCHEMA db.public TO ROLE heir");
      expect((await bench.row("DESC TASK r")).state).toBe("suspended");
      expect(await bench.row("DESC TASK c")).toMatchObject({ task_relations: relations, owner: "HEIR" });
      expect(relations).toBe('{"Predecessors":["DB.PUBLIC.R"]}');
    });

    it("who is the old one changes nothing", async () => {
      await bench.run("GRANT OWNERSHIP ON TASK r TO ROLE ACCOUNTADMIN");
      expect((await bench.row("DESC TASK r")).state).toBe("started");
    });
  });
});
