import { SnowflakeError } from "./snowflake-error";

const replication = (code: string, text: string) => new SnowflakeError(code, "55000", "EXECUTION", text);

/** D (rule), A (code and text): an object, or a whole type, that a secondary group keeps. `what` as in "Role 'R'", "types" as in "roles". */
export const readOnlyAccountObject = (what: string, types: string, group: string) =>
  replication(
    "003950",
    `${what} cannot be created, modified or dropped: ${types} are replicated to this account by failover group '${group}' and are read-only in it.`,
  );

/** D (rule), A (code and text): grants on and between secondary objects come from the source account. */
export const readOnlyGrant = (what: string, group: string) =>
  replication(
    "003951",
    `Grants on ${what} cannot be changed: they are replicated to this account by failover group '${group}'.`,
  );

/** D (rule and the two ways out), A (code and text): users or roles of the same names before they are replicated for the first time. */
export const unlinkedObjects = (group: string, found: readonly string[]) =>
  replication(
    "003952",
    `The initial refresh of failover group '${group}' would drop objects that have the names of objects in the source account, but no global identifier: ${found.join(", ")}. ` +
      `To keep them, link them by name: SELECT SYSTEM$LINK_ACCOUNT_OBJECTS_BY_NAME('${group}'). ` +
      `To drop them, force the refresh: ALTER FAILOVER GROUP ${group} REFRESH FORCE.`,
  );

/** D (rule), A (code and text): whoever refreshes must be in the source account, and be able to refresh afterwards. */
export const refresherLost = (user: string, group: string, why: string) =>
  replication("003953", `User '${user}' cannot refresh failover group '${group}': ${why}.`);

/** A: a volume that is no replica, with the name of one that is going to come. */
export const volumeInTheWay = (name: string, group: string) =>
  replication(
    "003954",
    `External volume '${name}' already exists in this account and is not a replica. Drop or rename it, or replace it: ALTER FAILOVER GROUP ${group} REFRESH FORCE.`,
  );
