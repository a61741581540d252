import { demoConfig } from "../helpers/demo-config";
import { EmulatedOrganization } from "../helpers/emulated-organization";
import { EmulatedTerraform } from "../helpers/emulated-terraform";
import { type SynthesizedStack, synthesize } from "../helpers/synthesize";

const GROUPS = ["ICEBERG_BCDR_ACCOUNT_FG", "ICEBERG_BCDR_VOLUME_FG", "ICEBERG_BCDR_DB_FG"];
const WRITERS = ["HEARTBEAT", "EXPORT_SCHEMA", "KEEP_LAST_GOOD"].map((name) => `${name}_TASK`);
type AccountName = "EAST" | "WEST";

/**
 * Terraform owns shape, the controller owns roles (docs/adr/012): every stack, converged in two emulated accounts by the
 * stand-in provider's own calls, is planned and applied in each state that a failover leaves behind.
 */
describe.each([
  ["declared", ["primary-account", "secondary-account", "failover-primary", "failover-secondary"]],
  ["replicated", ["primary-account", "failover-primary", "failover-secondary", "secondary-account"]],
] as const)("with %s roles", (roles, foundations) => {
  const configured = (databases: string, minutes = 5) =>
    demoConfig(
      [/failover:\n {2}schedule:\n {4}minutes: \d+/, `failover:\n  schedule:\n    minutes: ${minutes} # each`],
      [
        "failover:\n",
        `failover:\n  databaseGroup:\n    databases: [${databases}]\n  accountGroup:\n    roles: ${roles}\n    integrationTypes: [STORAGE, NOTIFICATION]\n    resourceMonitors: true\n    networkPolicies: true\n`,
      ],
      ["writer: none", "writer: primary"],
    );
  const config = configured("");
  const stacks = synthesize(config);
  const names = [...foundations, "primary-data", "secondary-data", "table-sync"];
  const terraform = new Map<string, EmulatedTerraform>();
  let clouds: EmulatedOrganization;

  const stack = (name: string): EmulatedTerraform => {
    const found = terraform.get(name);
    if (found === undefined) throw new Error(`there is no stack ${name}`);
    return found;
  };

  /** `stack: what would change`, of the stacks that aren't as they should be. */
  async function planned(of: readonly string[]): Promise<readonly string[]> {
    const found: string[] = [];
    for (const name of of) {
      const changes = await stack(name).plan();
      found.push(...changes.map(({ address, action, attributes }) => `${name}: ${action} ${address} ${attributes}`));
    }
    return found;
  }

  /** The statements that an apply of these stacks runs besides those that look. */
  async function applied(of: readonly string[]): Promise<readonly string[]> {
    const done: string[] = [];
    for (const name of of) done.push(...(await stack(name).apply()));
    return done;
  }

  /** Where each group and the connection are primary, as an account sees itself. */
  async function primaryIn(account: AccountName): Promise<readonly string[]> {
    const session = await clouds.session(account, "ACCOUNTADMIN");
    const found: string[] = [];
    for (const kind of ["FAILOVER GROUPS", "CONNECTIONS"]) {
      const { rows } = await session.run(`SHOW ${kind}`);
      const own = rows.filter((row) => row.text("account_name") === account && row.boolean("is_primary"));
      found.push(...own.map((row) => row.text("name")));
    }
    return found.sort();
  }

  const inEach = (command: string) => GROUPS.map((group) => `ALTER FAILOVER GROUP ${group} ${command}`);

  /** What the controller says in the account that it makes primary, after a last refresh. */
  const promote = (account: AccountName) =>
    clouds.administer(account, ...inEach("REFRESH"), ...inEach("PRIMARY"), "ALTER CONNECTION LAKE PRIMARY");

  /** What the controller says in the account that was primary: its writers rest, and it is a replica of the other. */
  async function demote(account: AccountName): Promise<void> {
    await clouds.administer(
      account,
      ...WRITERS.map((task) => `ALTER TASK ICEBERG_MONITORING.MONITORING.${task} SUSPEND`),
      "ALTER DATABASE ICEBERG_DEMO_CLD UPDATE LINKED_CATALOG SET ALLOWED_WRITE_OPERATIONS = NONE",
      ...inEach("REFRESH"),
      ...inEach("RESUME"),
    );
  }

  const everything = [...GROUPS, "LAKE"].sort();
  let principals: readonly unknown[];

  beforeAll(async () => {
    clouds = await EmulatedOrganization.start(config);
    // What is there before Twinberg.
    await clouds.administer("WEST", "CREATE ROLE IN_BOTH", "CREATE ROLE ONLY_IN_WEST");
    await clouds.administer("EAST", "CREATE ROLE IN_BOTH", "CREATE DATABASE MINE");
    for (const name of names) {
      const synthesized = stacks[name];
      if (synthesized === undefined) throw new Error(`${name} wasn't synthesized`);
      terraform.set(name, new EmulatedTerraform(clouds, synthesized));
      await stack(name).apply();
    }
    principals = foundations.map((name) => stack(name).principals());
  });
  afterAll(() => clouds.close());

  it("everything converges, and the plan after that is empty", async () => {
    expect(await planned(foundations)).toEqual([]);
    expect(await primaryIn("EAST")).toEqual(everything);
  });

  it("the secondary's roles are its own, or the primary's", async () => {
    const west = await clouds.session("WEST", "ACCOUNTADMIN");
    const { rows } = await west.run("SHOW ROLES");
    const has = (role: string) => rows.some((row) => row.text("name") === role);
    const change = west.run("ALTER ROLE IN_BOTH SET COMMENT = 'changed in the secondary'");

    // What both had is linked by name; what the primary lacks goes with the first refresh.
    expect(["IN_BOTH", "ONLY_IN_WEST"].map(has)).toEqual([true, roles === "declared"]);
    if (roles === "declared") await change;
    else await expect(change).rejects.toThrow(/^003950/);
  });

  it("the secondary's principals of what arrived are its own", () => {
    const [east, west] = ["primary-account", "failover-secondary"].map((name) => stack(name).principals());

    expect(west).toEqual({
      storage_principal_arn: expect.stringMatching(/^arn:aws:iam::/),
      volume_principal_arn: expect.stringMatching(/^arn:aws:iam::/),
    });
    expect(west?.volume_principal_arn).not.toBe(east?.volume_principal_arn);
    expect(west?.storage_principal_arn).not.toBe(east?.storage_principal_arn);
  });

  it("plan and apply have nothing to do half-way through a failover: one group promoted, one being decided", async () => {
    const [account, volume] = GROUPS;
    await clouds.administer("WEST", ...inEach("SUSPEND"), `ALTER FAILOVER GROUP ${account} REFRESH`);
    await clouds.administer(
      "WEST",
      `ALTER FAILOVER GROUP ${account} PRIMARY`,
      `ALTER FAILOVER GROUP ${volume} REFRESH`,
    );

    expect(await planned(foundations)).toEqual([]);
    expect(await applied(foundations)).toEqual([]);
    expect(await primaryIn("WEST")).toEqual([account]);

    await clouds.administer(
      "EAST",
      `ALTER FAILOVER GROUP ${account} REFRESH`,
      `ALTER FAILOVER GROUP ${account} PRIMARY`,
    );
    await clouds.administer("WEST", ...inEach("REFRESH"));
  });

  it("plan and apply have nothing to do while the secondary is active, whatever the old primary has done since", async () => {
    await promote("WEST");
    expect(await planned(foundations)).toEqual([]);

    await demote("EAST");
    await clouds.administer(
      "WEST",
      "ALTER DATABASE ICEBERG_DEMO_CLD UPDATE LINKED_CATALOG SET ALLOWED_WRITE_OPERATIONS = ALL",
    );

    expect(await planned(names)).toEqual([]);
    expect(await applied(foundations)).toEqual([]);
    expect(await primaryIn("WEST")).toEqual(everything);
    expect(await primaryIn("EAST")).toEqual([]);
    expect(foundations.map((name) => stack(name).principals())).toEqual(principals);
  });

  it("the groups' schedules can't be edited then either, and stay what they are", async () => {
    const name = "primary-data";
    const schedules = ({ [name]: whole }: typeof stacks): SynthesizedStack => {
      if (whole === undefined) throw new Error(`there is no ${name}`);
      const steps = Object.entries(whole.resource?.snowflake_execute ?? {});
      const refreshes = steps.filter(([id]) => id.startsWith("Refreshes_"));
      return { ...whole, resource: { snowflake_execute: Object.fromEntries(refreshes) } };
    };
    stack(name).change(schedules(synthesize(configured("", 7))));
    await expect(stack(name).apply()).rejects.toThrow(/Refreshes_\w+: 003932/);

    stack(name).change(schedules(stacks));
    expect(await planned([name])).toEqual([]);
  });

  it("a destroy of either side is refused then, by its first statement: nothing has been undone", async () => {
    await expect(stack("failover-secondary").destroy()).rejects.toThrow(/DestroyGuard\d_\w+: 003931/);
    await expect(stack("failover-primary").destroy()).rejects.toThrow(/DestroyGuard\d_\w+: 003932/);

    expect(await planned(foundations)).toEqual([]);
    expect(await primaryIn("WEST")).toEqual(everything);
  });

  it("what the groups carry can't be edited then: Snowflake refuses, nothing has moved, and it is done after the failback", async () => {
    const edited = synthesize(configured("MINE"))["failover-primary"];
    if (edited === undefined) throw new Error("there is no such stack");
    stack("failover-primary").change(edited);

    await expect(stack("failover-primary").apply()).rejects.toThrow(/Failover_DatabaseShape_\w+: 003932/);
    expect(await primaryIn("WEST")).toEqual(everything);
    expect(await planned(foundations)).toEqual(["failover-primary: create snowflake_execute.Failover_DatabaseShape "]);
  });

  it("after the failback the admin of the primary works on what was made in the secondary meanwhile", async () => {
    const west = await clouds.session("WEST", "ICEBERG_ADMIN", "ICEBERG_TASK_WH");
    await west.run("CREATE TABLE ICEBERG_OPS.LAST_GOOD.MADE_IN_WEST (ID INT)");
    await west.run("INSERT INTO ICEBERG_OPS.LAST_GOOD.MADE_IN_WEST VALUES (1)");
    await promote("EAST");
    await demote("WEST");
    const east = await clouds.session("EAST", "ICEBERG_ADMIN", "ICEBERG_TASK_WH");
    await east.run("INSERT INTO ICEBERG_OPS.LAST_GOOD.MADE_IN_WEST VALUES (2)");
    const { rows } = await east.run("SELECT TO_VARCHAR(COUNT(*)) AS N FROM ICEBERG_OPS.LAST_GOOD.MADE_IN_WEST");

    expect(rows.map((row) => row.text("N"))).toEqual(["2"]);
    expect(await applied(foundations)).toEqual([
      'ALTER FAILOVER GROUP "ICEBERG_BCDR_DB_FG" SET OBJECT_TYPES = DATABASES ALLOWED_DATABASES = "ICEBERG_OPS", "MINE"',
    ]);
    expect(await planned(foundations)).toEqual([]);
    expect(await primaryIn("EAST")).toEqual(everything);
    expect(foundations.map((name) => stack(name).principals())).toEqual(principals);
  });

  it("the secondary's stacks plan and apply with the primary dead, before and after they are promoted", async () => {
    const own = ["secondary-account", "failover-secondary"];
    clouds.lose("EAST");
    expect(await planned(own)).toEqual([]);

    await clouds.administer("WEST", ...inEach("PRIMARY"), "ALTER CONNECTION LAKE PRIMARY");

    expect(await planned([...own, "secondary-data"])).toEqual([]);
    expect(await applied(own)).toEqual([]);
    expect(await primaryIn("WEST")).toEqual(everything);
  });
});
