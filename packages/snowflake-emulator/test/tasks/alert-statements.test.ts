import { ACCOUNT_TABLE_FUNCTIONS } from "../../src/tasks/account-table-functions";
import { AutomationBench } from "./automation-bench";

let bench: AutomationBench;

beforeEach(async () => {
  bench = new AutomationBench();
  await bench.prepare();
  await bench.run(
    "CREATE USER u EMAIL = 'u@example.com'",
    "CREATE NOTIFICATION INTEGRATION mail TYPE = EMAIL ENABLED = TRUE ALLOWED_RECIPIENTS = ('u@example.com') COMMENT = 'x'",
  );
});

const states = () => bench.account.automation.alertRuns.all().map((run) => [run.state, run.scheduledFrom]);

describe("alerts", () => {
  it("are suspended at first, and SHOW and DESCRIBE tell everything of them", async () => {
    await bench.run(
      `CREATE ALERT "DB"."PUBLIC"."A" WAREHOUSE = "WH" SCHEDULE = '1 MINUTE' COMMENT = 'about'
       IF (EXISTS (SELECT (1)  )) THEN SELECT 'a', 'b'`,
    );
    const row = {
      name: "A",
      database_name: "DB",
      schema_name: "PUBLIC",
      owner: "ACCOUNTADMIN",
      comment: "about",
      warehouse: "WH",
      schedule: "1 MINUTE",
      state: "suspended",
      condition: "SELECT (1)",
      action: "SELECT 'a', 'b'",
      owner_role_type: "ROLE",
    };
    expect(await bench.row("SHOW ALERTS LIKE 'a' IN SCHEMA db.public")).toMatchObject(row);
    expect(await bench.row("DESCRIBE ALERT a")).toMatchObject(row);
    expect(Object.keys(await bench.row("SHOW TERSE ALERTS"))).toEqual([
      "created_on",
      "name",
      "kind",
      "database_name",
      "schema_name",
      "schedule",
      "state",
    ]);
  });

  it("act when their condition gives rows, on schedule", async () => {
    await bench.run(
      "CREATE ALERT a SCHEDULE = '1 MINUTE' IF (EXISTS (SHOW ROLES LIKE 'TROUBLE')) THEN CALL SYSTEM$SEND_EMAIL('mail', 'u@example.com', 'trouble', 'there is some')",
      "ALTER ALERT a RESUME",
    );
    await bench.pass(1);
    await bench.run("CREATE ROLE trouble");
    await bench.pass(1);
    await bench.run("ALTER ALERT a SUSPEND");
    await bench.pass(5);
    expect(states()).toEqual([
      ["CONDITION_FALSE", "SCHEDULE"],
      ["TRIGGERED", "SCHEDULE"],
    ]);
    expect(bench.outbox.list()).toEqual([
      expect.objectContaining({
        integration: "MAIL",
        recipients: ["u@example.com"],
        subject: "trouble",
        body: "there is some",
      }),
    ]);
  });

  it("say what failed", async () => {
    await bench.run(
      "CREATE ALERT a SCHEDULE = '1 MINUTE' IF (EXISTS (SELECT SYSTEM$NOTHING())) THEN SELECT 1",
      "CREATE ALERT b SCHEDULE = '1 MINUTE' IF (EXISTS (SELECT 1)) THEN DROP ROLE nobody",
      "EXECUTE ALERT a",
      "EXECUTE ALERT b",
    );
    await bench.scheduler.idle();
    expect(states()).toEqual([
      ["CONDITION_FAILED", "EXECUTE ALERT"],
      ["ACTION_FAILED", "EXECUTE ALERT"],
    ]);
    const rows = ACCOUNT_TABLE_FUNCTIONS.get("ALERT_HISTORY");
    expect(rows?.columns.map(({ name }) => name)).toContain("SQL_ERROR_MESSAGE");
  });

  it("are altered and dropped", async () => {
    await bench.run(
      "CREATE ALERT a SCHEDULE = '1 MINUTE' IF (EXISTS (SELECT 1)) THEN SELECT 1",
      "ALTER ALERT a SET SCHEDULE = 'USING CRON 0 9 * * * UTC' WAREHOUSE = wh COMMENT = 'c'",
      "ALTER ALERT a MODIFY CONDITION EXISTS (SELECT 2)",
      "ALTER ALERT a MODIFY ACTION SELECT 3",
    );
    expect(await bench.row("DESC ALERT a")).toMatchObject({
      schedule: "USING CRON 0 9 * * * UTC",
      warehouse: "WH",
      comment: "c",
      condition: "SELECT 2",
      action: "SELECT 3",
    });
    await bench.run("ALTER ALERT a UNSET COMMENT, WAREHOUSE", "DROP ALERT a", "DROP ALERT IF EXISTS a");
    expect(await bench.rows("SHOW ALERTS")).toEqual([]);
  });

  it.each([
    ["CREATE ALERT a IF (EXISTS (SELECT 1)) THEN SELECT 1", "alerts on new data"],
    ["CREATE ALERT a SCHEDULE = 'now' IF (EXISTS (SELECT 1)) THEN SELECT 1", "invalid value [now]"],
    ["CREATE ALERT a CLONE b", "not emulated: CREATE ALERT … CLONE"],
  ])("%s is refused: %s", async (sql, words) => {
    expect(await bench.error(sql)).toContain(words);
  });
});

describe("email", () => {
  it("integrations are shown, described, altered and dropped", async () => {
    expect(await bench.row("SHOW NOTIFICATION INTEGRATIONS")).toMatchObject({
      name: "MAIL",
      type: "EMAIL",
      category: "NOTIFICATION",
      enabled: "true",
      comment: "x",
    });
    expect(await bench.properties("DESCRIBE NOTIFICATION INTEGRATION mail")).toMatchObject({
      ENABLED: "true",
      ALLOWED_RECIPIENTS: "u@example.com",
    });
    await bench.run(
      "ALTER NOTIFICATION INTEGRATION mail SET ENABLED = FALSE",
      "ALTER NOTIFICATION INTEGRATION mail UNSET ALLOWED_RECIPIENTS, COMMENT",
    );
    expect(await bench.error("SELECT SYSTEM$SEND_EMAIL('mail', 'u@example.com', 's', 'b')")).toContain(
      "is not enabled",
    );
    await bench.run("DROP NOTIFICATION INTEGRATION mail");
    expect(await bench.error("CREATE NOTIFICATION INTEGRATION q ENABLED = TRUE TYPE = WEBHOOK")).toContain(
      "not emulated",
    );
  });

  it("messages to a queue are refused by name", async () => {
    await bench.run(
      `CREATE NOTIFICATION INTEGRATION q ENABLED = TRUE TYPE = QUEUE DIRECTION = OUTBOUND NOTIFICATION_PROVIDER = AWS_SNS
       AWS_SNS_TOPIC_ARN = 'arn:aws:sns:eu-central-1:123456789012:t' AWS_SNS_ROLE_ARN = 'arn:aws:iam::123456789012:role/r'`,
    );
    expect(
      await bench.error(`SELECT SYSTEM$SEND_SNOWFLAKE_NOTIFICATION('{"text/plain": "hi"}', '{"q": {}}')`),
    ).toContain("not emulated: messages to a queue");
  });

  it("notifications go out with the integration's defaults", async () => {
    await bench.run(
      "ALTER NOTIFICATION INTEGRATION mail SET DEFAULT_RECIPIENTS = ('u@example.com') DEFAULT_SUBJECT = 'News'",
      `SELECT SYSTEM$SEND_SNOWFLAKE_NOTIFICATION('{"text/html": "<b>hi</b>"}', '{"mail": {}}')`,
      `SELECT SYSTEM$SEND_SNOWFLAKE_NOTIFICATION('{"text/plain": "hi"}', '{"mail": {"subject": "S", "toAddress": ["u@example.com"]}}')`,
    );
    expect(bench.outbox.list("ORG-EAST").map((one) => [one.subject, one.body, one.mimeType, one.recipients])).toEqual([
      ["News", "<b>hi</b>", "text/html", ["u@example.com"]],
      ["S", "hi", "text/plain", ["u@example.com"]],
    ]);
  });
});
