import { createServer, type Server } from "node:http";
import { AwsRequestError, AwsUnreachableError, PolicyNotEvaluableError } from "../../src/aws";
import { SdkPolicyReader } from "../../src/aws/sdk-policy-reader";
import { policy, ROLE, roleArn, trusting } from "./fake-reader";

type Answer = { readonly status?: number; readonly body: string };

/** Answers by action (IAM: the form's Action, with its Marker if there is one) or by path (S3). */
class FakeAws {
  readonly answers = new Map<string, Answer>();
  readonly asked: string[] = [];
  readonly #server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const form = new URLSearchParams(Buffer.concat(chunks).toString());
      const key =
        request.method === "GET"
          ? (request.url ?? "")
          : [form.get("Action"), form.get("Marker")].filter(Boolean).join(" ");
      this.asked.push(key);
      const answer = this.answers.get(key) ?? {
        status: 500,
        body: `<Error><Code>Unexpected</Code><Message>${key}</Message></Error>`,
      };
      response.writeHead(answer.status ?? 200, { "content-type": "text/xml" }).end(answer.body);
    });
  });

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    const address = this.#server.address();
    if (address === null || typeof address === "string") throw new Error("the fake listens on no port");
    return `http://127.0.0.1:${address.port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  iam(action: string, result: string, marker?: string): void {
    const body = `<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`;
    this.answers.set([action, marker].filter(Boolean).join(" "), { body });
  }
}

const BUCKET_POLICY = "/lake/?policy=";

const encoded = (document: unknown) => encodeURIComponent(JSON.stringify(document));
const TRUST = policy(trusting("e1"));
const roleXml = (more = "") =>
  `<Role><Arn>${ROLE}</Arn><AssumeRolePolicyDocument>${encoded(TRUST)}</AssumeRolePolicyDocument>${more}</Role>`;

describe("reading policies", () => {
  const aws = new FakeAws();
  let reader: SdkPolicyReader;

  beforeAll(async () => {
    reader = new SdkPolicyReader({ endpoint: await aws.start(), region: "us-west-2" });
  });
  afterAll(() => aws.stop());
  beforeEach(() => {
    aws.answers.clear();
    aws.asked.length = 0;
  });

  it("finds a role with its trust policy and boundary", async () => {
    const boundary = "arn:aws:iam::123456789012:policy/b";
    aws.iam(
      "GetRole",
      roleXml(
        `<PermissionsBoundary><PermissionsBoundaryArn>${boundary}</PermissionsBoundaryArn></PermissionsBoundary>`,
      ),
    );
    await expect(reader.role(roleArn())).resolves.toEqual({ arn: ROLE, trustPolicy: TRUST, boundaryArn: boundary });
  });

  it("finds no role where IAM has none", async () => {
    const body = "<ErrorResponse><Error><Code>NoSuchEntity</Code><Message>no</Message></Error></ErrorResponse>";
    aws.answers.set("GetRole", { status: 404, body });
    await expect(reader.role(roleArn())).resolves.toBeUndefined();
  });

  it("does not take another account's role of the same name for it", async () => {
    aws.iam("GetRole", roleXml());
    const other = { ...roleArn(), arn: ROLE.replace("123456789012", "210987654321"), accountId: "210987654321" };
    await expect(reader.role(other)).resolves.toBeUndefined();
  });

  it("reads all pages of inline and attached policies", async () => {
    const managed = (name: string) => `arn:aws:iam::123456789012:policy/${name}`;
    const member = (name: string) => `<member><PolicyArn>${managed(name)}</PolicyArn></member>`;
    const more = "<IsTruncated>true</IsTruncated><Marker>next</Marker>";
    aws.iam("ListRolePolicies", `<PolicyNames><member>i1</member></PolicyNames>${more}`);
    aws.iam("ListRolePolicies", "<PolicyNames><member>i2</member></PolicyNames>", "next");
    aws.iam("ListAttachedRolePolicies", `<AttachedPolicies>${member("m1")}</AttachedPolicies>${more}`);
    aws.iam("ListAttachedRolePolicies", `<AttachedPolicies>${member("m2")}</AttachedPolicies>`, "next");
    const document = policy({ Effect: "Allow", Action: "s3:*", Resource: "*" });
    aws.iam("GetRolePolicy", `<PolicyDocument>${encoded(document)}</PolicyDocument>`);
    aws.iam("GetPolicy", "<Policy><DefaultVersionId>v3</DefaultVersionId></Policy>");
    aws.iam("GetPolicyVersion", `<PolicyVersion><Document>${encoded(document)}</Document></PolicyVersion>`);
    const policies = await reader.identityPolicies(roleArn());
    expect(policies.map(({ name }) => name)).toEqual(["i1", "i2", managed("m1"), managed("m2")]);
    expect(policies.map((found) => found.policy)).toEqual([document, document, document, document]);
  });

  describe("of a bucket", () => {
    const refusal = (code: string) => ({
      status: 404,
      body: `<Error><Code>${code}</Code><Message>no</Message></Error>`,
    });

    it("gives the policy", async () => {
      aws.answers.set(BUCKET_POLICY, { body: JSON.stringify(TRUST) });
      await expect(reader.bucket("lake")).resolves.toEqual({ state: "present", policy: TRUST });
    });

    it("tells a bucket without a policy from no bucket", async () => {
      aws.answers.set(BUCKET_POLICY, refusal("NoSuchBucketPolicy"));
      await expect(reader.bucket("lake")).resolves.toEqual({ state: "present", policy: undefined });
      aws.answers.set(BUCKET_POLICY, refusal("NoSuchBucket"));
      await expect(reader.bucket("lake")).resolves.toEqual({ state: "absent" });
    });
  });

  it("throws what AWS answers instead", async () => {
    const body = "<ErrorResponse><Error><Code>AccessDenied</Code><Message>not you</Message></Error></ErrorResponse>";
    aws.answers.set("GetRole", { status: 403, body });
    await expect(reader.role(roleArn())).rejects.toThrow(AwsRequestError);
    await expect(reader.role(roleArn())).rejects.toThrow(
      /^GetRole at the AWS endpoint .* failed: AccessDenied.*not you/,
    );
  });

  it("throws for a document that is no policy", async () => {
    aws.answers.set(BUCKET_POLICY, { body: "[]" });
    await expect(reader.bucket("lake")).rejects.toThrow(PolicyNotEvaluableError);
  });
});

it("says when nothing answers at the endpoint", async () => {
  const aws = new FakeAws();
  const endpoint = await aws.start();
  await aws.stop();
  const reader = new SdkPolicyReader({ endpoint, region: "us-west-2" });
  await expect(reader.role(roleArn())).rejects.toThrow(AwsUnreachableError);
  await expect(reader.bucket("lake")).rejects.toThrow(`the AWS endpoint ${endpoint} does not answer`);
  await expect(reader.bucket("lake")).rejects.toThrow("ECONNREFUSED");
});
