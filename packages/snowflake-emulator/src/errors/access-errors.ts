import { accessControl, compilation, SnowflakeError } from "./snowflake-error";

/** O: 003001. `type` in lower case, as in "account", "role", "external volume". */
export const insufficientPrivileges = (type: string, name: string) =>
  accessControl("003001", `Insufficient privileges to operate on ${type} '${name}'`);

/** O: 003013. */
export const roleNotAssigned = (name: string) =>
  accessControl(
    "003013",
    `Requested role '${name}' is not assigned to the executing user.  Specify another role to activate.`,
  );

/** O: 003102. */
export const grantNotExecuted = () =>
  new SnowflakeError("003102", "42501", "ACCESS_CONTROL", "Grant not executed: Insufficient privileges.");

/** A: the counterpart of 003102. */
export const revokeNotExecuted = () =>
  new SnowflakeError("003103", "42501", "ACCESS_CONTROL", "Revoke not executed: Insufficient privileges.");

/** O: 003011. The privileges that could be granted have been granted. */
export const grantPartiallyExecuted = (notGranted: readonly string[]) =>
  new SnowflakeError(
    "003011",
    "42501",
    "ACCESS_CONTROL",
    `Grant partially executed: privileges [${notGranted.join(", ")}] not granted.`,
    true,
  );

/** O (text), A (code): a grant that other grants hang on. */
export const dependentGrant = (privilege: string, securable: string, role: string) =>
  accessControl(
    "003036",
    `Dependent grant of privilege '${privilege}' on securable '${securable}' to role '${role}' exists.  ` +
      "It must be revoked first.  More than one dependent grant may exist: use 'SHOW GRANTS' command to view them.  " +
      "To revoke all dependent grants while transferring object ownership, use convenience command " +
      "'GRANT OWNERSHIP ON <target_objects> TO <target_role> REVOKE CURRENT GRANTS'.",
  );

/** A: a role that would contain itself. */
export const roleCycle = (role: string, grantee: string) =>
  new SnowflakeError(
    "003023",
    "42601",
    "EXECUTION",
    `SQL execution error:\nRole '${role}' cannot be granted to role '${grantee}': it would create a cycle.`,
  );

/** O: 003008, system-defined roles stay as they are. `verb` as in "dropped", "altered". */
export const systemRole = (name: string, verb: string) =>
  accessControl("003008", `System-defined role '${name}' cannot be ${verb}.`);

/** A: a privilege that this type of object does not have. */
export const privilegeNotApplicable = (privilege: string, type: string) =>
  compilation("003500", "0A000", `privilege '${privilege}' can not be granted on ${type}`);

/** A: a database role reaches into its own database only. */
export const databaseRoleOutOfReach = (role: string) =>
  new SnowflakeError(
    "003039",
    "0A000",
    "EXECUTION",
    `SQL execution error:\nPrivileges can be granted to database role '${role}' only on its own database and the objects in it.`,
  );

/** A: database roles are given to roles of their own database only, besides account roles. */
export const databaseRoleElsewhere = (role: string, grantee: string) =>
  new SnowflakeError(
    "003040",
    "0A000",
    "EXECUTION",
    `SQL execution error:\nDatabase role '${role}' cannot be granted to database role '${grantee}' of another database.`,
  );
