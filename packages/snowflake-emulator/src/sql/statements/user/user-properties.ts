import { alreadyExists, invalidValue, notEmulated, notForUserType } from "../../../errors";
import { type RsaPublicKey, USER_TYPES, type User, type UserType } from "../../../objects/user";
import { PARAMETERS, parameterNames } from "../../../parameters/definitions";
import { checkParameter, readParameterValue } from "../../../parameters/read-parameters";
import { hashPassword, readRsaPublicKey } from "../../../session/credentials";
import type { Cursor } from "../../cursor";
import { renderPath } from "../../names";
import {
  boolean,
  integer,
  list,
  nameOrText,
  nullable,
  oneOf,
  type Properties,
  readProperties,
  text,
  type ValueReader,
} from "../../properties";
import type { ExecutionContext } from "../../statement";
import { requireNetworkPolicy } from "../network-policy/network-policy-properties";
import { checkIdentityType, readWorkloadIdentity } from "./workload-identity";

const DAY = 86_400_000;

/** Reads ('ALL') or (). */
const secondaryRoles: ValueReader<"ALL" | "NONE"> = (cursor, property) => {
  const roles = list(text)(cursor, property);
  if (roles.length === 0) return "NONE";
  if (roles.length === 1 && roles[0]?.toUpperCase() === "ALL") return "ALL";
  throw notEmulated(`${property} other than ('ALL') and ()`);
};

/** `database[.schema]`, in a string literal or as names. */
const namespace: ValueReader<string> = (cursor) =>
  cursor.peek().kind === "string" ? cursor.string() : renderPath(cursor.path(2));

const SPEC = {
  PASSWORD: nullable(text),
  LOGIN_NAME: nameOrText,
  DISPLAY_NAME: nameOrText,
  FIRST_NAME: nameOrText,
  MIDDLE_NAME: nameOrText,
  LAST_NAME: nameOrText,
  EMAIL: nameOrText,
  MUST_CHANGE_PASSWORD: boolean,
  DISABLED: boolean,
  DAYS_TO_EXPIRY: nullable(integer),
  MINS_TO_UNLOCK: nullable(integer),
  MINS_TO_BYPASS_MFA: nullable(integer),
  DEFAULT_WAREHOUSE: nameOrText,
  DEFAULT_NAMESPACE: namespace,
  DEFAULT_ROLE: nameOrText,
  DEFAULT_SECONDARY_ROLES: secondaryRoles,
  RSA_PUBLIC_KEY: text,
  RSA_PUBLIC_KEY_FP: text,
  RSA_PUBLIC_KEY_2: text,
  RSA_PUBLIC_KEY_2_FP: text,
  TYPE: oneOf(USER_TYPES),
  WORKLOAD_IDENTITY: readWorkloadIdentity,
  COMMENT: text,
};

export const USER_PROPERTY_NAMES = [
  "PASSWORD",
  "LOGIN_NAME",
  "DISPLAY_NAME",
  "FIRST_NAME",
  "MIDDLE_NAME",
  "LAST_NAME",
  "EMAIL",
  "MUST_CHANGE_PASSWORD",
  "DISABLED",
  "DAYS_TO_EXPIRY",
  "MINS_TO_UNLOCK",
  "MINS_TO_BYPASS_MFA",
  "DEFAULT_WAREHOUSE",
  "DEFAULT_NAMESPACE",
  "DEFAULT_ROLE",
  "DEFAULT_SECONDARY_ROLES",
  "RSA_PUBLIC_KEY",
  "RSA_PUBLIC_KEY_2",
  "TYPE",
  "WORKLOAD_IDENTITY",
  "COMMENT",
] as const satisfies readonly (keyof typeof SPEC)[];

export type UserPropertyName = (typeof USER_PROPERTY_NAMES)[number];

/** What CREATE USER and ALTER USER SET can say. */
export interface UserSettings {
  readonly properties: Properties<typeof SPEC>;
  readonly parameters: ReadonlyMap<string, string>;
}

/** What Snowflake's users have and these have not. */
const REFUSED = ["DISABLE_MFA", "ALLOWED_INTERFACES"] as const;

/** D: User types: what services can't have; those that behave like people may have a password. */
const NOT_FOR: Readonly<Partial<Record<UserType, readonly (keyof typeof SPEC)[]>>> = {
  SERVICE: ["FIRST_NAME", "MIDDLE_NAME", "LAST_NAME", "PASSWORD", "MUST_CHANGE_PASSWORD", "MINS_TO_BYPASS_MFA"],
  LEGACY_SERVICE: ["FIRST_NAME", "MIDDLE_NAME", "LAST_NAME", "MINS_TO_BYPASS_MFA"],
};

function checkType(type: UserType | null, given: Properties<typeof SPEC>): void {
  if (type === null) return;
  const wrong = NOT_FOR[type]?.find((property) => given[property] !== undefined && given[property] !== null);
  if (wrong !== undefined) throw notForUserType(wrong, type);
}

/** Throws 001008 when the fingerprint that was given is not that of the key. */
function checkFingerprint(key: RsaPublicKey | null, fingerprint: string | undefined, property: string): void {
  if (fingerprint !== undefined && fingerprint !== key?.fingerprint) throw invalidValue(fingerprint, property);
}

/** Reads user properties and parameters in any order. */
export function readUserSettings(cursor: Cursor): UserSettings {
  const known = new Set(parameterNames("USER"));
  const parameters = new Map<string, string>();
  let properties: Properties<typeof SPEC> = {};
  for (;;) {
    const before = cursor.peek().offset;
    properties = { ...properties, ...readProperties(cursor, SPEC) };
    const token = cursor.peek();
    cursor.take("WITH");
    const refused = REFUSED.find((word) => cursor.isWords(word));
    if (refused !== undefined) throw notEmulated(`users with ${refused}`);
    if (token.kind === "word" && known.has(token.value)) {
      cursor.next();
      cursor.expectSymbol("=");
      parameters.set(token.value, checkParameter(token.value, readParameterValue(cursor, token.value), "USER"));
      cursor.takeSymbol(",");
    }
    if (cursor.peek().offset === before) return { properties, parameters };
  }
}

/** Puts settings on a user. */
export function applyUserSettings(context: ExecutionContext, user: User, settings: UserSettings): void {
  const { account } = context;
  const now = account.clock.now();
  const { properties: given } = settings;
  // Whatever can be wrong is looked at first: a bad value must leave the user as it was.
  const readKey = (key: string | undefined, property: string) =>
    key === undefined ? undefined : readRsaPublicKey(key, property, now);
  const firstKey = readKey(given.RSA_PUBLIC_KEY, "RSA_PUBLIC_KEY");
  const secondKey = readKey(given.RSA_PUBLIC_KEY_2, "RSA_PUBLIC_KEY_2");
  checkType(given.TYPE ?? user.type, given);
  if (given.WORKLOAD_IDENTITY !== undefined) checkIdentityType(given.TYPE ?? user.type);
  checkFingerprint(firstKey ?? user.rsaPublicKey, given.RSA_PUBLIC_KEY_FP, "RSA_PUBLIC_KEY_FP");
  checkFingerprint(secondKey ?? user.rsaPublicKey2, given.RSA_PUBLIC_KEY_2_FP, "RSA_PUBLIC_KEY_2_FP");
  const policy = settings.parameters.get("NETWORK_POLICY");
  if (policy !== undefined && policy !== "") requireNetworkPolicy(context, policy);
  const loginName = given.LOGIN_NAME?.toUpperCase() ?? user.loginName;
  const others = [...account.state.objects.USER.values()].filter((other) => other.name !== user.name);
  if (others.some((other) => other.loginName === loginName)) throw alreadyExists(loginName);
  user.loginName = loginName;
  user.rsaPublicKey = firstKey ?? user.rsaPublicKey;
  user.rsaPublicKey2 = secondKey ?? user.rsaPublicKey2;
  if (given.PASSWORD !== undefined) {
    user.password = given.PASSWORD === null ? null : hashPassword(given.PASSWORD, account.random, now);
  }
  user.displayName = given.DISPLAY_NAME ?? user.displayName;
  user.firstName = given.FIRST_NAME ?? user.firstName;
  user.middleName = given.MIDDLE_NAME ?? user.middleName;
  user.lastName = given.LAST_NAME ?? user.lastName;
  user.email = given.EMAIL ?? user.email;
  user.mustChangePassword = given.MUST_CHANGE_PASSWORD ?? user.mustChangePassword;
  user.disabled = given.DISABLED ?? user.disabled;
  if (given.DAYS_TO_EXPIRY !== undefined) {
    user.expiresAt = given.DAYS_TO_EXPIRY === null ? null : now + given.DAYS_TO_EXPIRY * DAY;
  }
  if (given.MINS_TO_UNLOCK !== undefined) user.minutesToUnlock = given.MINS_TO_UNLOCK;
  if (given.MINS_TO_BYPASS_MFA !== undefined) user.minutesToBypassMfa = given.MINS_TO_BYPASS_MFA;
  user.defaultWarehouse = given.DEFAULT_WAREHOUSE ?? user.defaultWarehouse;
  user.defaultNamespace = given.DEFAULT_NAMESPACE ?? user.defaultNamespace;
  user.defaultRole = given.DEFAULT_ROLE ?? user.defaultRole;
  user.defaultSecondaryRoles = given.DEFAULT_SECONDARY_ROLES ?? user.defaultSecondaryRoles;
  user.type = given.TYPE ?? user.type;
  if (given.WORKLOAD_IDENTITY !== undefined) user.workloadIdentity = { ...given.WORKLOAD_IDENTITY, setOn: now };
  user.comment = given.COMMENT ?? user.comment;
  for (const [name, value] of settings.parameters) user.parameters.set(name, value);
}

/** Takes properties or parameters off a user. */
export function unsetUserSettings(user: User, keys: readonly string[]): void {
  const reset: Readonly<Record<UserPropertyName, () => void>> = {
    PASSWORD: () => (user.password = null),
    LOGIN_NAME: () => (user.loginName = user.name.toUpperCase()),
    DISPLAY_NAME: () => (user.displayName = user.name),
    FIRST_NAME: () => (user.firstName = null),
    MIDDLE_NAME: () => (user.middleName = null),
    LAST_NAME: () => (user.lastName = null),
    EMAIL: () => (user.email = null),
    MUST_CHANGE_PASSWORD: () => (user.mustChangePassword = false),
    DISABLED: () => (user.disabled = false),
    DAYS_TO_EXPIRY: () => (user.expiresAt = null),
    MINS_TO_UNLOCK: () => (user.minutesToUnlock = null),
    MINS_TO_BYPASS_MFA: () => (user.minutesToBypassMfa = null),
    DEFAULT_WAREHOUSE: () => (user.defaultWarehouse = null),
    DEFAULT_NAMESPACE: () => (user.defaultNamespace = null),
    DEFAULT_ROLE: () => (user.defaultRole = null),
    DEFAULT_SECONDARY_ROLES: () => (user.defaultSecondaryRoles = null),
    RSA_PUBLIC_KEY: () => (user.rsaPublicKey = null),
    RSA_PUBLIC_KEY_2: () => (user.rsaPublicKey2 = null),
    TYPE: () => (user.type = null),
    WORKLOAD_IDENTITY: () => {
      delete user.workloadIdentity;
    },
    COMMENT: () => (user.comment = null),
  };
  for (const key of keys) {
    const property = USER_PROPERTY_NAMES.find((one) => one === key);
    if (property !== undefined) reset[property]();
    else if (PARAMETERS.has(key)) user.parameters.delete(key);
  }
}

/** Whole days left, as SHOW USERS tells them; null without an expiry. */
export function daysToExpiry(user: User, now: number): number | null {
  return user.expiresAt === null ? null : (user.expiresAt - now) / DAY;
}
