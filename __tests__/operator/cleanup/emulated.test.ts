import path from "node:path";
import type { AccountRole } from "../../../config/schema";
import { cleanupJson } from "../../../operator/cleanup/cleanup-json";
import type { StateResource } from "../../../operator/cleanup/observation";
import { observeAccount } from "../../../operator/cleanup/observe/account";
import type { OpenedCleanup } from "../../../operator/cleanup/open-cleanup";
import { observeController } from "../../../operator/cleanup/sole-controller";
import type { TerraformStacks } from "../../../operator/cleanup/terraform/stacks";
import { cleanupCommand } from "../../../operator/commands/cleanup";
import { exitCodes } from "../../../operator/exit-codes";
import { MemoryJournalStore, MemoryLeaseStore } from "../../../operator/failover/memory-stores";
import { runProgram } from "../../../operator/program";
import type { SnowflakeSession } from "../../../operator/snowflake/session";
import { demoConfig } from "../../helpers/demo-config";
import { EmulatedOrganization } from "../../helpers/emulated-organization";
import { EmulatedTerraform } from "../../helpers/emulated-terraform";
import { synthesize } from "../../helpers/synthesize";
import { graphOf } from "./world";

const APPLIED = [
  "primary-account",
  "secondary-account",
  "failover-primary",
  "failover-secondary",
  "primary-data",
  "secondary-data",
  "table-sync",
];

/** The command over two emulated accounts, which refuse what Snowflake refuses; AWS has nothing. */
describe("twinberg cleanup over two emulated accounts", () => {
  const config = demoConfig();
  const synthesized = synthesize(config);
  const terraform = new Map<string, EmulatedTerraform>();
  const leases = new MemoryLeaseStore();
  const journals = new MemoryJournalStore();
  const sessions = new Map<AccountRole, SnowflakeSession>();
  const begun: string[] = [];
  let clouds: EmulatedOrganization;
  /** A stack whose destroy fails, as when the network is gone. */
  let failing: string | undefined;

  const stacks: TerraformStacks = {
    graph: graphOf(config),
    resources: async (name) => {
      const stack = terraform.get(name);
      if (stack === undefined) return null;
      return [...stack.resources()].map(([address, state]): StateResource => {
        const given = Object.entries({
          name: state.name,
          database: state.database,
          schema: state.schema,
          revert: state.revert,
        }).filter(([, value]) => typeof value === "string");
        return { address, type: address.split(".")[0] ?? "", ...Object.fromEntries(given) };
      });
    },
    forget: async (name, addresses) => terraform.get(name)?.forget(addresses),
    planDestroy: async (name, use) =>
      use({
        deletes: (await stacks.resources(name)) ?? [],
        others: [],
        apply: async () => {
          begun.push(name);
          if (failing === name) throw new Error("connection reset by peer");
          await terraform.get(name)?.destroy();
          return "Apply complete!";
        },
      }),
  };

  const sessionOf = async (account: AccountRole): Promise<SnowflakeSession> => {
    const session = sessions.get(account) ?? (await clouds.driverSession(config.accounts[account].name));
    sessions.set(account, session);
    return session;
  };

  async function cleanup(...args: readonly string[]) {
    const [out, errors]: [string[], string[]] = [[], []];
    const opened: OpenedCleanup = {
      stacks,
      looks: {
        account: async (account) => observeAccount(config, account, await sessionOf(account)),
        aws: async () => ({ buckets: new Map(), glueTables: null }),
        applied: async () => new Set(["an-old-stack"]),
        controller: () => observeController(leases, journals, new Date()),
      },
      act: {
        sessionOf,
        emptyBucket: async ({ bucket }) => {
          throw new Error(`there is no ${bucket}`);
        },
        deleteState: async () => terraform.clear(),
      },
      leases: async () => leases,
      close: async () => undefined,
    };
    const command = cleanupCommand({
      open: async () => opened,
      isTerminal: () => false,
      ask: async () => false,
      clock: () => new Date(),
    });
    const context = {
      env: { TWINBERG_CONFIG: path.join(__dirname, "../../../config/demo.yaml") },
      root: __dirname,
      write: (text: string) => void out.push(text),
      progress: (text: string) => void errors.push(text),
      signal: new AbortController().signal,
    };
    const code = await runProgram(["cleanup", ...args], [command], context, (text) => void errors.push(text));
    return { code, out: out.join(""), errors: errors.join("") };
  }

  async function names(account: AccountRole, kind: string): Promise<readonly string[]> {
    const rows = await (await sessionOf(account)).execute(`SHOW ${kind}`);
    const { name: own } = config.accounts[account];
    return rows
      .filter((row) => row.account_name === undefined || row.account_name === own)
      .map(({ name }) => String(name))
      .sort();
  }

  beforeAll(async () => {
    clouds = await EmulatedOrganization.start(config);
    // Somebody else's.
    await clouds.administer("EAST", "CREATE DATABASE MINE", "CREATE ROLE MINE");
    for (const name of APPLIED) {
      const stack = synthesized[name];
      if (stack === undefined) throw new Error(`${name} wasn't synthesized`);
      const one = new EmulatedTerraform(clouds, stack);
      terraform.set(name, one);
      await one.apply();
    }
    await clouds.administer(
      "WEST",
      "CREATE VIEW ICEBERG_PROD.ADVERTISING.PEOPLES AS SELECT 1 AS ONE",
      "USE WAREHOUSE ICEBERG_TASK_WH",
    );
    await clouds.administer(
      "EAST",
      "USE WAREHOUSE ICEBERG_TASK_WH",
      "CREATE TABLE ICEBERG_OPS.LAST_GOOD.CAMPAIGNS AS SELECT 1 AS ID",
    );
  });
  afterAll(async () => {
    for (const session of sessions.values()) await session.close();
    await clouds.close();
  });

  it("shows in a plan what is there, by what Snowflake and the state say", async () => {
    const { code, out } = await cleanup("--plan", "--json");
    expect(code).toBe(exitCodes.unhealthy);
    const plan = cleanupJson.parse(JSON.parse(out));
    expect(plan.refusals).toEqual([]);
    expect(plan.keeps.map(({ data, account }) => `${data} ${account}`)).toEqual([
      "ops primary",
      "ops secondary",
      "monitoring primary",
      "monitoring secondary",
      "prod secondary",
      "state undefined",
    ]);
    expect(plan.keeps[0]?.holds).toMatch(/^1 row, 1.0 kB, in 3 tables$/);
    expect(plan.leaves.map(({ what }) => what)).toContain("the stack an-old-stack in Terraform's state");
    expect(await names("primary", "FAILOVER GROUPS")).toHaveLength(3);
  });

  it("stops at what fails, says where, and lets go of the lease", async () => {
    failing = "failover-primary";
    const { code, out, errors } = await cleanup("--yes", "--name", "TWINBERG", "--json");
    expect(code).toBe(exitCodes.unhealthy);
    expect(errors).toMatch(/✗ failover-primary: destroy \d+ resources: connection reset by peer\n/);
    const { ok, done, steps } = cleanupJson.parse(JSON.parse(out));
    expect(ok).toBe(false);
    expect(done.at(-1)).toMatch(/^failover-primary: Terraform forgets \d+ resources? to keep \(ops\)$/);
    expect(steps[0]).toMatchObject({ kind: "destroy", stack: "failover-primary" });
    expect(await names("secondary", "FAILOVER GROUPS")).toEqual([]);
    expect(await names("primary", "FAILOVER GROUPS")).toHaveLength(3);
    expect((await observeController(leases, journals, new Date())).lease).toBeNull();
  });

  it("goes on from there, and has then removed all but the data", async () => {
    failing = undefined;
    begun.length = 0;
    const { code, out, errors } = await cleanup("--yes", "--name", "TWINBERG");
    expect({ code, errors }).toEqual({ code: exitCodes.ok, errors: expect.not.stringContaining("✗") });
    expect(begun).toEqual(["failover-primary", "secondary-account", "primary-account"]);
    expect(out).toContain("Nothing is left to remove.");
    for (const account of ["primary", "secondary"] as const) {
      expect(await names(account, "FAILOVER GROUPS")).toEqual([]);
      expect(await names(account, "CONNECTIONS")).toEqual([]);
      expect(await names(account, "INTEGRATIONS")).toEqual([]);
      expect(await names(account, "EXTERNAL VOLUMES")).toEqual([]);
      expect(await names(account, "WAREHOUSES")).toEqual([]);
      expect((await names(account, "ROLES")).filter((name) => name.startsWith("ICEBERG"))).toEqual([]);
    }
    const kept = (databases: readonly string[]) => databases.filter((name) => !name.startsWith("SNOWFLAKE"));
    expect(kept(await names("primary", "DATABASES"))).toEqual(["ICEBERG_MONITORING", "ICEBERG_OPS", "MINE"]);
    expect(kept(await names("secondary", "DATABASES"))).toEqual(["ICEBERG_MONITORING", "ICEBERG_OPS", "ICEBERG_PROD"]);
    expect(await names("primary", "ROLES")).toContain("MINE");
    const tables = await (await sessionOf("primary")).execute("SHOW TABLES IN DATABASE ICEBERG_OPS");
    expect(tables.map(({ name, rows, owner }) => `${name} ${rows} ${owner}`)).toContain("CAMPAIGNS 1 ACCOUNTADMIN");
    const views = await (await sessionOf("secondary")).execute("SHOW VIEWS IN SCHEMA ICEBERG_PROD.ADVERTISING");
    expect(views.map(({ name }) => name)).toContain("PEOPLES");
  });

  it("has nothing to do then, and deletes nothing that it has left, whatever is asked for", async () => {
    const { code, out } = await cleanup("--yes", "--name", "TWINBERG", "--delete-data", "ops,prod", "--json");
    expect(code).toBe(exitCodes.ok);
    expect(cleanupJson.parse(JSON.parse(out))).toMatchObject({ ok: true, steps: [], deletes: [] });
    expect(await names("primary", "DATABASES")).toContain("ICEBERG_OPS");
  });
});
