import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  NoSuchEntityException,
  paginateListAttachedRolePolicies,
  paginateListRolePolicies,
} from "@aws-sdk/client-iam";
import { GetBucketPolicyCommand, S3Client, S3ServiceException } from "@aws-sdk/client-s3";
import type { RoleArn } from "./arn";
import { mapWithLimit } from "./concurrency";
import { parsePolicyDocument } from "./policy-document";
import type { BucketState, NamedPolicy, PolicyReader, Role } from "./policy-reader";
import { callAws, clientOptions } from "./sdk-call";

/** Where policies are read. */
export interface SdkPolicyReaderOptions {
  /** URL of the AWS endpoint, for IAM and S3 alike. */
  readonly endpoint: string;
  /** Region that requests are signed for. */
  readonly region: string;
}

/** Reads under way at the same time, for one question. */
const CONCURRENT_READS = 4;

/** A PolicyReader of IAM and S3 by the AWS SDK, with credentials that a local endpoint accepts. */
export class SdkPolicyReader implements PolicyReader {
  readonly #endpoint: string;
  readonly #iam: IAMClient;
  readonly #s3: S3Client;

  constructor({ endpoint, region }: SdkPolicyReaderOptions) {
    const client = clientOptions(endpoint, region);
    this.#endpoint = endpoint;
    this.#iam = new IAMClient(client);
    this.#s3 = new S3Client({ ...client, forcePathStyle: true });
  }

  async role(role: RoleArn): Promise<Role | undefined> {
    const found = await this.#ask("GetRole", async () => {
      try {
        return (await this.#iam.send(new GetRoleCommand({ RoleName: role.roleName }))).Role;
      } catch (error) {
        if (error instanceof NoSuchEntityException) return undefined;
        throw error;
      }
    });
    // IAM finds roles by name in the caller's account: another account's or path's role is not the one asked for.
    if (found?.Arn !== role.arn) return undefined;
    return {
      arn: role.arn,
      trustPolicy: parsePolicyDocument(found.AssumeRolePolicyDocument ?? "", `the trust policy of role ${role.arn}`),
      boundaryArn: found.PermissionsBoundary?.PermissionsBoundaryArn,
    };
  }

  async identityPolicies(role: RoleArn): Promise<readonly NamedPolicy[]> {
    const [inline, attached] = await Promise.all([this.#inlineNames(role), this.#attachedArns(role)]);
    const reads = [
      ...inline.map((name) => () => this.#inlinePolicy(role, name)),
      ...attached.map((arn) => () => this.managedPolicy(arn)),
    ];
    return mapWithLimit(reads, CONCURRENT_READS, (read) => read());
  }

  async managedPolicy(policyArn: string): Promise<NamedPolicy> {
    const version = await this.#ask("GetPolicy", async () => {
      const { Policy } = await this.#iam.send(new GetPolicyCommand({ PolicyArn: policyArn }));
      const VersionId = Policy?.DefaultVersionId;
      return this.#iam.send(new GetPolicyVersionCommand({ PolicyArn: policyArn, VersionId }));
    });
    const policy = parsePolicyDocument(version.PolicyVersion?.Document ?? "", `policy ${policyArn}`);
    return { name: policyArn, policy };
  }

  async bucket(bucketName: string): Promise<BucketState> {
    return this.#ask("GetBucketPolicy", async () => {
      try {
        const { Policy } = await this.#s3.send(new GetBucketPolicyCommand({ Bucket: bucketName }));
        return { state: "present", policy: parsePolicyDocument(Policy ?? "", `the policy of bucket ${bucketName}`) };
      } catch (error) {
        const code = error instanceof S3ServiceException ? error.name : undefined;
        if (code === "NoSuchBucketPolicy") return { state: "present", policy: undefined };
        if (code === "NoSuchBucket") return { state: "absent" };
        throw error;
      }
    });
  }

  async #inlineNames({ roleName }: RoleArn): Promise<readonly string[]> {
    return this.#ask("ListRolePolicies", async () => {
      const names: string[] = [];
      for await (const page of paginateListRolePolicies({ client: this.#iam }, { RoleName: roleName })) {
        names.push(...(page.PolicyNames ?? []));
      }
      return names;
    });
  }

  async #attachedArns({ roleName }: RoleArn): Promise<readonly string[]> {
    return this.#ask("ListAttachedRolePolicies", async () => {
      const arns: string[] = [];
      for await (const page of paginateListAttachedRolePolicies({ client: this.#iam }, { RoleName: roleName })) {
        for (const { PolicyArn } of page.AttachedPolicies ?? []) if (PolicyArn !== undefined) arns.push(PolicyArn);
      }
      return arns;
    });
  }

  async #inlinePolicy({ roleName, arn }: RoleArn, name: string): Promise<NamedPolicy> {
    const command = new GetRolePolicyCommand({ RoleName: roleName, PolicyName: name });
    const { PolicyDocument } = await this.#ask("GetRolePolicy", () => this.#iam.send(command));
    return { name, policy: parsePolicyDocument(PolicyDocument ?? "", `policy ${name} of role ${arn}`) };
  }

  #ask<T>(operation: string, read: () => Promise<T>): Promise<T> {
    return callAws(this.#endpoint, operation, read);
  }
}
