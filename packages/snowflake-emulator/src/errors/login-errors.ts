import { SnowflakeError } from "./snowflake-error";

/** O: 390100. The same for an unknown user, a disabled one and a wrong password. */
export const badCredentials = () =>
  new SnowflakeError("390100", "08001", "LOGIN", "Incorrect username or password was specified.");

/** O: 390144. `why` is one of Snowflake's reasons in brackets. */
export const invalidJwt = (why: string) =>
  new SnowflakeError("390144", "08001", "LOGIN", `JWT token is invalid. [${why}]`);

/** O: 390189. */
export const loginRoleNotGranted = (role: string) =>
  new SnowflakeError(
    "390189",
    "08004",
    "LOGIN",
    `Role '${role}' specified in the connect string does not exist or not authorized. Contact your local system administrator, or attempt to login with another role, e.g. PUBLIC.`,
  );

/** O (text), A (code). */
export const defaultRoleNotGranted = (role: string) =>
  new SnowflakeError(
    "390187",
    "08004",
    "LOGIN",
    `User's configured default role '${role}' is not granted to this user. Contact your local system administrator, or attempt to login using a CLI client with a connect string selecting another role, e.g. PUBLIC.`,
  );

/** O: 390201, a warehouse, database or schema in the login that is not there. */
export const loginObjectMissing = (type: string) =>
  new SnowflakeError("390201", "08004", "LOGIN", `The requested ${type} does not exist or not authorized.`);

/** A: real Snowflake has no such host and answers 404; one process serves every account here. */
export const unknownAccount = (account: string, known: readonly string[]) =>
  new SnowflakeError(
    "390100",
    "08001",
    "LOGIN",
    `Account '${account}' is not known to this emulator. It serves ${known.join(", ")}.`,
  );

/** A: an authenticator that is not built. */
export const authenticatorNotEmulated = (authenticator: string) =>
  new SnowflakeError(
    "390101",
    "08001",
    "LOGIN",
    `Authenticator '${authenticator}' is not emulated. Use a password (SNOWFLAKE) or a key pair (SNOWFLAKE_JWT).`,
  );

/** A: tokens of workload identities. A local AWS issues none, so that there is nobody who could vouch for one. */
export const workloadIdentityNotEmulated = () =>
  new SnowflakeError(
    "390101",
    "08001",
    "LOGIN",
    "Logging in with a workload identity (WIF.…) is not emulated: local AWS has no STS GetWebIdentityToken, so nothing can tell whose token it is. Use a key pair.",
  );

/** O: 390104. */
export const invalidToken = () =>
  new SnowflakeError("390104", "08001", "LOGIN", "User must login again to access the service.");

/** O: 390111. */
export const sessionGone = () =>
  new SnowflakeError(
    "390111",
    "08001",
    "LOGIN",
    "Session no longer exists.  New login required to access the service.",
  );

/** O: 390112. Makes the drivers renew the session token with the master token. */
export const sessionTokenExpired = () =>
  new SnowflakeError("390112", "08001", "LOGIN", "Your session has expired. Please login again.");

/** O: 390114. */
export const masterTokenExpired = () =>
  new SnowflakeError(
    "390114",
    "08001",
    "LOGIN",
    "Authentication token has expired.  The user must authenticate again.",
  );

/** O: 390146 (SQL API), a request without a token. A: the text. */
export const noBearerToken = () =>
  new SnowflakeError("390146", "08001", "LOGIN", "Authorization header with a bearer token not found in the request.");

/** D: 390142 (SQL API), a body that is none. */
export const invalidPayload = (what: string) =>
  new SnowflakeError(
    "390142",
    "22023",
    "LOGIN",
    `Incoming request does not contain a valid payload.${what === "" ? "" : ` ${what}`}`,
  );

/** D (rule), O (code), A (text): 391911, a statement that the SQL API does not take. */
export const notForSqlApi = (statement: string, alone: boolean) =>
  new SnowflakeError(
    "391911",
    "0A000",
    "COMPILATION",
    alone
      ? `SQL API supports ${statement} only in a request of several statements.`
      : `SQL API does not support ${statement}.`,
  );

/** O (code), A (text): 391922 (SQL API), a part of a result that there is not. */
export const noSuchPartition = (partition: string, count: number) =>
  new SnowflakeError("391922", "22023", "EXECUTION", `Invalid partition '${partition}': the result has ${count}.`);

/** O: 390420 (text and code). */
export const addressNotAllowed = (address: string) =>
  new SnowflakeError(
    "390420",
    "08001",
    "LOGIN",
    `Incoming request with IP/Token ${address} is not allowed to access Snowflake. Contact your account administrator.`,
  );

/** O: 390202, what an authentication policy keeps out. */
export const authenticationNotAllowed = () =>
  new SnowflakeError(
    "390202",
    "08001",
    "LOGIN",
    "Authentication attempt rejected by the current authentication policy.",
  );
