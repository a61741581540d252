import { loadConfig } from "../../../config/load";
import { bootstrapCommand } from "../../../operator/commands/bootstrap";
import { preflightCommand } from "../../../operator/commands/preflight";
import { exitCodes } from "../../../operator/exit-codes";
import { runProgram } from "../../../operator/program";
import { openSession, type SnowflakeSession } from "../../../operator/snowflake/session";
import { EmptyAccounts } from "../bootstrap/empty-accounts";
import { MemoryBuckets } from "../bootstrap/memory-buckets";
import { readyAws } from "./observed";

interface Printed {
  readonly ok: boolean;
  readonly checks: readonly { readonly id: string; readonly verdict: string; readonly found: string }[];
}

describe("twinberg preflight over two emulated accounts", () => {
  let accounts: EmptyAccounts;
  let keys: Readonly<Record<string, string>>;

  beforeAll(async () => {
    accounts = await EmptyAccounts.start();
    accounts.configure();
    keys = {
      TF_VAR_primary_snowflake_private_key: accounts.privateKey,
      TF_VAR_secondary_snowflake_private_key: accounts.privateKey,
    };
    const command = bootstrapCommand({
      open: openSession,
      openBuckets: () => ({ buckets: new MemoryBuckets(), close: () => undefined }),
      ask: async () => true,
    });
    await runProgram(["bootstrap", "--yes"], [command], context({ ...accounts.env, ...keys }), () => undefined);
  });
  afterAll(() => accounts.close());

  function context(env: Readonly<Record<string, string>>, out: string[] = [], signal = new AbortController().signal) {
    const write = (text: string) => void out.push(text);
    return { env, root: accounts.folder, write, progress: () => undefined, signal };
  }

  async function preflight(
    args: readonly string[] = [],
    env: Readonly<Record<string, string>> = { ...accounts.env, ...keys },
    {
      open = openSession,
      interrupted = new AbortController(),
    }: { open?: typeof openSession; interrupted?: AbortController } = {},
  ) {
    const out: string[] = [];
    const errors: string[] = [];
    const config = loadConfig(accounts.config);
    const command = preflightCommand({
      open,
      openAws: () => ({ look: async () => readyAws(config), applied: async () => new Set(), close: () => undefined }),
    });
    const all = context(env, out, interrupted.signal);
    const code = await runProgram(["preflight", ...args], [command], all, (text) => void errors.push(text));
    return { code, out: out.join(""), errors: errors.join("") };
  }

  async function complaints(env?: Readonly<Record<string, string>>) {
    const { code, out } = await preflight(["--json"], env);
    const { ok, checks }: Printed = JSON.parse(out);
    const bad = checks.filter(({ verdict }) => verdict === "bad" || verdict === "unknown");
    expect({ code, ok }).toEqual({ code: bad.length === 0 ? exitCodes.ok : exitCodes.unhealthy, ok: bad.length === 0 });
    return Object.fromEntries(bad.map(({ id, verdict, found }) => [id, `${verdict}: ${found}`]));
  }

  it("finds nothing in the way after a bootstrap", async () => {
    expect(await complaints()).toEqual({});
    const { code, out } = await preflight();
    expect(code).toBe(exitCodes.ok);
    expect(out).toContain("✓ its edition is BUSINESS_CRITICAL: BUSINESS_CRITICAL");
    expect(out).toMatch(/Nothing stands in the way of the first apply\.\n$/);
  });

  it("can't tell editions without an administrator, and lets a person look", async () => {
    const env = { TWINBERG_CONFIG: accounts.config, ...keys };
    const bad = await complaints(env);
    expect(Object.keys(bad)).toEqual(["primary.edition", "secondary.edition"]);
    const { code, out } = await preflight(["--accept", "primary.edition, secondary.edition"], env);
    expect(code).toBe(exitCodes.ok);
    expect(out).toContain("Accepted as it is: primary.edition, secondary.edition");
  });

  it("finds what somebody else has made", async () => {
    await accounts.administer("WEST", "CREATE DATABASE ICEBERG_PROD", "CREATE ROLE ICEBERG_ANALYST");
    try {
      const bad = await complaints();
      expect(Object.keys(bad)).toEqual([
        "secondary.names.secondary-account.roles",
        "secondary.names.secondary-data.databases",
      ]);
    } finally {
      await accounts.administer("WEST", "DROP DATABASE ICEBERG_PROD", "DROP ROLE ICEBERG_ANALYST");
    }
  });

  it("looks at one account when the other has no key, and says which", async () => {
    const { TF_VAR_secondary_snowflake_private_key: _key, ...env } = { ...accounts.env, ...keys };
    const bad = await complaints(env);
    expect(Object.keys(bad).every((id) => id.startsWith("secondary."))).toBe(true);
    expect(bad["secondary.login"]).toMatch(/^unknown: TF_VAR_secondary_snowflake_private_key is not set/);
  });

  it("changes nothing", async () => {
    const statements: string[] = [];
    const open = async (settings: Parameters<typeof openSession>[0]): Promise<SnowflakeSession> => {
      const session = await openSession(settings);
      return {
        close: () => session.close(),
        execute: (sql) => {
          statements.push(sql);
          return session.execute(sql);
        },
      };
    };
    await preflight([], undefined, { open });
    expect(statements.filter((sql) => !/^(SELECT CURRENT_|SHOW |USE ROLE )/.test(sql))).toEqual([]);
  });

  it("refuses to accept a check that there isn't", async () => {
    const { code, errors } = await preflight(["--accept", "primary.editon"]);
    expect({ code, errors }).toEqual({ code: exitCodes.usage, errors: expect.stringContaining('"primary.editon"') });
  });

  it("ends at Ctrl-C without waiting for an answer", async () => {
    const interrupted = new AbortController();
    const open = (): Promise<SnowflakeSession> => {
      interrupted.abort();
      return new Promise(() => undefined);
    };
    const { code, out } = await preflight([], undefined, { open, interrupted });
    expect({ code, out }).toEqual({ code: exitCodes.interrupted, out: "" });
  });
});
