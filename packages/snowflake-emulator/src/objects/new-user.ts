import type { SnowflakeObject } from "./snowflake-object";
import type { User } from "./user";

/** A user with nothing set but the name. */
export function newUser(base: SnowflakeObject): User {
  return {
    ...base,
    loginName: base.name.toUpperCase(),
    displayName: base.name,
    firstName: null,
    middleName: null,
    lastName: null,
    email: null,
    type: null,
    password: null,
    rsaPublicKey: null,
    rsaPublicKey2: null,
    mustChangePassword: false,
    disabled: false,
    expiresAt: null,
    minutesToUnlock: null,
    minutesToBypassMfa: null,
    defaultWarehouse: null,
    defaultNamespace: null,
    defaultRole: null,
    defaultSecondaryRoles: null,
    parameters: new Map(),
    lastSuccessLogin: null,
  };
}
