import type { RoleArn } from "./arn";
import { once } from "./once";
import type { BucketState, NamedPolicy, PolicyReader, Role } from "./policy-reader";

/** Reads everything once and remembers it: for questions that belong together. */
export class RememberingReader implements PolicyReader {
  readonly #roles = new Map<string, Promise<Role | undefined>>();
  readonly #identity = new Map<string, Promise<readonly NamedPolicy[]>>();
  readonly #managed = new Map<string, Promise<NamedPolicy>>();
  readonly #buckets = new Map<string, Promise<BucketState>>();

  constructor(private readonly reader: PolicyReader) {}

  role(role: RoleArn): Promise<Role | undefined> {
    return once(this.#roles, role.arn, () => this.reader.role(role));
  }

  identityPolicies(role: RoleArn): Promise<readonly NamedPolicy[]> {
    return once(this.#identity, role.arn, () => this.reader.identityPolicies(role));
  }

  managedPolicy(policyArn: string): Promise<NamedPolicy> {
    return once(this.#managed, policyArn, () => this.reader.managedPolicy(policyArn));
  }

  bucket(bucketName: string): Promise<BucketState> {
    return once(this.#buckets, bucketName, () => this.reader.bucket(bucketName));
  }
}
