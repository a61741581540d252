import { generateKeyPairSync } from "node:crypto";
import path from "node:path";
import type { CommandContext } from "../../../operator/command";
import { validateCommand } from "../../../operator/commands/validate";
import { exitCodes } from "../../../operator/exit-codes";
import { runProgram } from "../../../operator/program";
import type { SnowflakeSession } from "../../../operator/snowflake/session";
import { healthyRules, refusal, ScriptedAccounts, type ScriptRule } from "./scripted-account";

const { privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});
const KEYS = {
  TF_VAR_primary_snowflake_private_key: privateKey,
  TF_VAR_secondary_snowflake_private_key: privateKey,
};

interface Run {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Rules that come before those of a healthy account. */
  readonly broken?: (account: string) => readonly ScriptRule[];
  readonly open?: (accounts: ScriptedAccounts) => ScriptedAccounts["open"];
  readonly interrupted?: AbortController;
}

async function run({ args = [], env = KEYS, broken = () => [], open, interrupted = new AbortController() }: Run = {}) {
  const accounts = new ScriptedAccounts((account) => [...broken(account), ...healthyRules()]);
  const out: string[] = [];
  const errors: string[] = [];
  const context: CommandContext = {
    env: { TWINBERG_CONFIG: path.join(__dirname, "../../../config/demo.yaml"), ...env },
    root: "/",
    write: (text) => void out.push(text),
    progress: (text) => void errors.push(text),
    signal: interrupted.signal,
  };
  const command = validateCommand({
    open: open?.(accounts) ?? accounts.open,
    pause: async () => undefined,
    suffix: () => "RUN1",
  });
  const code = await runProgram(["validate", ...args], [command], context, (text) => void errors.push(text));
  return { code, out: out.join(""), errors: errors.join(""), accounts };
}

interface Printed {
  readonly ok: boolean;
  readonly totals: Readonly<Record<string, number>>;
  readonly checks: readonly Readonly<Record<string, string>>[];
}

/** The checks that don't pass, by id. */
async function complaints(options: Run): Promise<Readonly<Record<string, string | undefined>>> {
  const { out, code } = await run({ ...options, args: ["--json", ...(options.args ?? [])] });
  const printed: Printed = JSON.parse(out);
  const bad = printed.checks.filter(({ verdict }) => verdict !== "pass");
  expect({ code, ok: printed.ok }).toEqual(bad.length === 0 ? { code: 0, ok: true } : { code: 1, ok: false });
  return Object.fromEntries(bad.map(({ id = "", verdict, reason }) => [id, `${verdict}: ${reason}`]));
}

const only =
  (name: string, ...rules: readonly ScriptRule[]) =>
  (account: string) =>
    account === name ? rules : [];

describe("twinberg validate", () => {
  it("exits 0 when everything is as declared, grouped by account with totals", async () => {
    const { code, out, accounts } = await run();
    expect(code).toBe(exitCodes.ok);
    expect(out).toMatch(/^primary TWINBERG-EAST\n {2}✓ campaigns: EXT, CLD and PROD count the same rows/);
    expect(out).toMatch(/\n {2}26 pass, 0 fail, 0 can't tell\n\nsecondary TWINBERG-WEST\n/);
    expect(out).toMatch(/\n {2}27 pass, 0 fail, 0 can't tell\n\nboth accounts\n/);
    expect(out).toMatch(/\nEverything is as declared: 57 pass, 0 fail, 0 can't tell\.\n$/);
    expect(accounts.openSessions).toBe(0);
  });

  it("prints the same facts as JSON", async () => {
    const printed: Printed = JSON.parse((await run({ args: ["--json"] })).out);
    expect(printed).toMatchObject({ ok: true, totals: { pass: 57, fail: 0, unknown: 0 } });
    expect(printed.checks[0]).toEqual({
      id: "primary.table.campaigns",
      account: "primary",
      expected: "campaigns: EXT, CLD and PROD count the same rows at the same snapshot",
      verdict: "pass",
      seen: "7 rows at 3.json",
    });
    expect(new Set(printed.checks.map(({ id }) => id)).size).toBe(57);
  });

  it("counts EXT and CLD as the engineer, PROD as the analyst, with no other roles besides", async () => {
    const { accounts } = await run();
    const counts = accounts.statements.filter((text) => /EAST .* SELECT COUNT.*"CAMPAIGNS"/.test(text));
    expect(counts).toEqual([
      'EAST ICEBERG_ENGINEER SELECT COUNT(*) AS "ROWS" FROM "ICEBERG_DEMO_EXT"."ADVERTISING"."CAMPAIGNS"',
      'EAST ICEBERG_ENGINEER SELECT COUNT(*) AS "ROWS" FROM "ICEBERG_DEMO_CLD"."ICEBERG_ADVERTISING_DB"."CAMPAIGNS"',
      'EAST ICEBERG_ANALYST SELECT COUNT(*) AS "ROWS" FROM "ICEBERG_PROD"."ADVERTISING"."CAMPAIGNS"',
    ]);
    for (const role of ["ADMIN", "ENGINEER", "ANALYST"])
      expect(accounts.statements).toContain(`EAST ICEBERG_${role} USE SECONDARY ROLES NONE`);
  });

  it("runs nothing that could change anything that stays", async () => {
    const { accounts } = await run();
    const others = accounts.statements.filter((text) => !/^\w+ \w+ (SELECT|SHOW|USE) /.test(text));
    expect(new Set(others.map((text) => text.replace(/^\w+ /, "")))).toEqual(
      new Set([
        'ICEBERG_ANALYST CREATE VIEW "ICEBERG_PROD"."ADVERTISING"."TWINBERG_VALIDATE_RUN1" AS SELECT 1 AS ONE',
        'ICEBERG_ANALYST CREATE TABLE "ICEBERG_PROD"."ADVERTISING"."TWINBERG_VALIDATE_RUN1" (ONE NUMBER)',
        'ICEBERG_ANALYST CREATE SCHEMA "ICEBERG_PROD"."TWINBERG_VALIDATE_RUN1"',
        'ICEBERG_ANALYST DELETE FROM "ICEBERG_PROD"."ADVERTISING"."CAMPAIGNS" WHERE FALSE',
        'ICEBERG_ADMIN INSERT INTO "ICEBERG_DEMO_CLD"."ICEBERG_ADVERTISING_DB"."CAMPAIGNS" SELECT * FROM "ICEBERG_DEMO_CLD"."ICEBERG_ADVERTISING_DB"."CAMPAIGNS" WHERE FALSE',
      ]),
    );
  });

  it("says why and what to do, for people", async () => {
    const broken = only("WEST", { sql: /"SYNC_LOG"/, answer: () => [] });
    const { out } = await run({ broken });
    expect(out).toContain(`  ? the last run of SYNC_PROD was OK, at most two intervals ago
      seen: it has not run yet
      why: the log has no run of it
      fix: wait for the task's first run`);
    expect(out).toMatch(/26 pass, 0 fail, 1 can't tell\n\nboth accounts/);
    expect(out).toMatch(/Not everything is known to be as declared: 56 pass, 0 fail, 1 can't tell\.\n$/);
  });

  it("can't tell anything of an account that can't be reached, and still looks at the other", async () => {
    const open = (accounts: ScriptedAccounts) => (settings: Parameters<ScriptedAccounts["open"]>[0]) =>
      settings.account === "EAST" ? Promise.reject(new Error("ECONNREFUSED")) : accounts.open(settings);
    const bad = await complaints({ open });
    expect(Object.keys(bad).filter((id) => id.startsWith("secondary."))).toEqual([]);
    const primary = Object.entries(bad).filter(([id]) => id.startsWith("primary."));
    expect(primary).toHaveLength(26);
    expect(new Set(primary.map(([, text]) => text))).toEqual(
      new Set([
        "unknown: TERRAFORM can't log in to TWINBERG-EAST at https://twinberg-east.snowflakecomputing.com: ECONNREFUSED",
      ]),
    );
    expect(bad["both.table.clicks"]).toMatch(/^unknown/);
  });

  it("tries to log in once where that fails, not once for each role", async () => {
    let logins = 0;
    await run({
      open: () => async () => {
        logins += 1;
        throw new Error("ECONNREFUSED");
      },
    });
    expect(logins).toBe(2);
  });

  it("doesn't take a role that can't be taken for something forbidden", async () => {
    const answer = () => {
      throw refusal("002043", "Object does not exist, or operation cannot be performed.");
    };
    const bad = await complaints({ broken: only("WEST", { sql: /^USE ROLE "ICEBERG_ANALYST"/, answer }) });
    expect(bad["secondary.forbidden.analyst-reads-external"]).toMatch(/^unknown: .*can't work as ICEBERG_ANALYST/);
    expect(Object.values(bad).every((text) => text?.startsWith("unknown"))).toBe(true);
  });

  it("fails for a table that the analyst can read outside of PROD", async () => {
    const rule = { sql: /^SELECT 1 FROM "ICEBERG_DEMO_EXT"."ADVERTISING"."CLICKS"/, answer: () => [] };
    expect(await complaints({ broken: only("WEST", rule) })).toEqual({
      "secondary.forbidden.analyst-reads-external": "fail: it should have been refused",
    });
  });

  it("drops what could be created against all expectation", async () => {
    const { out, accounts } = await run({
      broken: only("WEST", { sql: /^(CREATE|DROP) VIEW/, answer: () => [] }),
      args: ["--json"],
    });
    expect(JSON.parse(out)).toMatchObject({ totals: { fail: 1, unknown: 0 } });
    const drops = accounts.statements.filter((text) => text.includes("DROP"));
    expect(drops).toEqual([
      'WEST ICEBERG_ANALYST DROP VIEW IF EXISTS "ICEBERG_PROD"."ADVERTISING"."TWINBERG_VALIDATE_RUN1"',
    ]);
  });

  it("tries once more at the end to drop what could not be dropped at once, and says so", async () => {
    const { out, accounts } = await run({
      broken: only(
        "WEST",
        { sql: /^CREATE TABLE/, answer: () => [] },
        {
          sql: /^DROP TABLE/,
          answer: () => {
            throw refusal("000606", "No active warehouse");
          },
        },
      ),
    });
    expect(out).toContain("fix: DROP TABLE IF EXISTS");
    expect(accounts.statements.filter((text) => text.includes("DROP TABLE"))).toHaveLength(2);
  });

  it("looks again at what is still catching up, and says which", async () => {
    let looks = 0;
    const information = (file: string) => [{ INFORMATION: JSON.stringify({ metadataLocation: `s3://l/m/${file}` }) }];
    const behind: ScriptRule = {
      sql: /SYSTEM\$GET_ICEBERG_TABLE_INFORMATION.*DEMO_EXT.*"CLICKS"/,
      answer: () => {
        looks += 1;
        return information(looks <= 2 ? "2.json" : "3.json");
      },
    };
    const { code, errors } = await run({ broken: only("WEST", behind) });
    expect({ code, errors }).toEqual({ code: exitCodes.ok, errors: "still catching up, looking again: clicks\n" });
    looks = Number.NEGATIVE_INFINITY;
    const bad = await complaints({ broken: only("WEST", behind), args: ["--wait", "0"] });
    expect(bad).toEqual({
      "secondary.table.clicks": "unknown: the snapshots differ: one is still catching up",
      "both.table.clicks": "unknown: the snapshots differ: one is still catching up",
    });
  });

  it("can't tell what it doesn't understand", async () => {
    const bad = await complaints({
      broken: only("WEST", { sql: /SYSTEM\$CATALOG_LINK_STATUS/, answer: () => [{ STATUS: "busy" }] }),
    });
    expect(bad["secondary.catalog-link"]).toMatch(/^unknown/);
  });

  it.each<{ case: string; run: Run; says: string }>([
    { case: "no key", run: { env: {} }, says: "TF_VAR_primary_snowflake_private_key is not set" },
    {
      case: "what is no key",
      run: { env: { ...KEYS, TF_VAR_secondary_snowflake_private_key: "secret" } },
      says: "TF_VAR_secondary_snowflake_private_key is no private key",
    },
    { case: "no number", run: { args: ["--wait", "soon"] }, says: "--wait is not a whole number of seconds" },
    { case: "no configuration", run: { env: { ...KEYS, TWINBERG_CONFIG: "/none.yaml" } }, says: "/none.yaml" },
  ])("refuses $case with exit code 2, before it logs in anywhere", async ({ run: options, says }) => {
    const { code, errors, accounts } = await run(options);
    expect({ code, errors }).toEqual({ code: exitCodes.usage, errors: expect.stringContaining(says) });
    expect(errors).not.toContain("secret");
    expect(accounts.statements).toEqual([]);
  });

  it("ends at Ctrl-C without waiting for a statement, and logs out", async () => {
    const interrupted = new AbortController();
    const open =
      (accounts: ScriptedAccounts) =>
      async (settings: Parameters<ScriptedAccounts["open"]>[0]): Promise<SnowflakeSession> => {
        const session = await accounts.open(settings);
        return {
          ...session,
          execute: (sql) => {
            if (!sql.startsWith("SELECT COUNT")) return session.execute(sql);
            interrupted.abort();
            return new Promise(() => undefined);
          },
        };
      };
    const { code, out, accounts } = await run({ open, interrupted });
    expect({ code, out, open: accounts.openSessions }).toEqual({ code: exitCodes.interrupted, out: "", open: 0 });
  });

  it("teaches with --help", async () => {
    const { code, out } = await run({ args: ["--help"] });
    expect(code).toBe(exitCodes.ok);
    expect(out).toContain("Exit code 0: every check passes");
    expect(out).toContain("TF_VAR_primary_snowflake_private_key");
  });
});
