import type { AccountRole } from "../../config/schema";
import type { SeenBucket } from "../aws/bucket";
import type { Known } from "../failover/observation";

/** The deployer's user, where there is one. */
export interface SeenUser {
  /** SERVICE, PERSON …; null: none is set, which counts as a person. */
  readonly type: string | null;
  readonly disabled: boolean;
  /** Fingerprints of RSA_PUBLIC_KEY and RSA_PUBLIC_KEY_2; null: none is set. */
  readonly fingerprints: readonly [string | null, string | null];
  readonly hasWorkloadIdentity: boolean;
  /** Roles that were granted to it. */
  readonly roles: readonly string[];
}

/** What an account's administrator sees. */
export interface SeenByAdministrator {
  /** The role that the administrator can take for the organization; undefined: none. */
  readonly organizationRole: string | undefined;
  /** The deployer's role: `complete` when it has what administrators have. */
  readonly role: "absent" | "without-administration" | "complete";
  /** null: there is no such user. */
  readonly user: SeenUser | null;
  /** Accounts that take part in replication, as far as this one is told: nothing while it doesn't itself. */
  readonly replicating: readonly string[];
}

/** Buckets that hold Terraform's state: the one that it writes, and the copy. */
export interface SeenStateBuckets {
  readonly state: Known<SeenBucket>;
  /** undefined: none is configured. */
  readonly replica: Known<SeenBucket> | undefined;
}

/** All that is looked at before anything is planned. */
export interface BootstrapObservation {
  readonly accounts: Readonly<Record<AccountRole, Known<SeenByAdministrator>>>;
  /** undefined: the state isn't in S3. */
  readonly buckets: SeenStateBuckets | undefined;
}
