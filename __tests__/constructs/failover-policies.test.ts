import fc from "fast-check";
import type { RuleId } from "../../config/rule-ids";
import type { DeclaredResource, ResourceArguments } from "../../constructs/policies/declared-program";
import { failoverGroupStatement } from "../../constructs/policies/failover-group-statement";
import { policyRules } from "../../constructs/policies/rules";
import {
  createVolumeGroup,
  linkByName,
  refresh,
  setAccountObjects,
  setDatabases,
  setReplicationSchedule,
} from "../../constructs/snowflake/failover/statements";
import { quoteIdentifier } from "../../sql/identifier";
import { problems, programOf, resource } from "../helpers/policies";

const execute = (text: string) => ({ execute: text });
const declare = (given: ResourceArguments, path: string): DeclaredResource =>
  resource("execute" in given ? "snowflake_execute" : "snowflake_failover_group", given, path);
const violations = (ruleId: RuleId, given: ResourceArguments, path = "failover-primary/Step") =>
  problems(ruleId, [declare(given, path)]);

describe("what is read of a statement", () => {
  it("is the group, what is done, and the lists, however they are written", () => {
    const statement = failoverGroupStatement(
      execute(`create failover group if not exists fg
        object_types = databases, external volumes  allowed_databases = "a, b", c allowed_external_volumes=ALL
        ALLOWED_ACCOUNTS = ORG.WEST, "org"."East" replication_schedule = '10 MINUTE'`),
    );

    expect(statement).toMatchObject({ group: "FG", action: "create", orReplace: false });
    expect(Object.fromEntries(statement?.clauses ?? [])).toEqual({
      OBJECT_TYPES: ["DATABASES", "EXTERNAL VOLUMES"],
      ALLOWED_DATABASES: ["a, b", "C"],
      ALLOWED_EXTERNAL_VOLUMES: ["ALL"],
      ALLOWED_ACCOUNTS: ["ORG.WEST", "org.East"],
      REPLICATION_SCHEDULE: ["10 MINUTE"],
    });
  });

  it("is what ALTER does, also to a list", () => {
    const added = failoverGroupStatement(execute('ALTER FAILOVER GROUP IF EXISTS FG ADD "d", E TO ALLOWED_DATABASES'));

    expect(failoverGroupStatement(execute("ALTER FAILOVER GROUP FG SUSPEND IMMEDIATE"))?.action).toBe("SUSPEND");
    expect(added).toMatchObject({ action: "ADD", group: "FG" });
    expect(added?.clauses.get("ALLOWED_DATABASES")).toEqual(["d", "E"]);
  });

  it("is nothing where another thing is done", () => {
    const others = [
      linkByName("FG"),
      "SHOW FAILOVER GROUPS",
      "DROP FAILOVER GROUP FG",
      "CREATE TABLE FAILOVER (GROUP INT)",
    ];

    expect(others.map((text) => failoverGroupStatement(execute(text)))).toEqual(others.map(() => undefined));
  });

  it("is what was written, for any names", () => {
    const name = fc.string({ minLength: 1, maxLength: 12, unit: "grapheme-ascii" });
    fc.assert(
      fc.property(name, fc.array(name, { minLength: 1, maxLength: 4 }), (group, databases) => {
        const statement = failoverGroupStatement(execute(setDatabases(group, databases)));
        expect(statement).toMatchObject({ group, action: "SET" });
        expect(statement?.clauses.get("ALLOWED_DATABASES")).toEqual(databases);
        expect(failoverGroupStatement(execute(`ALTER FAILOVER GROUP ${quoteIdentifier(group)} REFRESH`))?.action).toBe(
          "REFRESH",
        );
      }),
    );
  });
});

const own = [
  createVolumeGroup("V", "ICEBERG_EXT_VOLUME", { organization: "ORG", account: "WEST" }),
  setAccountObjects("A", { objectTypes: ["INTEGRATIONS", "ROLES"], integrationTypes: ["STORAGE INTEGRATIONS"] }),
  setDatabases("D", ["OPS", "MINE"]),
  setReplicationSchedule("D", { minutes: 1 }),
];

it("no rule refuses a statement of Twinberg's own", () => {
  const everything = programOf([
    ...own.map((text) => declare(execute(text), "failover-primary/Step")),
    declare(execute(setReplicationSchedule("V", { minutes: 15 })), "primary-data/Step"),
    declare(execute(setReplicationSchedule("A", { cron: "*/10 * * * * UTC" })), "primary-data/Step"),
    declare(execute(refresh("D")), "failover-secondary/Step"),
  ]);

  expect(policyRules.flatMap((each) => each.judge(everything)).flatMap((judgement) => judgement.problems)).toEqual([]);
});

/** The statements of the demo that Twinberg replaces, with its placeholders filled in. */
const DEMO = {
  account:
    "CREATE OR REPLACE FAILOVER GROUP ICEBERG_BCDR_ACCOUNT_FG OBJECT_TYPES = ROLES, INTEGRATIONS ALLOWED_INTEGRATION_TYPES = STORAGE INTEGRATIONS ALLOWED_ACCOUNTS = ORG.WEST REPLICATION_SCHEDULE = '10 MINUTE' COMMENT = 'account objects'",
  volume:
    "CREATE OR REPLACE FAILOVER GROUP ICEBERG_BCDR_VOLUME_FG OBJECT_TYPES = EXTERNAL VOLUMES ALLOWED_ACCOUNTS = ORG.WEST REPLICATION_SCHEDULE = '10 MINUTE' COMMENT = 'volumes'",
  database:
    "CREATE OR REPLACE FAILOVER GROUP ICEBERG_BCDR_DB_FG OBJECT_TYPES = DATABASES ALLOWED_DATABASES = EXT ALLOWED_ACCOUNTS = ORG.WEST REPLICATION_SCHEDULE = '10 MINUTE' COMMENT = 'databases'",
  refresh: "ALTER FAILOVER GROUP ICEBERG_BCDR_ACCOUNT_FG REFRESH",
};

describe("failover-group-creation-is-legal", () => {
  it("refuses OR REPLACE and COMMENT, which all three of the demo's have", () => {
    for (const text of [DEMO.account, DEMO.volume, DEMO.database]) {
      expect(violations("failover-group-creation-is-legal", execute(text))).toEqual([
        expect.stringMatching(/^CREATE OR REPLACE FAILOVER GROUP ICEBERG_BCDR_\w+_FG isn't a statement$/),
        expect.stringMatching(/takes no COMMENT$/),
      ]);
    }
  });

  it("accepts IF NOT EXISTS, and a comment that is set later", () => {
    const accepted = [
      createVolumeGroup("V", "V", { organization: "O", account: "A" }),
      "ALTER FAILOVER GROUP V SET COMMENT = 'x'",
    ];

    expect(accepted.flatMap((text) => violations("failover-group-creation-is-legal", execute(text)))).toEqual([]);
  });
});

describe("failover-group-lists-what-it-carries", () => {
  it("refuses a type without its list, as the demo's volumes are", () => {
    expect(violations("failover-group-lists-what-it-carries", execute(DEMO.volume))).toEqual([
      "EXTERNAL VOLUMES is among OBJECT_TYPES, and there is no ALLOWED_EXTERNAL_VOLUMES",
    ]);
    expect(violations("failover-group-lists-what-it-carries", { name: "G", object_types: ["DATABASES"] })).toEqual([
      "DATABASES is among OBJECT_TYPES, and there is no ALLOWED_DATABASES",
    ]);
  });

  it("refuses a list without its type", () => {
    const group = { name: "G", object_types: ["ROLES"], allowed_databases: ["OPS"] };

    expect(violations("failover-group-lists-what-it-carries", group)).toEqual([
      "there is ALLOWED_DATABASES, and DATABASES isn't among OBJECT_TYPES",
    ]);
  });

  it("refuses catalog integrations, and security integrations without roles", () => {
    const carrying = (...types: string[]) =>
      execute(setAccountObjects("A", { objectTypes: ["INTEGRATIONS"], integrationTypes: types }));

    expect(
      violations(
        "failover-group-lists-what-it-carries",
        carrying("CATALOG INTEGRATIONS", "SECURITY INTEGRATIONS", "STORAGE INTEGRATIONS"),
      ),
    ).toEqual([
      "CATALOG INTEGRATIONS aren't replicated: declare them in both accounts",
      "SECURITY INTEGRATIONS need ROLES among OBJECT_TYPES",
    ]);
  });

  it("accepts the demo's account group, and replicas, which have no lists", () => {
    const replica = { name: "G", from_replica: [{ name: "G", organization_name: "O", source_account_name: "A" }] };

    expect(violations("failover-group-lists-what-it-carries", execute(DEMO.account))).toEqual([]);
    expect(violations("failover-group-lists-what-it-carries", replica)).toEqual([]);
  });
});

describe("failover-group-carries-what-replicates", () => {
  it.each([
    ["the demo's group of a database of Iceberg tables", execute(DEMO.database)],
    ["a resource of one", { name: "G", object_types: ["DATABASES"], allowed_databases: ["OPS", "EXT"] }],
    ["a database that is added", execute("ALTER FAILOVER GROUP G ADD EXT TO ALLOWED_DATABASES")],
  ])("refuses %s", (_what, resource) => {
    expect(violations("failover-group-carries-what-replicates", resource)).toEqual([
      "EXT holds Iceberg tables over a remote catalog, which replication skips",
    ]);
  });

  it("refuses a database of external tables", () => {
    expect(violations("failover-group-carries-what-replicates", execute(setDatabases("G", ["OPS", "RAW"])))).toEqual([
      "RAW holds external tables, which replication skips",
    ]);
  });

  it("refuses the database of views, which the demo's migration suggests to add", () => {
    const added = "ALTER FAILOVER GROUP ICEBERG_BCDR_DB_FG SET ALLOWED_DATABASES = EXT, PROD";

    expect(violations("failover-group-carries-what-replicates", execute(added))).toEqual([
      expect.stringMatching(/^EXT holds Iceberg tables/),
      expect.stringMatching(/^PROD is each account's own/),
    ]);
  });

  it("refuses a catalog-linked database, and lets either be taken out", () => {
    expect(violations("failover-group-carries-what-replicates", execute(setDatabases("G", ["OPS", "CLD"])))).toEqual([
      "CLD is catalog-linked, which can't be replicated",
    ]);
    expect(
      violations(
        "failover-group-carries-what-replicates",
        execute("ALTER FAILOVER GROUP G REMOVE EXT FROM ALLOWED_DATABASES"),
      ),
    ).toEqual([]);
  });
});

describe("object-is-in-one-failover-group", () => {
  const databaseGroup = (name: string, ...databases: string[]) => ({
    name,
    object_types: ["DATABASES"],
    allowed_databases: databases,
  });

  const found = (...given: readonly ResourceArguments[]) =>
    problems(
      "object-is-in-one-failover-group",
      given.map((each) => declare(each, "failover-primary/Group")),
    );

  it("refuses a database, a volume or account objects in a second one", () => {
    const volume = (name: string) => execute(createVolumeGroup(name, "VOL", { organization: "O", account: "A" }));
    const roles = (name: string) => ({ name, object_types: ["ROLES"] });
    const first = [databaseGroup("D", "OPS"), volume("V"), roles("A")];

    expect(found(...first)).toEqual([]);
    expect(found(...first, databaseGroup("X", "MINE", "OPS"), volume("Y"), roles("Z"))).toEqual([
      "database OPS would be in D and in X",
      "external volume VOL would be in V and in Y",
      "what isn't a database, volume or share would be in A and in Z",
    ]);
  });

  it("accepts a group that is looked at twice, and the step that keeps its shape", () => {
    expect(
      found(databaseGroup("D", "OPS"), databaseGroup("D", "OPS"), execute(setDatabases("D", ["OPS", "MINE"]))),
    ).toEqual([]);
  });
});

describe("failover-group-schedule-is-possible", () => {
  it.each(["0 MINUTE", "11521 MINUTE", "10 HOURS", "USING CRON 0 3 * * *"])("refuses '%s'", (schedule) => {
    const text = `ALTER FAILOVER GROUP G SET REPLICATION_SCHEDULE = '${schedule}'`;

    expect(violations("failover-group-schedule-is-possible", execute(text))).toHaveLength(1);
  });

  it("accepts 1 to 11520 minutes, and cron with a time zone", () => {
    const accepted = [{ minutes: 1 }, { minutes: 11520 }, { cron: "30 2 * * 1-5 UTC" }].map((schedule) =>
      execute(setReplicationSchedule("G", schedule)),
    );

    expect(accepted.flatMap((resource) => violations("failover-group-schedule-is-possible", resource))).toEqual([]);
    expect(
      violations("failover-group-schedule-is-possible", { name: "G", replication_schedule: [{ interval: 11521 }] }),
    ).toHaveLength(1);
  });
});

describe("failover-group-commands-run-on-their-side", () => {
  const look = (text: string, stack: string) =>
    violations("failover-group-commands-run-on-their-side", execute(text), `${stack}/Step`);
  const replica = "CREATE FAILOVER GROUP D AS REPLICA OF ORG.EAST.D";

  it("refuses the demo's refresh in the primary, and any replica there", () => {
    expect(look(DEMO.refresh, "failover-primary")).toEqual([
      "REFRESH of ICEBERG_BCDR_ACCOUNT_FG is refused in the account that has the source",
    ]);
    expect(look(replica, "primary-data")).toEqual(["AS REPLICA OF of D is refused in the account that has the source"]);
  });

  it("refuses a source, or its shape, in the secondary, as the demo's failback has it", () => {
    expect(look(setDatabases("D", ["OPS"]), "failover-secondary")).toHaveLength(1);
    expect(look(DEMO.database, "failover-secondary")).toEqual([
      "CREATE of ICEBERG_BCDR_DB_FG is refused in an account that has the replica",
    ]);
  });

  it.each(["PRIMARY", "SUSPEND", "SUSPEND IMMEDIATE", "RESUME"])("refuses %s anywhere", (command) => {
    for (const stack of ["failover-primary", "failover-secondary"]) {
      expect(look(`ALTER FAILOVER GROUP D ${command}`, stack)).toEqual([
        expect.stringMatching(/is the controller's to say, at run time$/),
      ]);
    }
  });

  it("accepts each on its side", () => {
    expect([look(refresh("D"), "failover-secondary"), look(replica, "failover-secondary")].flat()).toEqual([]);
    expect([look(setDatabases("D", ["OPS"]), "failover-primary"), look(own[3] ?? "", "primary-data")].flat()).toEqual(
      [],
    );
  });
});
