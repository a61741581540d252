import { observeAws } from "../../../operator/preflight/observe/aws";
import { actionsOf, simulate } from "../../../operator/preflight/observe/permissions";
import { demoConfig } from "../../helpers/demo-config";
import { type AwsAnswer, awsError, FakeAws } from "../aws/fake-aws";

const config = {
  ...demoConfig(),
  local: { awsEndpoint: "http://127.0.0.1:1", snowflakeEndpoint: "http://127.0.0.1:1" },
};
const ARN = "arn:aws:sts::123456789012:assumed-role/deployer/me";
const CALLER = `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>${ARN}</Arn><Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`;
const entry = (key: string, value: number) => `<entry><key>${key}</key><value>${value}</value></entry>`;

const ANSWERS: Readonly<Record<string, AwsAnswer>> = {
  "POST GetCallerIdentity": CALLER,
  "GET /twinberg-demo-lake": awsError(404, "NoSuchBucket"),
  "GET /": awsError(403, "AccessDenied"),
  "POST GetRole": awsError(404, "NoSuchEntity"),
  "POST GetAccountSummary": `<GetAccountSummaryResponse><GetAccountSummaryResult><SummaryMap>${entry("Roles", 3)}${entry("RolesQuota", 1000)}</SummaryMap></GetAccountSummaryResult></GetAccountSummaryResponse>`,
  "POST AWSGlue.GetDatabases": JSON.stringify({ DatabaseList: [{ Name: "sales" }] }),
  "POST /GetDataLakeSettings": JSON.stringify({
    DataLakeSettings: {
      DataLakeAdmins: [{ DataLakePrincipalIdentifier: "arn:aws:iam::123456789012:role/lake-admin" }],
      CreateDatabaseDefaultPermissions: [
        { Principal: { DataLakePrincipalIdentifier: "IAM_ALLOWED_PRINCIPALS" }, Permissions: ["ALL"] },
      ],
    },
  }),
};

async function withAws<Result>(answers: Readonly<Record<string, AwsAnswer>>, work: (aws: FakeAws) => Promise<Result>) {
  const aws = await FakeAws.start(new Map(Object.entries(answers)));
  try {
    return await work(aws);
  } finally {
    await aws.close();
  }
}

it("AWS is looked at as a whole, without changing anything", async () => {
  await withAws(ANSWERS, async (aws) => {
    const seen = await observeAws(config, aws.clients);
    expect(seen).toMatchObject({
      caller: { account: "123456789012", arn: ARN },
      roles: { known: true, value: [] },
      glueDatabases: { known: true, value: ["sales"] },
      lakeFormation: {
        known: true,
        value: {
          admins: ["arn:aws:iam::123456789012:role/lake-admin"],
          opensNewDatabases: true,
          opensNewTables: false,
        },
      },
      roleQuota: { known: true, value: { used: 3, limit: 1000 } },
    });
    expect(seen.permissions).toBeUndefined();
    expect(seen.buckets.get(config.lake.bucket)).toEqual({ known: true, value: { kind: "absent" } });
    expect(seen.buckets.get(config.failover.controller.bucket)).toMatchObject({
      known: true,
      value: { kind: "foreign" },
    });
    expect([...seen.regions.values()].every(({ known }) => known)).toBe(true);
    expect(aws.requests.filter(({ what }) => !/^(GET |POST (\/|AWSGlue\.)?Get)/.test(what))).toEqual([]);
  });
});

it("what AWS refuses to tell isn't known, with its reason, and the rest is", async () => {
  const answers = { ...ANSWERS, "POST GetAccountSummary": awsError(403, "AccessDenied") };
  await withAws(answers, async (aws) => {
    const seen = await observeAws(config, aws.clients);
    expect(seen.roleQuota).toEqual({ known: false, reason: expect.stringContaining("AccessDenied") });
    expect(seen.glueDatabases.known).toBe(true);
  });
});

it("without credentials that AWS knows, nothing is known", async () => {
  await withAws({ "POST GetCallerIdentity": awsError(403, "InvalidClientTokenId") }, async (aws) => {
    await expect(observeAws(config, aws.clients)).rejects.toThrow("InvalidClientTokenId");
  });
});

it("permissions are simulated for the role behind the session, on what the stacks act on", async () => {
  const result = (action: string, decision: string, missing: string) =>
    `<member><EvalActionName>${action}</EvalActionName><EvalResourceName>r</EvalResourceName><EvalDecision>${decision}</EvalDecision><MissingContextValues>${missing}</MissingContextValues></member>`;
  const results = [
    result("one", "allowed", ""),
    result("two", "implicitDeny", ""),
    result("three", "implicitDeny", "<member>aws:ResourceTag/x</member>"),
  ];
  const answer = `<SimulatePrincipalPolicyResponse><SimulatePrincipalPolicyResult><IsTruncated>false</IsTruncated><EvaluationResults>${results.join("")}</EvaluationResults></SimulatePrincipalPolicyResult></SimulatePrincipalPolicyResponse>`;
  await withAws({ "POST SimulatePrincipalPolicy": answer }, async (aws) => {
    const found = await simulate(config, aws.clients, ARN);
    expect(found.slice(0, 3)).toEqual([
      { action: "one", resource: "r", decision: "allowed" },
      { action: "two", resource: "r", decision: "denied" },
      { action: "three", resource: "r", decision: "unclear" },
    ]);
    const [first] = aws.requests.map(({ body }) => new URLSearchParams(body));
    expect(first?.get("PolicySourceArn")).toBe("arn:aws:iam::123456789012:role/deployer");
    expect(first?.get("ResourceArns.member.1")).toBe("arn:aws:s3:::twinberg-demo-lake");
    expect(aws.requests).toHaveLength(actionsOf(config).length);
  });
});

it("the account's root may do everything, and can't be simulated", async () => {
  await withAws({}, async (aws) => {
    const found = await simulate(config, aws.clients, "arn:aws:iam::123456789012:root");
    expect(new Set(found.map(({ decision }) => decision))).toEqual(new Set(["allowed"]));
    expect(aws.requests).toEqual([]);
  });
});
