import fc from "fast-check";
import type { DeclaredResource } from "../../../operator/adopt/declared";
import { barredId, quotedId } from "../../../operator/adopt/import-id";
import { KINDS, lookupOf } from "../../../operator/adopt/kinds";
import { NotImportable } from "../../../operator/adopt/lookup";
import { resourcesIn } from "../../../operator/adopt/program";
import { demoConfig } from "../../helpers/demo-config";
import { synthesize } from "../../helpers/synthesize";

const dollar = "$";
const config = demoConfig();
const stacks = synthesize(config);
const declared = Object.entries(stacks).flatMap(([name, json]) => resourcesIn(config, name, json));

/** The import id of the resource at a construct's path; or why there is none. */
function idOf(path: string): string {
  const [stack, ...ids] = path.split("/");
  const pattern = new RegExp(`\\.${ids.join("_")}_[0-9A-F]{8}$`);
  const resource = declared.find((one) => one.stack === stack && pattern.test(one.address));
  if (resource === undefined) throw new Error(path);
  const lookup = lookupOf(resource, config);
  return lookup.kind === "ask" ? lookup.importId : `never: ${lookup.reason}`;
}

const resource = (type: string, args: DeclaredResource["arguments"]): DeclaredResource => ({
  stack: "s",
  address: `${type}.x`,
  type,
  path: "s/x",
  arguments: args,
  place: { cloud: "snowflake", account: "primary", role: "ACCOUNTADMIN" },
});
const rowMatches = (one: DeclaredResource, row: Record<string, unknown>): boolean => {
  const lookup = lookupOf(one, config);
  return lookup.kind === "ask" && lookup.question.in === "snowflake" && lookup.question.matches(row);
};

describe("how what is declared is looked for", () => {
  it("is known for every type that the program declares", () => {
    expect([...new Set(declared.map(({ type }) => type))].filter((type) => KINDS[type] === undefined)).toEqual([]);
  });

  it("is by a name that is known before anything is applied, but for what is never imported", () => {
    const never = declared.flatMap((one) => {
      const lookup = lookupOf(one, config);
      return lookup.kind === "never" && /known only|has no/.test(lookup.reason) ? [one.address] : [];
    });
    expect(never).toEqual([]);
  });

  it.each([
    ["primary-account/Account/Roles/Admin", '"ICEBERG_ADMIN"'],
    ["primary-account/Account/AlertEmail", "ICEBERG_ALERT_EMAIL"],
    ["primary-account/Account/Roles/AnalystToEngineer", '"ICEBERG_ANALYST"|ROLE|"ICEBERG_ENGINEER"'],
    ["table-sync/Principal/RoleToUser", '"TABLE_SYNC"|USER|"TABLE_SYNC"'],
    [
      "primary-account/Account/Privileges/EngineerOnExternalVolume",
      '"ICEBERG_ENGINEER"|false|false|USAGE|OnAccountObject|EXTERNAL VOLUME|"ICEBERG_EXT_VOLUME"',
    ],
    ["table-sync/Stages/RoleOnSchema", '"TABLE_SYNC"|false|false|USAGE|OnSchema|OnSchema|"TABLE_SYNC"."STAGES"'],
    [
      "table-sync/Database-RAW/ReaderOnSchemas-future",
      '"ICEBERG_ENGINEER"|false|false|USAGE|OnSchema|OnFutureSchemasInDatabase|"RAW"',
    ],
    [
      "table-sync/Database-RAW/ReaderOnExternalTables-future",
      '"ICEBERG_ENGINEER"|false|false|SELECT|OnSchemaObject|OnFuture|EXTERNAL TABLES|InDatabase|"RAW"',
    ],
    [
      "failover-primary/Operations/Ownership/FutureTables",
      'ToAccountRole|"ICEBERG_ADMIN"|COPY|OnFuture|TABLES|InDatabase|"ICEBERG_OPS"',
    ],
    ["failover-primary/Failover/AccountGroup", "ICEBERG_BCDR_ACCOUNT_FG"],
    ["failover-primary/Operations/Schema", `"ICEBERG_OPS"."${config.databases.operations.schema}"`],
    [
      "failover-primary/Operations/Table-RECOVERY_POINT",
      `ICEBERG_OPS|${config.databases.operations.schema}|RECOVERY_POINT`,
    ],
    ["primary-data/Data/Monitoring/Procedure-HEARTBEAT", '"ICEBERG_MONITORING"."MONITORING"."HEARTBEAT"()'],
    ["lake/Bucket/Versioning", "twinberg-demo-lake"],
    ["lake/Database/Table-campaigns", "123456789012:iceberg_advertising_db:campaigns"],
    ["lake/LakeFormation/RegistrationRolePolicy", "twinberg-lake-registration:read-lake"],
  ])("%s is imported by %s", (path, id) => {
    expect(idOf(path)).toBe(id);
  });

  it("says of statements and of what the provider can't import why they are left", () => {
    expect(idOf("failover-primary/Failover/Connection/Source")).toMatch(
      /^never: a statement isn't an object; .*CREATE CONNECTION/,
    );
    expect(idOf("lake/LakeFormation/Location")).toMatch(/^never: the AWS provider can't import it/);
  });

  it("takes a group or a connection of the organization's other account for another one", () => {
    const group = resource("snowflake_failover_group", { name: "FG" });
    expect(rowMatches(group, { name: "FG", account_name: "EAST" })).toBe(true);
    expect(rowMatches(group, { name: "FG", account_name: "WEST" })).toBe(false);
  });

  it("finds a grant of which only some privileges are there, and none of another object", () => {
    const grant = resource("snowflake_grant_privileges_to_account_role", {
      account_role_name: "R",
      privileges: ["USAGE", "MONITOR"],
      on_account_object: { object_type: "WAREHOUSE", object_name: "W.1" },
    });
    const row = { privilege: "USAGE", granted_on: "WAREHOUSE", name: "W.1" };
    expect(rowMatches(grant, { ...row, name: '"W.1"' })).toBe(false);
    const plain = resource(grant.type, {
      ...grant.arguments,
      on_account_object: { object_type: "WAREHOUSE", object_name: "W" },
    });
    expect(rowMatches(plain, { ...row, name: "W" })).toBe(true);
    expect(rowMatches(plain, { ...row, name: "W", privilege: "OPERATE" })).toBe(false);
    expect(rowMatches(plain, { ...row, name: "W2" })).toBe(false);
  });

  it("tells overloads of a procedure apart", () => {
    const procedure = resource("snowflake_procedure_javascript", {
      database: "D",
      schema: "S",
      name: "P",
      arguments: [{ arg_data_type: "VARCHAR(10)" }, { arg_data_type: "NUMBER" }],
    });
    expect(rowMatches(procedure, { name: "P", arguments: "P(VARCHAR, NUMBER) RETURN VARCHAR" })).toBe(true);
    expect(rowMatches(procedure, { name: "P", arguments: "P(VARCHAR) RETURN VARCHAR" })).toBe(false);
  });

  it("doesn't import what is named by something that apply makes", () => {
    const role = resource("snowflake_account_role", { name: `${dollar}{aws_iam_role.x.arn}` });
    expect(lookupOf(role, config)).toEqual({ kind: "never", reason: "its name is known only when it is applied" });
    expect(lookupOf(resource("snowflake_account_role", { name: `${dollar}${dollar}{x}` }), config)).toMatchObject({
      importId: `"${dollar}{x}"`,
    });
  });
});

describe("import ids of hostile names", () => {
  const name = fc.string({ minLength: 1, maxLength: 10 });

  it("keep each part in quotes, and are refused for a quote in a part", () => {
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 3 }), (path) => {
        if (path.some((part) => part.includes('"'))) expect(() => quotedId(...path)).toThrow(NotImportable);
        else
          expect(
            quotedId(...path)
              .slice(1, -1)
              .split('"."'),
          ).toEqual(path);
      }),
    );
  });

  it("keep each part between bars, and are refused for a bar in a part", () => {
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 3 }), (path) => {
        if (path.some((part) => part.includes("|"))) expect(() => barredId(...path)).toThrow(NotImportable);
        else expect(barredId(...path).split("|")).toEqual(path);
      }),
    );
  });
});
