import type { AccountRole } from "../../config/schema";
import type { SeenBucket } from "../aws/bucket";
import type { Known } from "../failover/observation";
import type { ObjectKind } from "./declared-names";

/** What an AWS account's Lake Formation is set to, in the lake's region. */
export interface SeenLakeFormation {
  /** ARNs of its administrators. */
  readonly admins: readonly string[];
  /** Whether new databases or tables are everybody's with IAM permissions (IAM_ALLOWED_PRINCIPALS). */
  readonly opensNewDatabases: boolean;
  readonly opensNewTables: boolean;
}

/** An action that was tried in IAM's policy simulator. */
export interface SimulatedAction {
  readonly action: string;
  readonly resource: string;
  readonly decision: "allowed" | "denied" | "unclear";
}

/** What AWS says of itself. */
export interface SeenAws {
  readonly caller: { readonly account: string; readonly arn: string };
  /** By region: whether it answers. */
  readonly regions: ReadonlyMap<string, Known<true>>;
  /** By name. */
  readonly buckets: ReadonlyMap<string, Known<SeenBucket>>;
  /** Those of the roles that the stacks make that there are already. */
  readonly roles: Known<readonly string[]>;
  /** Names of all databases in the lake's region. */
  readonly glueDatabases: Known<readonly string[]>;
  readonly lakeFormation: Known<SeenLakeFormation>;
  /** Roles in the account, and how many there may be. */
  readonly roleQuota: Known<{ readonly used: number; readonly limit: number }>;
  /** undefined: a local AWS, which decides nothing by the caller's policies. */
  readonly permissions: Known<readonly SimulatedAction[]> | undefined;
}

/** What a Snowflake account says of itself to its deployer. */
export interface SeenSnowflake {
  readonly organization: string;
  readonly account: string;
  /** Without its region group. */
  readonly region: string;
  readonly user: string;
  /** Roles that the deployer can work as, its own role's included. */
  readonly roles: readonly string[];
  /** By account name; only the organization's administrator is told. */
  readonly editions: Known<ReadonlyMap<string, string>>;
  /** Accounts that take part in replication. */
  readonly replicating: Known<readonly string[]>;
  readonly objects: ReadonlyMap<ObjectKind, Known<ReadonlySet<string>>>;
}

/** All that preflight looks at. */
export interface PreflightObservation {
  readonly aws: Known<SeenAws>;
  readonly accounts: Readonly<Record<AccountRole, Known<SeenSnowflake>>>;
  /** Stacks that Terraform's state has something of: what they made isn't in their way. */
  readonly applied: Known<ReadonlySet<string>>;
}
