import { PolicyNotEvaluableError } from "../../src/aws";
import { accessTo, policy, ROLE, SNOWFLAKE, trusting } from "./fake-reader";

const assume = (trust: ReturnType<typeof policy>, externalId: string | undefined, principalArn = SNOWFLAKE) =>
  accessTo({ trust }).assumeRole({ roleArn: ROLE, principalArn, externalId });

describe("assuming a role", () => {
  it("is allowed to the principal that the trust policy names, with its external id", async () => {
    await expect(assume(policy(trusting("e1")), "e1")).resolves.toEqual({ allowed: true });
  });

  it("is allowed with any one of several external ids", async () => {
    await expect(assume(policy(trusting(["e1", "e2"])), "e2")).resolves.toEqual({ allowed: true });
  });

  it("is allowed to the whole account when the trust policy names its root", async () => {
    const root = policy(trusting("e1", "arn:aws:iam::999999999999:root"));
    await expect(assume(root, "e1")).resolves.toEqual({ allowed: true });
  });

  it("names the external id that the trust policy does not accept", async () => {
    await expect(assume(policy(trusting("e1")), "other")).resolves.toEqual({
      allowed: false,
      reason: `the trust policy of role ${ROLE} does not accept the external id 'other' (sts:ExternalId)`,
    });
  });

  it("says that an external id is missing", async () => {
    await expect(assume(policy(trusting("e1")), undefined)).resolves.toEqual({
      allowed: false,
      reason: `the trust policy of role ${ROLE} asks for an external id (sts:ExternalId), and none was sent`,
    });
  });

  it("does not tell the external id that would have been right", async () => {
    const decision = await assume(policy(trusting("secret-id")), "other");
    expect(JSON.stringify(decision)).not.toContain("secret-id");
  });

  it("names the principal that the trust policy does not", async () => {
    const stranger = "arn:aws:iam::999999999999:user/stranger";
    await expect(assume(policy(trusting("e1")), "e1", stranger)).resolves.toEqual({
      allowed: false,
      reason: `the trust policy of role ${ROLE} does not allow sts:AssumeRole to ${stranger}`,
    });
  });

  it("judges the external id of the statement that names the principal", async () => {
    const two = policy(trusting("e1"), trusting("e2", "arn:aws:iam::999999999999:user/second"));
    await expect(assume(two, "e2")).resolves.toMatchObject({ reason: expect.stringContaining("external id 'e2'") });
  });

  it("lets an explicit denial win, and names its statement", async () => {
    const fenced = policy(trusting("e1"), { ...trusting(), Sid: "Fence", Effect: "Deny" });
    await expect(assume(fenced, "e1")).resolves.toEqual({
      allowed: false,
      reason: `the trust policy of role ${ROLE} denies sts:AssumeRole to ${SNOWFLAKE} by statement Fence`,
    });
  });

  it("names another condition that does not hold", async () => {
    const Condition = { StringEquals: { "aws:PrincipalOrgID": "o-1" } };
    await expect(assume(policy({ ...trusting(), Condition }), undefined)).resolves.toMatchObject({
      reason: expect.stringContaining("conditions do not hold: StringEquals aws:PrincipalOrgID"),
    });
  });

  it("is refused where only a service is trusted", async () => {
    const service = policy({ ...trusting(), Principal: { Service: "glue.amazonaws.com" } });
    await expect(assume(service, undefined)).resolves.toMatchObject({
      reason: expect.stringContaining(`does not allow sts:AssumeRole to ${SNOWFLAKE}`),
    });
  });

  it("names the role that does not exist", async () => {
    const roleArn = "arn:aws:iam::123456789012:role/gone";
    await expect(accessTo({}).assumeRole({ roleArn, principalArn: SNOWFLAKE, externalId: undefined })).resolves.toEqual(
      { allowed: false, reason: `role ${roleArn} does not exist` },
    );
  });

  it.each(["reader", "arn:aws:iam::123456789012:user/u", "arn:aws:sts::123456789012:assumed-role/r/s"])(
    "refuses '%s', which is not the ARN of a role",
    async (roleArn) => {
      await expect(
        accessTo({}).assumeRole({ roleArn, principalArn: SNOWFLAKE, externalId: undefined }),
      ).resolves.toEqual({ allowed: false, reason: `'${roleArn}' is not the ARN of an IAM role` });
    },
  );

  it("has no answer where the trust policy is not a policy", async () => {
    const broken = policy({ ...trusting(), Effect: "Perhaps" });
    await expect(assume(broken, undefined)).rejects.toThrow(PolicyNotEvaluableError);
  });

  it("reads the trust policy anew each time", async () => {
    const world = { trust: policy(trusting("e1")) };
    const access = accessTo(world);
    const request = { roleArn: ROLE, principalArn: SNOWFLAKE, externalId: "e2" };
    await expect(access.assumeRole(request)).resolves.toMatchObject({ allowed: false });
    world.trust = policy(trusting("e2"));
    await expect(access.assumeRole(request)).resolves.toEqual({ allowed: true });
  });
});
