import type { SnowflakeObject } from "./snowflake-object";

export const USER_TYPES = ["PERSON", "SERVICE", "LEGACY_SERVICE"] as const;
export type UserType = (typeof USER_TYPES)[number];

/** A public key that a user signs login tokens with. */
export interface RsaPublicKey {
  /** The PEM body in one line, as Snowflake shows it. */
  readonly body: string;
  /** `SHA256:` and the base64 hash of the key's DER form. */
  readonly fingerprint: string;
  /** Milliseconds since the epoch. */
  readonly setOn: number;
}

/** The AWS principal whose tokens log a user in (D: CREATE USER, WORKLOAD_IDENTITY). */
export interface WorkloadIdentity {
  /** Of a role or a user of IAM. */
  readonly arn: string;
  /** URL of who issues its tokens. */
  readonly issuer?: string;
  /** Milliseconds since the epoch. */
  readonly setOn: number;
}

/** A stored password: never the text. */
export interface PasswordHash {
  readonly salt: string;
  readonly hash: string;
  /** Milliseconds since the epoch. */
  readonly setOn: number;
}

/** A user. Texts are null when never set. */
export interface User extends SnowflakeObject {
  /** What one logs in with; upper case. The name unless set. */
  loginName: string;
  displayName: string;
  firstName: string | null;
  middleName: string | null;
  lastName: string | null;
  email: string | null;
  /** null: never set, which Snowflake treats as PERSON. */
  type: UserType | null;
  password: PasswordHash | null;
  rsaPublicKey: RsaPublicKey | null;
  rsaPublicKey2: RsaPublicKey | null;
  /** Absent: never set. */
  workloadIdentity?: WorkloadIdentity;
  mustChangePassword: boolean;
  disabled: boolean;
  /** When the user stops being able to log in, in milliseconds since the epoch. */
  expiresAt: number | null;
  minutesToUnlock: number | null;
  minutesToBypassMfa: number | null;
  /** By name: Snowflake does not check that they exist. */
  defaultWarehouse: string | null;
  defaultNamespace: string | null;
  defaultRole: string | null;
  /** null: never set, which means ALL. */
  defaultSecondaryRoles: "ALL" | "NONE" | null;
  /** Parameters set on this user, by name. */
  parameters: Map<string, string>;
  lastSuccessLogin: number | null;
}
