import { POLICY_RULES } from "../../constructs/policies/policy-aspect";
import type { ResourceArguments } from "../../constructs/policies/policy-rule";

function violations(ruleId: string, resource: ResourceArguments): string[] {
  const rule = POLICY_RULES.find(({ id }) => id === ruleId);
  if (rule === undefined) {
    throw new Error(`there is no rule ${ruleId}`);
  }
  return rule.violations(resource);
}

const trust = (statement: object) => ({
  assume_role_policy: JSON.stringify({ Statement: [{ Sid: "S", ...statement }] }),
});
const policy = (...actions: string[]) => ({
  policy: JSON.stringify({ Statement: [{ Effect: "Allow", Action: actions }] }),
});

it("no rule gets lost", () => {
  expect(POLICY_RULES.map(({ id }) => id)).toEqual([
    "external-volume-does-not-write",
    "lake-formation-admin-is-not-snowflake",
    "lake-formation-grants-only-read",
    "roles-only-read",
    "trust-takes-external-id",
  ]);
});

describe("trust-takes-external-id", () => {
  it("refuses a trust in an AWS principal, or in anyone, without an external id", () => {
    const principals = [{ AWS: "arn:aws:iam::999999999999:user/x" }, "*"];

    expect(principals.map((Principal) => violations("trust-takes-external-id", trust({ Principal })))).toEqual([
      ["the trust statement S takes no sts:ExternalId"],
      ["the trust statement S takes no sts:ExternalId"],
    ]);
  });

  it("accepts one with an external id, and an AWS service", () => {
    const withExternalId = trust({ Principal: { AWS: "x" }, Condition: { StringEquals: { "sts:ExternalId": "id" } } });

    expect(violations("trust-takes-external-id", withExternalId)).toEqual([]);
    expect(violations("trust-takes-external-id", trust({ Principal: { Service: ["glue.amazonaws.com"] } }))).toEqual(
      [],
    );
  });
});

describe("roles-only-read", () => {
  it.each(["s3:PutObject", "s3:*", "s3:Get*", "glue:UpdateTable", "*", "iam:GetRole"])("refuses %s", (action) => {
    expect(violations("roles-only-read", policy("s3:GetObject", action))).toEqual([`${action} is more than reading`]);
  });

  it("accepts what reading takes", () => {
    expect(
      violations(
        "roles-only-read",
        policy("s3:GetObject", "s3:ListBucket", "glue:GetCatalog", "lakeformation:GetDataAccess"),
      ),
    ).toEqual([]);
  });
});

describe("lake-formation-grants-only-read", () => {
  it("refuses writing, and what could be passed on", () => {
    const grant = { permissions: ["SELECT", "INSERT"], permissions_with_grant_option: ["SELECT"] };

    expect(violations("lake-formation-grants-only-read", grant)).toEqual([
      "INSERT is more than reading",
      "SELECT could be passed on",
    ]);
  });

  it("accepts SELECT and DESCRIBE", () => {
    expect(violations("lake-formation-grants-only-read", { permissions: ["SELECT", "DESCRIBE"] })).toEqual([]);
  });
});

describe("lake-formation-admin-is-not-snowflake", () => {
  it("refuses a role that Snowflake assumes, and accepts others", () => {
    const admins = [
      "arn:aws:iam::123456789012:role/lake-admin",
      "arn:aws:iam::123456789012:role/twinberg-primary-catalog",
    ];

    expect(violations("lake-formation-admin-is-not-snowflake", { admins })).toEqual([
      "arn:aws:iam::123456789012:role/twinberg-primary-catalog is a role that Snowflake assumes",
    ]);
  });
});

describe("external-volume-does-not-write", () => {
  it("refuses a volume that writes, said or unsaid", () => {
    expect(violations("external-volume-does-not-write", { allow_writes: "true" })).toHaveLength(1);
    expect(violations("external-volume-does-not-write", {})).toHaveLength(1);
    expect(violations("external-volume-does-not-write", { allow_writes: "false" })).toEqual([]);
  });
});
