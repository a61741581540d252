/** A resource's arguments as Terraform JSON has them; references are texts such as `${aws_s3_bucket.x.arn}`. */
export type ResourceArguments = Readonly<Record<string, unknown>>;

/** Something that no stack may declare. One rule a file, named for the rule. */
export interface PolicyRule {
  /** The rule's name: its file's. It stands in front of what the rule finds. */
  readonly id: string;
  /** Why the rule is there, with its source. */
  readonly reason: string;
  /** The Terraform type of the resources that the rule looks at. */
  readonly resourceType: string;
  /** What is wrong with one such resource; empty when it complies. */
  violations(resource: ResourceArguments): string[];
}
