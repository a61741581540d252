import type { Row, SessionSettings, SnowflakeSession } from "../../../operator/snowflake/session";

/** Snowflake's "no", as the driver throws it. */
export const refusal = (code: string, message: string): Error => Object.assign(new Error(message), { code });

/** A rule: statements that match, as one role or any, get this. */
export interface ScriptRule {
  readonly sql: RegExp;
  /** Default: any role. */
  readonly role?: string;
  readonly answer: () => readonly Row[];
}

const NOW = Date.parse("2025-04-01T12:00:00Z");
const UNKNOWN_TO_ANALYST = "Object does not exist or not authorized.";
const no = (code: string, message: string) => () => {
  throw refusal(code, message);
};
const ANALYST = "ICEBERG_ANALYST";

/** An account of the demo's configuration in which everything is as declared. */
export function healthyRules(): readonly ScriptRule[] {
  return [
    { sql: /^SELECT 1 FROM "ICEBERG_(DEMO|MONITORING|OPS)/, role: ANALYST, answer: no("002003", UNKNOWN_TO_ANALYST) },
    { sql: /^CREATE (VIEW|TABLE|SCHEMA) /, role: ANALYST, answer: no("003001", "Insufficient privileges") },
    { sql: /^DELETE FROM "ICEBERG_PROD"/, role: ANALYST, answer: no("002203", "Object found is of type 'VIEW'") },
    {
      sql: /^INSERT INTO "ICEBERG_DEMO_CLD"/,
      answer: no("093679", "This operation is not supported in the read-only …"),
    },
    {
      sql: /SYSTEM\$GET_ICEBERG_TABLE_INFORMATION/,
      answer: () => [{ INFORMATION: '{"metadataLocation":"s3://l/m/3.json"}' }],
    },
    { sql: /^SELECT COUNT/, answer: () => [{ ROWS: 7 }] },
    { sql: /SYSTEM\$GET_CATALOG_LINKED/, answer: () => [{ CONFIG: '{"allowed_write_operations":"NONE"}' }] },
    {
      sql: /SYSTEM\$CATALOG_LINK_STATUS/,
      answer: () => [{ STATUS: '{"executionState":"RUNNING","failureDetails":[]}' }],
    },
    {
      sql: /^SHOW TASKS/,
      answer: () =>
        ["SYNC_PROD", "HEARTBEAT", "EXPORT_SCHEMA", "DETECT_DRIFT", "KEEP_LAST_GOOD"].map((task) => ({
          name: `${task}_TASK`,
          state: "started",
          created_on: new Date(NOW - 86_400_000),
          last_suspended_reason: null,
        })),
    },
    { sql: /TASK_HISTORY/, answer: () => [{ STATE: "SUCCEEDED", ERROR_MESSAGE: null, COMPLETED: NOW - 60_000 }] },
    { sql: /"HEARTBEAT_LOG" ORDER/, answer: () => [{ HEALTHY: true, CHECKED: NOW - 60_000, NOW, CHECKS: [] }] },
    { sql: /"SYNC_LOG"/, answer: () => [{ STATUS: "OK", ERROR: null, LOGGED: NOW - 60_000, NOW }] },
    { sql: /MAX.*"RECOVERY_POINT"/s, answer: () => [{ WRITTEN: NOW - 600_000, NOW }] },
    { sql: /CURRENT_TIMESTAMP/, answer: () => [{ NOW }] },
    { sql: /^(USE|SELECT 1 FROM|SELECT \* FROM)/, answer: () => [{ 1: 1 }] },
  ];
}

/** Accounts by script: what was run in each, as whom, and how many sessions are open. */
export class ScriptedAccounts {
  readonly statements: string[] = [];
  openSessions = 0;

  constructor(private readonly rules: (account: string) => readonly ScriptRule[]) {}

  readonly open = async ({ account, role }: SessionSettings): Promise<SnowflakeSession> => {
    const rules = this.rules(account);
    let current = role;
    this.openSessions += 1;
    return {
      execute: async (sql) => {
        this.statements.push(`${account} ${current} ${sql}`);
        current = /^USE ROLE "(.*)"$/.exec(sql)?.[1] ?? current;
        const rule = rules.find((one) => one.sql.test(sql) && (one.role === undefined || one.role === current));
        if (rule === undefined) throw new Error(`not in the script: ${sql}`);
        return rule.answer();
      },
      close: async () => {
        this.openSessions -= 1;
      },
    };
  };
}
