/**
 * A resource's arguments as Terraform JSON has them. A reference to another resource's name stands as that name; any other
 * reference is a text such as `${aws_s3_bucket.x.arn}`.
 */
export type ResourceArguments = Readonly<Record<string, unknown>>;

/** The names that some rules are about: the configuration chooses them. */
export interface PolicyNames {
  /** The role that reads. */
  readonly analystRole: string;
  /** The one database that it reads. */
  readonly prodDatabase: string;
  /** The databases that replication carries. */
  readonly replicatedDatabases: readonly string[];
  /** The catalog-linked database. */
  readonly catalogLinkedDatabase: string;
  /** The database of single Iceberg tables over a remote catalog. */
  readonly externalDatabase: string;
  /** The databases of external tables. */
  readonly externalTableDatabases: readonly string[];
  /** The one stack that works on replicas of failover groups. */
  readonly targetStack: string;
}

/** Something that no stack may declare. One rule a file, named for the rule. */
export interface PolicyRule {
  /** The rule's name: its file's. It stands in front of what the rule finds. */
  readonly id: string;
  /** Why the rule is there, with its source. */
  readonly reason: string;
  /** The Terraform types of the resources that the rule looks at. */
  readonly resourceType: string | readonly string[];
  /**
   * What is wrong with one such resource; empty when it complies.
   *
   * @param path where the resource is in the program, which tells it from others
   */
  violations(resource: ResourceArguments, path: string): string[];
}

/** The first block of a kind in a resource's arguments, which cdktf gives as a list or bare; undefined without one. */
export function blockOf(resource: ResourceArguments, name: string): ResourceArguments | undefined {
  const [first] = [resource[name]].flat();
  return isBlock(first) ? first : undefined;
}

function isBlock(value: unknown): value is ResourceArguments {
  return typeof value === "object" && value !== null;
}
