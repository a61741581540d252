import type { AccountRole } from "../../config/schema";

/**
 * A resource's arguments as Terraform JSON has them. A reference to an argument of another resource of the stack stands as that
 * argument; any other reference is a text such as `${aws_s3_bucket.x.arn}`.
 */
export type ResourceArguments = Readonly<Record<string, unknown>>;

/** Something that a stack declares, as plain data. */
export interface DeclaredResource {
  /** The stack's name. */
  readonly stack: string;
  /** The construct's path, the stack's name first. */
  readonly path: string;
  /** The Terraform type; of a provider its name, of a backend its kind. */
  readonly type: string;
  /** How Terraform refers to it, without an attribute: `aws_sqs_queue.x`. */
  readonly address: string;
  /** Its arguments. */
  readonly arguments: ResourceArguments;
}

/** What the rules have to know that isn't in the resources: the configuration chooses it. */
export interface PolicyContext {
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
  /** Each account's name, Snowflake edition, Snowflake region, and the stacks that declare what is in it. */
  readonly accounts: Readonly<Record<AccountRole, AccountContext>>;
  /** Whether roles come to the secondary by replication, with their grants. */
  readonly rolesTravel: boolean;
  /** The stacks that must plan and apply while the primary's account and the lake's region are lost. */
  readonly failoverPath: readonly string[];
  /** The AWS region of the lake. */
  readonly lakeRegion: string;
  /** The lake's copies in other regions. */
  readonly replicas: readonly { readonly region: string; readonly bucket: string }[];
  /** The region that Terraform's state is copied to; undefined: it isn't. */
  readonly stateReplicaRegion: string | undefined;
  /** How old the secondary's data may be, in minutes. */
  readonly recoveryPointMinutes: number;
  /** Whether a destroy refuses to remove data. */
  readonly keepsData: boolean;
}

/** What the rules have to know of one account. */
export interface AccountContext {
  readonly name: string;
  readonly edition: string;
  readonly region: string;
  readonly stacks: readonly string[];
}

/** Everything that a program declares, over all its stacks. */
export interface DeclaredProgram {
  /** Names of all stacks. */
  readonly stacks: readonly string[];
  readonly resources: readonly DeclaredResource[];
  /** Providers; their type is `aws` or `snowflake`. */
  readonly providers: readonly DeclaredResource[];
  /** Where stacks keep their state: `local`, `s3`, `cloud`. */
  readonly backends: readonly DeclaredResource[];
  /** Other stacks' states that a stack reads. */
  readonly remoteStates: readonly DeclaredResource[];
  readonly context: PolicyContext;
}

/** The first block of a kind in a resource's arguments, which cdktf gives as a list or bare; undefined without one. */
export function blockOf(resource: ResourceArguments, name: string): ResourceArguments | undefined {
  return blocksOf(resource, name)[0];
}

/** All blocks of a kind in a resource's arguments. */
export function blocksOf(resource: ResourceArguments, name: string): ResourceArguments[] {
  return [resource[name]].flat().filter(isBlock);
}

/** An argument as a list; empty without it. */
export function listOf(resource: ResourceArguments, name: string): readonly unknown[] {
  const value = resource[name];
  return value === undefined || value === null ? [] : [value].flat();
}

/** Whether a value has a reference to any attribute of a resource in it, at any depth. */
export function refersTo(value: unknown, address: string): boolean {
  return (JSON.stringify(value) ?? "").includes(`\${${address}.`);
}

/** The AWS region that a stack's resources are in; undefined when the stack has no AWS provider or it doesn't say. */
export function awsRegionOf(program: DeclaredProgram, stack: string): string | undefined {
  const provider = program.providers.find((candidate) => candidate.stack === stack && candidate.type === "aws");
  const region = provider?.arguments.region;
  return typeof region === "string" ? region : undefined;
}

function isBlock(value: unknown): value is ResourceArguments {
  return typeof value === "object" && value !== null;
}
