import { readFileSync } from "node:fs";
import path from "node:path";
import type { PreflightResult } from "../../../operator/preflight/check";
import { evaluatePreflight, standingInTheWay } from "../../../operator/preflight/evaluate";
import type { PreflightObservation, SeenAws, SeenSnowflake } from "../../../operator/preflight/observation";
import { renderPreflight } from "../../../operator/preflight/render";
import { demoConfig } from "../../helpers/demo-config";
import { FIT, known, notKnown, ready, readyAws, readySnowflake } from "./observed";

const S3 = `backend:
  type: s3
  bucket: org-state
  region: us-east-2
  replica: { bucket: org-state-copy, region: us-west-2 }`;
const config = demoConfig([/backend:\n(?: {2}.*\n?)+/, `${S3}\n`]);

function seen(change: {
  readonly aws?: Partial<SeenAws>;
  readonly primary?: Partial<SeenSnowflake>;
  readonly applied?: PreflightObservation["applied"];
}): PreflightObservation {
  const all = ready(config);
  return {
    aws: known({ ...readyAws(config), ...change.aws }),
    accounts: { ...all.accounts, primary: known({ ...readySnowflake(config, "primary"), ...change.primary }) },
    applied: change.applied ?? all.applied,
  };
}

/** What stands in the way, by id, with what was found. */
function complaints(observation: PreflightObservation): Readonly<Record<string, string>> {
  const blocking = standingInTheWay(evaluatePreflight(config, observation), new Set());
  return Object.fromEntries(blocking.map(({ id, verdict, found }) => [id, `${verdict}: ${found}`]));
}

const bucket = (name: string, change: object) =>
  new Map([
    ...readyAws(config).buckets,
    [name, known({ kind: "own", region: "us-east-2", ...FIT, copiesTo: ["org-state-copy"], ...change } as const)],
  ]);
const objects = (kind: "DATABASES" | "ROLES" | "FAILOVER GROUPS", ...names: readonly string[]) =>
  new Map([...readySnowflake(config, "primary").objects, [kind, known(new Set(names))]]);

it("finds nothing in the way of an estate that is ready", () => {
  expect(complaints(ready(config))).toEqual({});
});

it.each<{ case: string; change: Parameters<typeof seen>[0]; found: Readonly<Record<string, RegExp>> }>([
  {
    case: "the account is another one",
    change: { primary: { account: "OTHER" } },
    found: { "primary.identity": /^bad: it is TWINBERG-OTHER/ },
  },
  {
    case: "the region is another one",
    change: { primary: { region: "AWS_EU_WEST_1" } },
    found: { "primary.region": /^bad/ },
  },
  {
    case: "an edition has no failover groups",
    change: {
      primary: {
        editions: known(
          new Map([
            ["EAST", "ENTERPRISE"],
            ["WEST", "BUSINESS_CRITICAL"],
          ]),
        ),
      },
    },
    found: { "primary.edition": /^bad: it is ENTERPRISE/ },
  },
  {
    case: "the deployer isn't what administrators are",
    change: { primary: { roles: ["DEPLOYER", "PUBLIC"] } },
    found: { "primary.privileges": /^bad: TERRAFORM can work as DEPLOYER, PUBLIC/ },
  },
  {
    case: "the account takes no part in replication",
    change: { primary: { replicating: known([]) } },
    found: { "primary.replication": /^bad/ },
  },
  {
    case: "who takes part can't be told",
    change: { primary: { replicating: notKnown("Insufficient privileges") } },
    found: { "primary.replication": /^unknown: Insufficient privileges/ },
  },
  {
    case: "somebody has a database and a role of these names",
    change: {
      primary: {
        objects: new Map([...objects("DATABASES", "ICEBERG_PROD"), ["ROLES", known(new Set(["ICEBERG_ADMIN"]))]]),
      },
    },
    found: {
      "primary.names.primary-data.databases": /^bad: there already, and not by Terraform: ICEBERG_PROD/,
      "primary.names.primary-account.roles": /ICEBERG_ADMIN/,
    },
  },
  {
    case: "another stack was applied, which isn't what made the database",
    change: { primary: { objects: objects("DATABASES", "ICEBERG_OPS") }, applied: known(new Set(["primary-account"])) },
    found: { "primary.names.failover-primary.databases": /^bad/ },
  },
  {
    case: "it can't be told who made it",
    change: { primary: { objects: objects("DATABASES", "ICEBERG_OPS") }, applied: notKnown("the state isn't asked") },
    found: { "primary.names.failover-primary.databases": /^unknown: there: ICEBERG_OPS; .* the state isn't asked/ },
  },
  {
    case: "the credentials are of another AWS account",
    change: { aws: { caller: { account: "999999999999", arn: "arn:aws:iam::999999999999:user/x" } } },
    found: { "aws.credentials": /^bad/, "lake-formation.caller": /^bad/ },
  },
  {
    case: "a region isn't enabled",
    change: {
      aws: { regions: new Map([...readyAws(config).regions, ["us-west-2", notKnown("InvalidClientTokenId: no")]]) },
    },
    found: { "aws.region.us-west-2": /^unknown: InvalidClientTokenId/ },
  },
  {
    case: "an action is denied",
    change: { aws: { permissions: known([{ action: "iam:CreateRole", resource: "r", decision: "denied" }]) } },
    found: { "aws.permissions": /^bad: denied: iam:CreateRole on r/ },
  },
  {
    case: "an action depends on conditions",
    change: { aws: { permissions: known([{ action: "iam:CreateRole", resource: "r", decision: "unclear" }]) } },
    found: { "aws.permissions": /^unknown/ },
  },
  {
    case: "an administrator of Lake Formation would be lost",
    change: {
      aws: {
        lakeFormation: known({ admins: ["arn:aws:iam::1:role/other"], opensNewDatabases: true, opensNewTables: true }),
        glueDatabases: known(["sales"]),
      },
    },
    found: {
      "lake-formation.admins": /^bad: the first apply would remove arn:aws:iam::1:role\/other/,
      "lake-formation.mode": /^bad: they are open .*; there are 1 others: sales/,
    },
  },
  {
    case: "there is no room for roles",
    change: { aws: { roleQuota: known({ used: 999, limit: 1000 }) } },
    found: { "aws.quota.roles": /^bad: 999 of 1000 are used, and 7 are to come/ },
  },
  {
    case: "a role is there",
    change: { aws: { roles: known(["twinberg-storage"]) } },
    found: { "aws.roles.trust": /^bad: there already, and not by Terraform: twinberg-storage/ },
  },
  {
    case: "the Glue database is there, and its tables are declared",
    change: { aws: { glueDatabases: known([config.lake.glueDatabase]) } },
    found: { "aws.glue-database": /^bad: there already/ },
  },
  {
    case: "somebody has the lake's bucket",
    change: {
      aws: {
        buckets: new Map([
          ...readyAws(config).buckets,
          [config.lake.bucket, known({ kind: "foreign", reason: "AccessDenied" } as const)],
        ]),
      },
    },
    found: { "aws.bucket.lake": /^bad: somebody else has it/ },
  },
  {
    case: "the state's bucket keeps no versions and takes plain requests",
    change: { aws: { buckets: bucket("org-state", { versioned: false, tlsOnly: false }) } },
    found: { "state.bucket": /^bad: it keeps no old versions, takes requests without TLS/ },
  },
  {
    case: "nothing copies the state",
    change: { aws: { buckets: bucket("org-state", { copiesTo: [] }) } },
    found: { "state.copy": /^bad: no rule copies it/ },
  },
])("finds that $case", ({ change, found }) => {
  const matched = Object.entries(found).map(([id, text]) => [id, expect.stringMatching(text)]);
  expect(complaints(seen(change))).toEqual(Object.fromEntries(matched));
});

it("takes what a stack has made for its own once it has been applied", () => {
  const there = objects("DATABASES", "ICEBERG_PROD", "ICEBERG_OPS");
  const applied = known(new Set(["primary-data", "failover-primary"]));
  expect(complaints(seen({ primary: { objects: there }, applied }))).toEqual({});
});

it("lets the first apply end what nobody counts on", () => {
  const lakeFormation = known({ admins: [], opensNewDatabases: true, opensNewTables: true });
  expect(complaints(seen({ aws: { lakeFormation } }))).toEqual({});
});

it("leaves nothing out of an account and an AWS that can't be reached", () => {
  const all = evaluatePreflight(config, ready(config)).map(({ id }) => id);
  const silent: PreflightObservation = {
    aws: notKnown("no credentials"),
    accounts: { primary: notKnown("no key"), secondary: notKnown("no key") },
    applied: notKnown("no state"),
  };
  const results = evaluatePreflight(config, silent);
  expect(results.map(({ id }) => id)).toEqual(all);
  expect(results.filter(({ verdict }) => verdict !== "unknown")).toEqual([]);
});

it("gives every check an id of its own, and a fix to all that isn't good", () => {
  const results = evaluatePreflight(config, seen({ applied: notKnown("no state") }));
  expect(new Set(results.map(({ id }) => id)).size).toBe(results.length);
  const withoutFix = (one: PreflightResult) => (one.verdict === "bad" || one.verdict === "unknown") && one.fix === "";
  expect(results.filter(withoutFix)).toEqual([]);
});

it("is known in every kind to docs/real-accounts.md", () => {
  const page = readFileSync(path.join(__dirname, "../../../docs/real-accounts.md"), "utf8").split("## 3")[1] ?? "";
  const documented = [...page.matchAll(/^\| `([^`]+)` \|/gm)].map(([, id = ""]) => id);
  const kindOf = (id: string) =>
    id
      .replace(/^(primary|secondary)\.names\..*/, "<account>.names.<stack>.<kind>")
      .replace(/^(primary|secondary)\./, "<account>.")
      .replace(/^aws\.region\..*/, "aws.region.<region>")
      .replace(/^aws\.(bucket|roles)\.(lake|controller|trust)$/, "aws.$1.<stack>");
  const kinds = new Set(evaluatePreflight(config, ready(config)).map(({ id }) => kindOf(id)));
  expect(documented.filter((id) => id !== "aws.bucket.copy.<region>" && id !== "state.place").sort()).toEqual(
    [...kinds].sort(),
  );
});

it("tells for people what was found and what to do, and once what can't be told for one reason", () => {
  const silent: PreflightObservation = { ...ready(config), aws: notKnown("no credentials") };
  const text = renderPreflight(evaluatePreflight(config, silent), new Set());
  expect(text.match(/found: no credentials/g)).toHaveLength(2 + 1);
  expect(text).toMatch(/\d+ of \d+ checks stand in the way\.\n$/);
  const taken = renderPreflight(
    evaluatePreflight(config, seen({ primary: { replicating: known([]) } })),
    new Set(["primary.replication"]),
  );
  expect(taken).toContain("Accepted as it is: primary.replication\nNothing stands in the way of the first apply.\n");
});
