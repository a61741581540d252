import { insufficientPrivileges, invalidProperty, notEmulated } from "../../../errors";
import type { User } from "../../../objects/user";
import { parameterNames } from "../../../parameters/definitions";
import { objectById } from "../../../state/account-state";
import { EXECUTED, type ResultTable, statusResult } from "../../../wire/result-table";
import type { Cursor } from "../../cursor";
import { alterObject, readTarget, rename, type Target } from "../../object-statements";
import { readKeys } from "../../properties";
import type { Execute, ExecutionContext, StatementKind } from "../../statement";
import { findAuthenticationPolicy } from "../authentication-policy/authentication-policy-statements";
import { applyUserSettings, readUserSettings, USER_PROPERTY_NAMES, unsetUserSettings } from "./user-properties";

/** D: ALTER USER: what users may change about themselves, besides parameters of their sessions. */
const OWN_PROPERTIES: readonly string[] = [
  "DEFAULT_NAMESPACE",
  "DEFAULT_ROLE",
  "DEFAULT_SECONDARY_ROLES",
  "DEFAULT_WAREHOUSE",
];

/** D: Key-pair authentication and rotation: MODIFY PROGRAMMATIC AUTHENTICATION METHODS on the user is enough for these. */
const KEY_PROPERTIES: readonly string[] = [
  "RSA_PUBLIC_KEY",
  "RSA_PUBLIC_KEY_FP",
  "RSA_PUBLIC_KEY_2",
  "RSA_PUBLIC_KEY_2_FP",
];

const ROTATES = ["MODIFY PROGRAMMATIC AUTHENTICATION METHODS"];

/** Does a statement change nothing but keys? */
const changesKeys = (keys: readonly string[]) => keys.length > 0 && keys.every((key) => KEY_PROPERTIES.includes(key));

const ELSEWHERE = [
  "RESET PASSWORD",
  "ABORT ALL QUERIES",
  "ADD DELEGATED",
  "REMOVE DELEGATED",
  "ADD PROGRAMMATIC",
  "ADD PAT",
  "ENROLL MFA",
  "REMOVE MFA",
  "SET PASSWORD POLICY",
  "UNSET PASSWORD POLICY",
  "SET SESSION POLICY",
  "UNSET SESSION POLICY",
] as const;

/** Reads `ALTER USER [IF EXISTS] [name]`; without a name it is about oneself (D). */
function readUser(cursor: Cursor): Target | undefined {
  const leading = ["SET", "UNSET"].includes(cursor.peek(2).value) && cursor.peek(2).kind === "word";
  const names = leading && !["SET", "UNSET"].includes(cursor.peek(3).value);
  if (!names) return readTarget(cursor, "ALTER", "USER");
  cursor.expect("ALTER USER");
  return undefined;
}

/** Changes a user. The owner may change everything, users some things about themselves. */
function alter(
  context: ExecutionContext,
  target: Target | undefined,
  keys: readonly string[],
  change: (user: User) => void,
): ResultTable {
  const { account, access, session } = context;
  const self = objectById(account.state, "USER", session.userId);
  const isSelf = self !== undefined && (target === undefined || target.name === self.name);
  if (!isSelf) {
    if (target === undefined) throw insufficientPrivileges("user", "");
    return alterObject(context, "USER", target, changesKeys(keys) ? ROTATES : "OWNERSHIP", change);
  }
  const sessionKeys = parameterNames("SESSION");
  const allowed = keys.every((key) => OWN_PROPERTIES.includes(key) || sessionKeys.includes(key));
  const rotates = changesKeys(keys) && access.may("USER", self, ROTATES);
  if (!access.owns(self) && !rotates && (!allowed || keys.length === 0))
    throw insufficientPrivileges("user", self.name);
  account.state.objects.USER.edit(self);
  change(self);
  return statusResult(EXECUTED);
}

/** SET AUTHENTICATION POLICY name [FORCE] and its UNSET; undefined: the statement is about something else. */
function readPolicy(cursor: Cursor, target: Target | undefined): Execute | undefined {
  if (cursor.take("SET AUTHENTICATION POLICY")) {
    const path = cursor.path(3);
    const force = cursor.take("FORCE");
    return (context) => {
      const policies = context.account.state.attachments.authenticationPolicies;
      const { id, name } = findAuthenticationPolicy(context, path);
      return alter(context, target, [], (user) => {
        if (policies.current(String(user.id)) !== undefined && !force) {
          throw invalidProperty("AUTHENTICATION POLICY", `the user has one already; FORCE puts ${name} in its place`);
        }
        policies.put(String(user.id), id);
      });
    };
  }
  if (!cursor.take("UNSET AUTHENTICATION POLICY")) return undefined;
  return (context) =>
    alter(context, target, [], (user) =>
      context.account.state.attachments.authenticationPolicies.remove(String(user.id)),
    );
}

/**
 * ALTER USER [IF EXISTS] [name] { RENAME TO name | SET property = value … | UNSET property, … | SET AUTHENTICATION POLICY name
 * [FORCE] | UNSET AUTHENTICATION POLICY }
 */
export const alterUser: StatementKind = {
  leading: "ALTER USER",
  parse(cursor) {
    const target = readUser(cursor);
    const elsewhere = ELSEWHERE.find((words) => cursor.isWords(...words.split(" ")));
    if (elsewhere !== undefined) throw notEmulated(`ALTER USER … ${elsewhere}`);
    const policy = readPolicy(cursor, target);
    if (policy !== undefined) return policy;
    if (target !== undefined && cursor.take("RENAME TO")) {
      const name = cursor.path(1);
      return (context) =>
        alterObject(context, "USER", target, "OWNERSHIP", (user) => rename(context, "USER", user, name));
    }
    if (cursor.take("SET")) {
      const settings = readUserSettings(cursor);
      const keys = [...Object.keys(settings.properties), ...settings.parameters.keys()];
      if (keys.length === 0) throw cursor.unexpected();
      return (context) => alter(context, target, keys, (user) => applyUserSettings(context, user, settings));
    }
    cursor.expect("UNSET");
    const keys = readKeys<string>(cursor, [...USER_PROPERTY_NAMES, ...parameterNames("USER")]);
    return (context) => alter(context, target, keys, (user) => unsetUserSettings(user, keys));
  },
};
