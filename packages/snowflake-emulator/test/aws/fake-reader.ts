import { parseRoleArn, type RoleArn } from "../../src/aws/arn";
import { PolicyAccess } from "../../src/aws/policy-access";
import type { BucketState, NamedPolicy, PolicyDocument, PolicyReader, Role } from "../../src/aws/policy-reader";

export const ROLE = "arn:aws:iam::123456789012:role/snowflake/reader";
export const SNOWFLAKE = "arn:aws:iam::999999999999:user/abc1-s";

/** A policy statement, valid or not. */
export type Statement = Readonly<Record<string, unknown>>;

/** A policy document of the given statements. */
export const policy = (...Statement: Statement[]): PolicyDocument => ({
  Version: "2012-10-17",
  Statement,
});

/** A statement that allows `Action` on `Resource`. */
export const allow = (Action: string | string[], Resource: string | string[] = "*") => ({
  Effect: "Allow",
  Action,
  Resource,
});

/** A trust statement for Snowflake's user, with an external id if one is given. */
export const trusting = (externalId?: string | readonly string[], principal = SNOWFLAKE) => ({
  Effect: "Allow",
  Principal: { AWS: principal },
  Action: "sts:AssumeRole",
  ...(externalId === undefined ? {} : { Condition: { StringEquals: { "sts:ExternalId": externalId } } }),
});

/** What a FakeReader holds; everything may change between two questions. */
export interface World {
  trust?: PolicyDocument;
  identity?: NamedPolicy[];
  boundary?: PolicyDocument;
  buckets?: Record<string, PolicyDocument | undefined>;
}

const BOUNDARY = "arn:aws:iam::123456789012:policy/boundary";

/** A PolicyReader over plain objects, with the one role ROLE. */
export class FakeReader implements PolicyReader {
  constructor(readonly world: World) {}

  async role({ arn }: RoleArn): Promise<Role | undefined> {
    if (arn !== ROLE) return undefined;
    const { trust = policy(trusting()), boundary } = this.world;
    return { arn, trustPolicy: trust, boundaryArn: boundary === undefined ? undefined : BOUNDARY };
  }

  async identityPolicies(): Promise<readonly NamedPolicy[]> {
    return this.world.identity ?? [];
  }

  async managedPolicy(name: string): Promise<NamedPolicy> {
    return { name, policy: this.world.boundary ?? policy() };
  }

  async bucket(name: string): Promise<BucketState> {
    const buckets = this.world.buckets ?? {};
    return name in buckets ? { state: "present", policy: buckets[name] } : { state: "absent" };
  }
}

/** Access to a world, at a fixed time. */
export const accessTo = (world: World) =>
  new PolicyAccess({
    reader: new FakeReader(world),
    region: "us-west-2",
    now: () => new Date("2026-05-01T00:00:00Z"),
  });

/** The parts of ROLE. */
export const roleArn = (): RoleArn => {
  const parsed = parseRoleArn(ROLE);
  if (parsed === undefined) throw new Error(`${ROLE} is not a role's ARN`);
  return parsed;
};
