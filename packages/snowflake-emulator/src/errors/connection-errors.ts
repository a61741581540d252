import { SnowflakeError } from "./snowflake-error";

/** Connections tell their errors without a heading (O: 003813). */
const connection = (code: string, text: string, sqlState = "55000") =>
  new SnowflakeError(code, sqlState, "EXECUTION", text);

/** O (text), A (code): a secondary connection in an account that the primary does not list. */
export const secondaryNotAuthorized = () =>
  connection("003811", "This account is not authorized to create a secondary connection of this primary connection.");

/** O (text: the provider waits for its end), A (code): DROP of a primary that has secondaries. */
export const primaryConnectionInUse = (name: string) =>
  connection(
    "003812",
    `Connection '${name}' is currently a primary connection in a replication relationship and cannot be dropped.`,
  );

/** O: 003813 (23001). */
export const failoverInSameRegion = () =>
  connection("003813", "The connection cannot be failed over to an account in the same region", "23001");

/** D (rule), A (code and text): PRIMARY in the primary's own account. */
export const notSecondaryConnection = (name: string) =>
  connection("003814", `Connection '${name}' is not a secondary connection and cannot be set as primary.`);

/** D (rule), A (code and text): ENABLE and DISABLE FAILOVER elsewhere than at the primary. */
export const notPrimaryConnection = (name: string, primary: string) =>
  connection("003815", `Connection '${name}' is not a primary connection. Its primary is ${primary}.`);

/** D (rule), A (code and text): PRIMARY where failover is not enabled. */
export const connectionFailoverNotAllowed = (primary: string, account: string) =>
  connection("003816", `Failover of primary connection '${primary}' to account '${account}' is not enabled.`);

/** D (rule), A (code and text): Client Redirect below Business Critical. */
export const redirectNeedsBusinessCritical = (accounts: readonly string[]) =>
  connection(
    "003817",
    `Client Redirect requires Business Critical Edition (or higher). On lower editions: ${accounts.join(", ")}.`,
  );

/** D (rule), A (code and text): what can't be part of a host name. */
export const badConnectionName = (name: string) =>
  connection(
    "003818",
    `Invalid connection name '${name}': it must start with a letter and have only letters, digits and underscores.`,
    "22023",
  );

/** D (rule), A (code and text): a secondary is called as its primary is. */
export const connectionNameDiffers = (name: string, primary: string) =>
  connection("003819", `Secondary connection '${name}' must have the name of its primary connection '${primary}'.`);
