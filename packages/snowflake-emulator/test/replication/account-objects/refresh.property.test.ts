import fc from "fast-check";
import type { Bench } from "../../support/accounts";
import { organizationBench } from "../../support/organization";
import { catalogIntegration, storageIntegration, volume } from "./carried";

/** Something that happens: a statement in the source account or in the target, or an event between the accounts. */
type Happening =
  | { readonly kind: "statement" | "local"; readonly sql: string }
  | { readonly kind: "refresh" | "promote" };

const name = fc.constantFrom("a", "b", "c");
const pair = fc.tuple(name, name);

const statement = fc.oneof(
  name.map((one) => `CREATE ROLE ${one}`),
  name.map((one) => `CREATE OR REPLACE ROLE ${one} COMMENT = 'again'`),
  name.map((one) => `DROP ROLE ${one}`),
  pair.map(([one, other]) => `ALTER ROLE ${one} RENAME TO ${other}`),
  pair.map(([one, other]) => `GRANT ROLE ${one} TO ROLE ${other}`),
  pair.map(([one, other]) => `REVOKE ROLE ${one} FROM ROLE ${other}`),
  name.map((one) => `GRANT ROLE ${one} TO ROLE SYSADMIN`),
  name.map((one) => `CREATE USER ${one} DEFAULT_ROLE = ${one}`),
  name.map((one) => `ALTER USER ${one} SET COMMENT = 'c'`),
  name.map((one) => `DROP USER ${one}`),
  pair.map(([one, other]) => `GRANT ROLE ${one} TO USER ${other}`),
  pair.map(([one, other]) => `REVOKE ROLE ${one} FROM USER ${other}`),
  name.map((one) => `CREATE RESOURCE MONITOR ${one}`),
  name.map((one) => `DROP RESOURCE MONITOR ${one}`),
  pair.map(([one, other]) => `CREATE WAREHOUSE ${one} INITIALLY_SUSPENDED = TRUE RESOURCE_MONITOR = ${other}`),
  name.map((one) => `CREATE OR REPLACE WAREHOUSE ${one} INITIALLY_SUSPENDED = TRUE`),
  pair.map(([one, other]) => `ALTER WAREHOUSE ${one} RENAME TO ${other}`),
  name.map((one) => `DROP WAREHOUSE ${one}`),
  pair.map(([one, other]) => `GRANT USAGE ON WAREHOUSE ${one} TO ROLE ${other}`),
  pair.map(([one, other]) => `REVOKE USAGE ON WAREHOUSE ${one} FROM ROLE ${other}`),
  pair.map(([one, other]) => `GRANT OWNERSHIP ON WAREHOUSE ${one} TO ROLE ${other} COPY CURRENT GRANTS`),
  name.map((one) => storageIntegration(one)),
  name.map((one) => `DROP INTEGRATION ${one}`),
  pair.map(([one, other]) => `GRANT USAGE ON INTEGRATION ${one} TO ROLE ${other} WITH GRANT OPTION`),
  name.map((one) => volume(one)),
  name.map((one) => `DROP EXTERNAL VOLUME ${one}`),
  name.map((one) => `CREATE SCHEMA d.${one}`),
  name.map((one) => `CREATE DATABASE ROLE d.${one}`),
  pair.map(([one, other]) => `GRANT DATABASE ROLE d.${one} TO ROLE ${other}`),
  pair.map(([one, other]) => `GRANT USAGE ON SCHEMA d.${one} TO DATABASE ROLE d.${other}`),
  pair.map(([one, other]) => `GRANT SELECT ON FUTURE TABLES IN SCHEMA d.${one} TO ROLE ${other}`),
  pair.map(([one, other]) => `GRANT OWNERSHIP ON SCHEMA d.${one} TO ROLE ${other} COPY CURRENT GRANTS`),
  fc.constantFrom("UTC", "Europe/Zurich").map((zone) => `ALTER ACCOUNT SET TIMEZONE = '${zone}'`),
);

const local = fc.oneof(
  pair.map(([one, other]) => `GRANT USAGE ON SCHEMA l.${one} TO ROLE ${other}`),
  name.map((one) => `GRANT CREATE DATABASE ON ACCOUNT TO ROLE ${one}`),
  name.map((one) => `GRANT MONITOR ON FAILOVER GROUP g TO ROLE ${one}`),
  name.map((one) => `GRANT USAGE ON INTEGRATION own TO ROLE ${one}`),
);

const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 16, arbitrary: statement.map((sql) => ({ kind: "statement", sql }) as const) },
  { weight: 4, arbitrary: local.map((sql) => ({ kind: "local", sql }) as const) },
  { weight: 3, arbitrary: fc.constant({ kind: "refresh" } as const) },
  { weight: 1, arbitrary: fc.constant({ kind: "promote" } as const) },
);

/** What SHOW says, but for what each account has of its own. */
async function contentOf(side: Bench) {
  const locator = side.account.identity.locator;
  const content: unknown[] = [];
  const show = async (sql: string) => {
    const rows = (await side.rows(sql)).map(
      ({ uuid: _own, state: _running, resumed_on: _since, is_current: _session, ...row }) => row,
    );
    content.push([sql, rows.map((row) => JSON.stringify(row).replaceAll(locator, "LOCATOR")).sort()]);
  };
  const names = async (sql: string) => (await side.rows(sql)).map((row) => String(row.name));
  for (const plural of [
    "ROLES",
    "USERS",
    "RESOURCE MONITORS",
    "WAREHOUSES",
    "STORAGE INTEGRATIONS",
    "EXTERNAL VOLUMES",
  ])
    await show(`SHOW ${plural}`);
  for (const role of await names("SHOW ROLES")) await show(`SHOW GRANTS OF ROLE ${role}`);
  for (const one of await names("SHOW WAREHOUSES")) await show(`SHOW GRANTS ON WAREHOUSE ${one}`);
  for (const one of await names("SHOW STORAGE INTEGRATIONS")) await show(`SHOW GRANTS ON INTEGRATION ${one}`);
  for (const one of await names("SHOW SCHEMAS IN DATABASE d")) {
    if (one === "INFORMATION_SCHEMA") continue;
    await show(`SHOW GRANTS ON SCHEMA d.${one}`);
    await show(`SHOW FUTURE GRANTS IN SCHEMA d.${one}`);
  }
  await show("SHOW DATABASE ROLES IN DATABASE d");
  for (const one of await names("SHOW DATABASE ROLES IN DATABASE d"))
    await show(`SHOW GRANTS OF DATABASE ROLE d.${one}`);
  await show("SHOW PARAMETERS LIKE 'TIMEZONE' IN ACCOUNT");
  return content;
}

/** Grants on what is an account's own, to roles that are still there, by the roles' ids. */
function localGrants({ account }: Bench): readonly string[] {
  const { state } = account;
  const own = new Set([
    state.objects.FAILOVER_GROUP.get("G")?.id,
    state.objects.INTEGRATION.get("OWN")?.id,
    ...state.objects.SCHEMA.in(state.objects.DATABASE.get("L")?.id ?? null).map(({ id }) => id),
  ]);
  return [...state.grants.privileges.values()].flatMap(({ on, privilege, granteeRoleId }) => {
    const role = state.objects.ROLE.byId(granteeRoleId);
    if (role === undefined || role.system || (on.type !== "ACCOUNT" && !own.has(on.id))) return [];
    return [`${granteeRoleId} ${privilege} ${on.type}`];
  });
}

it("after a refresh the target has what the source has, its local grants survive, and a second one changes nothing", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 8, maxLength: 30 }), async (happenings) => {
      const { east, west } = organizationBench();
      for (const one of [east, west]) {
        await one.run(
          "CREATE DATABASE l",
          "CREATE SCHEMA l.a",
          "CREATE SCHEMA l.b",
          "CREATE SCHEMA l.c",
          catalogIntegration("own"),
        );
      }
      await east.run(
        ...["a", "b", "c"].flatMap((one) => [`CREATE ROLE ${one}`, `GRANT ROLE ${one} TO ROLE SYSADMIN`]),
        "CREATE USER a",
        "CREATE WAREHOUSE a INITIALLY_SUSPENDED = TRUE",
        storageIntegration("a"),
        "CREATE DATABASE d",
        "CREATE SCHEMA d.a",
        "CREATE DATABASE ROLE d.a",
        "CREATE FAILOVER GROUP g OBJECT_TYPES = ROLES, USERS, RESOURCE MONITORS, WAREHOUSES, INTEGRATIONS, EXTERNAL VOLUMES, DATABASES, ACCOUNT PARAMETERS " +
          "ALLOWED_INTEGRATION_TYPES = STORAGE INTEGRATIONS ALLOWED_EXTERNAL_VOLUMES = ALL ALLOWED_DATABASES = d ALLOWED_ACCOUNTS = org.west",
      );
      await west.run(
        "CREATE FAILOVER GROUP g AS REPLICA OF org.east.g",
        "SELECT SYSTEM$LINK_ACCOUNT_OBJECTS_BY_NAME('g')",
      );
      let [source, target] = [east, west];
      const same = async () => {
        const before = localGrants(target);
        await target.run("ALTER FAILOVER GROUP g REFRESH");
        const there = await contentOf(target);
        expect(there).toEqual(await contentOf(source));
        const roles = target.account.state.objects.ROLE;
        expect(localGrants(target)).toEqual(
          before.filter((grant) => roles.byId(Number(grant.split(" ")[0])) !== undefined),
        );
        const changed: string[] = [];
        target.account.state.changes.onCommit((changes) => changed.push(...changes.map(({ store }) => store)));
        await target.run("ALTER FAILOVER GROUP g REFRESH");
        expect(
          [...new Set(changed)].filter((store) => store !== "FAILOVER_GROUP" && !store.includes("refresh")),
        ).toEqual([]);
      };
      await same();
      for (const one of happenings) {
        // Many make no sense where they stand: an error changes nothing.
        if (one.kind === "statement") await source.rows(one.sql).catch(() => undefined);
        else if (one.kind === "local") await target.rows(one.sql).catch(() => undefined);
        else if (one.kind === "refresh") await same();
        else {
          await same();
          await target.run("ALTER FAILOVER GROUP g PRIMARY");
          [source, target] = [target, source];
        }
      }
      await same();
    }),
    { numRuns: 6 },
  );
});
