import { readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { adoptCommand } from "../../../operator/commands/adopt";
import { exitCodes } from "../../../operator/exit-codes";
import { runProgram } from "../../../operator/program";
import { openSession, type SessionSettings, type SnowflakeSession } from "../../../operator/snowflake/session";
import { EmptyAccounts } from "../bootstrap/empty-accounts";

const REPLICATED = "replicated";
const BOTH = [
  "CREATE WAREHOUSE ICEBERG_DEMO_WH",
  "CREATE ROLE ICEBERG_ADMIN",
  "CREATE ROLE ICEBERG_ANALYST",
  "CREATE DATABASE ICEBERG_DEMO_EXT",
  "CREATE TABLE ICEBERG_DEMO_EXT.PUBLIC.CLICKS (ID INT, COST FLOAT)",
  "INSERT INTO ICEBERG_DEMO_EXT.PUBLIC.CLICKS VALUES (1, 0.5), (2, 1.5)",
];
const SOURCE = [
  "CREATE DATABASE ICEBERG_PROD",
  "CREATE SCHEMA ICEBERG_PROD.ADVERTISING COMMENT = 'it''s read'",
  "CREATE OR REPLACE VIEW ICEBERG_PROD.ADVERTISING.V_CLICKS COMMENT = 'all' AS SELECT * FROM ICEBERG_DEMO_EXT.PUBLIC.CLICKS",
  "USE SCHEMA ICEBERG_PROD.ADVERTISING",
  'CREATE SECURE VIEW "A ""view"" as" (N) AS SELECT COUNT(*) FROM V_CLICKS',
  "CREATE DATABASE OTHERS",
  "CREATE TABLE OTHERS.PUBLIC.T (A INT)",
  "CREATE FAILOVER GROUP ICEBERG_BCDR_DB_FG OBJECT_TYPES = DATABASES ALLOWED_DATABASES = ICEBERG_PROD, OTHERS ALLOWED_ACCOUNTS = ORG.WEST",
];
const REPLICA = [
  "CREATE FAILOVER GROUP ICEBERG_BCDR_DB_FG AS REPLICA OF ORG.EAST.ICEBERG_BCDR_DB_FG",
  "ALTER FAILOVER GROUP ICEBERG_BCDR_DB_FG REFRESH",
  "GRANT MONITOR ON FAILOVER GROUP ICEBERG_BCDR_DB_FG TO ROLE ICEBERG_ADMIN",
  "GRANT USAGE ON DATABASE ICEBERG_PROD TO ROLE ICEBERG_ANALYST",
  "GRANT USAGE ON SCHEMA ICEBERG_PROD.ADVERTISING TO ROLE ICEBERG_ANALYST",
  "GRANT SELECT ON VIEW ICEBERG_PROD.ADVERTISING.V_CLICKS TO ROLE ICEBERG_ANALYST",
  "GRANT SELECT ON FUTURE VIEWS IN DATABASE ICEBERG_PROD TO ROLE ICEBERG_ANALYST",
];
const WHAT_APPLICATIONS_READ = `SELECT N FROM ICEBERG_PROD.ADVERTISING."A ""view"" as"`;

/** What changes something, in the order in which it is run: what is killed before the next one is killed after this one. */
export const CUT_POINTS: readonly RegExp[] = [
  /^ALTER FAILOVER GROUP \S+ SUSPEND/,
  /^CREATE TABLE IF NOT EXISTS "ICEBERG_PROD__SAVED"/,
  /^INSERT INTO "ICEBERG_PROD__SAVED"/,
  /^CREATE DATABASE "ICEBERG_PROD__NEXT"/,
  /^CREATE OR REPLACE VIEW/,
  /^GRANT OWNERSHIP ON SCHEMA/,
  /^ALTER FAILOVER GROUP \S+ REMOVE/,
  /^DROP FAILOVER GROUP/,
  /^ALTER DATABASE .* SWAP/,
  /^CREATE FAILOVER GROUP/,
  /^DROP DATABASE IF EXISTS "ICEBERG_PROD__NEXT"/,
];

/** What is claimed of `twinberg adopt prod`. @param cuts what it is killed after */
export function itMakesProdIndependent(cuts: readonly RegExp[]): void {
  describe("twinberg adopt prod over two emulated accounts", () => {
    let accounts: EmptyAccounts;

    beforeAll(async () => {
      accounts = await EmptyAccounts.start();
      await accounts.administer(
        "EAST",
        "USE ROLE ORGADMIN",
        "SELECT SYSTEM$GLOBAL_ACCOUNT_SET_PARAMETER('ORG.EAST', 'ENABLE_ACCOUNT_DATABASE_REPLICATION', 'true')",
        "SELECT SYSTEM$GLOBAL_ACCOUNT_SET_PARAMETER('ORG.WEST', 'ENABLE_ACCOUNT_DATABASE_REPLICATION', 'true')",
        "USE ROLE ACCOUNTADMIN",
        ...BOTH,
        ...SOURCE,
      );
      await accounts.administer("WEST", ...BOTH, ...REPLICA);
      await accounts.administer(
        "EAST",
        "ALTER FAILOVER GROUP ICEBERG_BCDR_DB_FG SET REPLICATION_SCHEDULE = '60 MINUTE'",
      );
      await accounts.emulator.control.snapshots.make(REPLICATED);
    });
    afterAll(() => accounts.close());
    beforeEach(begin);

    async function begin(): Promise<void> {
      if (!(await accounts.emulator.control.snapshots.restore(REPLICATED))) throw new Error("it was not made");
      for (const name of readdirSync(accounts.folder)) rmSync(path.join(accounts.folder, name), { recursive: true });
      accounts.configure([/user: TERRAFORM\n/g, "user: ADMIN\n"]);
    }

    async function adoptProd(args: readonly string[], open = openSession, answer = true) {
      const [out, told, errors]: [string[], string[], string[]] = [[], [], []];
      const context = {
        env: {
          TWINBERG_CONFIG: accounts.config,
          TF_VAR_primary_snowflake_private_key: accounts.privateKey,
          TF_VAR_secondary_snowflake_private_key: accounts.privateKey,
        },
        root: accounts.folder,
        write: (text: string) => void out.push(text),
        progress: (text: string) => void told.push(text),
        signal: new AbortController().signal,
      };
      const command = adoptCommand(undefined, { open, canAsk: () => true, ask: async () => answer });
      const code = await runProgram(["adopt", "prod", ...args], [command], context, (text) => void errors.push(text));
      return { code, out: out.join(""), told: told.join(""), errors: errors.join("") };
    }

    const west = (...statements: readonly string[]) =>
      accounts.administer("WEST", "USE WAREHOUSE ICEBERG_DEMO_WH", ...statements);
    const names = async (statement: string) => (await west(statement)).map((row) => String(row.name)).sort();

    /** Refreshes once; the one that the schedule began comes first. */
    async function refresh(): Promise<void> {
      for (;;) {
        try {
          await west("ALTER FAILOVER GROUP ICEBERG_BCDR_DB_FG REFRESH");
          return;
        } catch (error) {
          if (!/003915|being refreshed|in progress|already/i.test(String(error))) throw error;
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
      }
    }

    async function mustBeIndependent(): Promise<void> {
      expect(await west(WHAT_APPLICATIONS_READ)).toEqual([{ N: 2 }]);
      await west("CREATE VIEW ICEBERG_PROD.ADVERTISING.ONE AS SELECT 1 AS A", "DROP VIEW ICEBERG_PROD.ADVERTISING.ONE");
      // What is on the list still comes; and what was taken off isn't dropped by a refresh any more.
      await accounts.administer("EAST", "INSERT INTO OTHERS.PUBLIC.T VALUES (7)");
      await refresh();
      expect(await west("SELECT A FROM OTHERS.PUBLIC.T")).toEqual([{ A: 7 }]);
      expect(await west("SELECT COUNT(*) AS N FROM ICEBERG_PROD.ADVERTISING.V_CLICKS")).toEqual([{ N: 2 }]);
      expect(await names("SHOW DATABASES LIKE 'ICEBERG\\\\_PROD%'")).toEqual(["ICEBERG_PROD", "ICEBERG_PROD__SAVED"]);
      const granted = await west("SHOW GRANTS TO ROLE ICEBERG_ANALYST");
      expect(granted.map((row) => `${String(row.privilege)} ${String(row.granted_on)}`).sort()).toEqual([
        "SELECT VIEW",
        "USAGE DATABASE",
        "USAGE SCHEMA",
      ]);
      expect(await west("SHOW FUTURE GRANTS IN DATABASE ICEBERG_PROD")).toHaveLength(1);
      expect((await west("SHOW GRANTS TO ROLE ICEBERG_ADMIN")).map((row) => row.privilege)).toEqual(["MONITOR"]);
    }

    it("shows the plan, and changes nothing without a yes", async () => {
      const { code, out } = await adoptProd(["--plan"]);
      expect(code).toBe(exitCodes.unhealthy);
      expect(out).toMatch(
        /^ICEBERG_PROD in WEST \(2 views, 4 grants\) becomes a database of the account's own:\n {2}1\. WEST: suspend/,
      );
      const asked = await adoptProd([], openSession, false);
      expect(asked).toMatchObject({ code: exitCodes.unhealthy, told: "nothing was done\n" });
      expect(await names("SHOW DATABASES LIKE 'ICEBERG\\\\_PROD%'")).toEqual(["ICEBERG_PROD"]);
    });

    it("makes it the account's own, and has nothing to do a second time", async () => {
      const { code, out, told, errors } = await adoptProd(["--yes"]);
      expect({ code, errors, failed: /✗[\s\S]*/.exec(told)?.[0] }).toEqual({
        code: exitCodes.ok,
        errors: "",
        failed: undefined,
      });
      expect(out).toContain("it was made independent, and the replica is gone. Nothing is to be done.");
      await mustBeIndependent();
      const saved = readFileSync(path.join(accounts.folder, "config.prod-definitions.json"), "utf8");
      expect(saved).toContain("SELECT COUNT(*) FROM V_CLICKS");
      const again = await adoptProd(["--yes", "--json"]);
      expect({ code: again.code, ...JSON.parse(again.out) }).toMatchObject({
        code: exitCodes.ok,
        ok: true,
        prod: "built",
      });
    });

    it.each(cuts)(
      "goes on when it was killed after %s, and applications always find their views",
      async (statement) => {
        const { open, wasKilled } = killedAfter(statement);
        await adoptProd(["--yes"], open);
        expect({ killed: wasKilled(), read: await west(WHAT_APPLICATIONS_READ) }).toEqual({
          killed: true,
          read: [{ N: 2 }],
        });
        const { code, errors, told } = await adoptProd(["--yes"]);
        expect({ code, errors, failed: /✗[\s\S]*/.exec(told)?.[0] }).toEqual({
          code: exitCodes.ok,
          errors: "",
          failed: undefined,
        });
        await mustBeIndependent();
      },
    );

    it("refuses a database that holds more than views, and names it", async () => {
      await accounts.administer("EAST", "CREATE TABLE ICEBERG_PROD.ADVERTISING.LOG (A INT)");
      await refresh();
      const { code, out } = await adoptProd(["--yes"]);
      expect(code).toBe(exitCodes.unhealthy);
      expect(out).toContain("✗ it isn't views alone: tables ADVERTISING.LOG");
    });

    it("refuses a replica that no failover group brings, and says how it becomes the account's own", async () => {
      const group = "FAILOVER GROUP ICEBERG_BCDR_DB_FG";
      await west(`DROP ${group}`, "DROP DATABASE ICEBERG_PROD");
      await accounts.administer(
        "EAST",
        `ALTER ${group} REMOVE ICEBERG_PROD FROM ALLOWED_DATABASES`,
        "ALTER DATABASE ICEBERG_PROD ENABLE REPLICATION TO ACCOUNTS ORG.WEST",
      );
      await west(
        "CREATE DATABASE ICEBERG_PROD AS REPLICA OF ORG.EAST.ICEBERG_PROD",
        "ALTER DATABASE ICEBERG_PROD REFRESH",
      );
      const { code, out } = await adoptProd(["--yes", "--json"]);
      expect({ code, ...JSON.parse(out) }).toMatchObject({
        ...{ code: exitCodes.unhealthy, ok: false, prod: "secondary" },
        plan: { kind: "refused", reasons: [expect.stringContaining("replicated from ORG.EAST.ICEBERG_PROD")] },
      });
      expect((await adoptProd(["--plan"])).out).toContain(
        "end it in the account EAST, by SELECT SYSTEM$DISABLE_DATABASE_REPLICATION('ICEBERG_PROD')",
      );
      // What it says helps.
      await accounts.administer("EAST", "SELECT SYSTEM$DISABLE_DATABASE_REPLICATION('ICEBERG_PROD')");
      const after = await adoptProd(["--yes", "--json"]);
      expect({ code: after.code, ...JSON.parse(after.out) }).toMatchObject({ code: exitCodes.ok, prod: "own" });
    });

    it("takes nothing away while a view of the new database isn't right", async () => {
      const open = async (settings: SessionSettings): Promise<SnowflakeSession> => {
        const session = await openSession(settings);
        return {
          close: () => session.close(),
          // Another row count than the old one's.
          execute: (sql) =>
            session.execute(sql.replace(/AS MINE, \(SELECT COUNT\(\*\)/, "AS MINE, (SELECT COUNT(*) + 1")),
        };
      };
      const { code, told } = await adoptProd(["--yes"], open);
      expect(code).toBe(exitCodes.unhealthy);
      expect(told).toMatch(/✗ nothing is taken away \(unlist\) before all views of ICEBERG_PROD__NEXT are right:/);
      const listed = await accounts.administer("EAST", "SHOW DATABASES IN FAILOVER GROUP ICEBERG_BCDR_DB_FG");
      expect(listed.map((row) => row.name)).toContain("ICEBERG_PROD");
    });

    /** Sessions that are gone when a statement was carried out, before its answer comes. */
    function killedAfter(statement: RegExp) {
      let killed = false;
      const open = async (settings: SessionSettings): Promise<SnowflakeSession> => {
        const session = await openSession(settings);
        return {
          close: () => session.close(),
          execute: async (sql) => {
            if (killed) throw new Error("killed");
            const rows = await session.execute(sql);
            killed = statement.test(sql);
            if (killed) throw new Error("killed");
            return rows;
          },
        };
      };
      return { open, wasKilled: () => killed };
    }
  });
}
