import type { SnowflakeObject } from "./snowflake-object";

export const AUTHENTICATION_METHODS = [
  "ALL",
  "SAML",
  "PASSWORD",
  "OAUTH",
  "KEYPAIR",
  "PROGRAMMATIC_ACCESS_TOKEN",
  "WORKLOAD_IDENTITY",
] as const;
export const CLIENT_TYPES = ["ALL", "SNOWFLAKE_UI", "DRIVERS", "SNOWFLAKE_CLI", "SNOWSQL"] as const;
export const MFA_ENROLLMENT = ["REQUIRED", "REQUIRED_PASSWORD_ONLY", "OPTIONAL"] as const;

/** An authentication policy: how, and with which clients, one may log in. */
export interface AuthenticationPolicy extends SnowflakeObject {
  authenticationMethods: readonly (typeof AUTHENTICATION_METHODS)[number][];
  clientTypes: readonly (typeof CLIENT_TYPES)[number][];
  securityIntegrations: readonly string[];
  mfaEnrollment: (typeof MFA_ENROLLMENT)[number];
}
