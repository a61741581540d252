import { insufficientPrivileges, invalidProperty, notEmulated, policyLocksOut } from "../../../errors";
import { addressLists, LOCAL_ADDRESS, mayLogIn } from "../../../network/network-access";
import { checkRetention } from "../../../parameters/object-levels";
import { readParameterAssignments, readParameterNames } from "../../../parameters/read-parameters";
import { EXECUTED, statusResult } from "../../../wire/result-table";
import type { Cursor } from "../../cursor";
import type { ExecutionContext, StatementKind } from "../../statement";
import { findAuthenticationPolicy } from "../authentication-policy/authentication-policy-statements";
import { requireNetworkPolicy } from "../network-policy/network-policy-properties";

/** What ALTER ACCOUNT sets in Snowflake besides parameters. */
const ELSEWHERE = [
  "CONSUMPTION_BILLING_ENTITY",
  "FEATURE POLICY",
  "PACKAGES POLICY",
  "PASSWORD POLICY",
  "RESOURCE_MONITOR",
  "SESSION POLICY",
] as const;

function requireAdmin({ access }: ExecutionContext): void {
  if (!access.isAccountAdmin()) throw insufficientPrivileges("account", access.accountName);
}

/** D: Network policies: SECURITYADMIN and roles with ATTACH POLICY set the account's. Other parameters are ACCOUNTADMIN's. */
function requireFor(context: ExecutionContext, names: readonly string[]): void {
  const policyOnly = names.every((name) => name === "NETWORK_POLICY");
  if (policyOnly && context.access.holds({ type: "ACCOUNT" }, "ATTACH POLICY")) return;
  requireAdmin(context);
}

function refuseElsewhere(cursor: Cursor, verb: string): void {
  const words = ELSEWHERE.find((one) => cursor.isWords(...one.split(" ")));
  if (words !== undefined) throw notEmulated(`ALTER ACCOUNT ${verb} ${words}`);
}

/** D: Network policies: a policy that would keep out the one who sets it can't be set. Throws 002003 when it is missing. */
function checkNetworkPolicy(context: ExecutionContext, name: string | undefined): void {
  if (name === undefined || name === "") return;
  const policy = requireNetworkPolicy(context, name);
  if (!mayLogIn(addressLists(context.account.state, policy), LOCAL_ADDRESS)) throw policyLocksOut(name, LOCAL_ADDRESS);
}

/** ALTER ACCOUNT SET { parameter = value … | AUTHENTICATION POLICY name [FORCE] } (D: needs ACCOUNTADMIN) */
export const alterAccountSet: StatementKind = {
  leading: "ALTER ACCOUNT SET",
  parse(cursor) {
    cursor.expect("ALTER ACCOUNT SET");
    refuseElsewhere(cursor, "SET");
    if (cursor.take("AUTHENTICATION POLICY")) {
      const path = cursor.path(3);
      const force = cursor.take("FORCE");
      return (context) => {
        requireAdmin(context);
        const policies = context.account.state.attachments.authenticationPolicies;
        const { id, name } = findAuthenticationPolicy(context, path);
        if (policies.current("ACCOUNT") !== undefined && !force) {
          throw invalidProperty(
            "AUTHENTICATION POLICY",
            `the account has one already; FORCE puts ${name} in its place`,
          );
        }
        policies.put("ACCOUNT", id);
        return statusResult(EXECUTED);
      };
    }
    const values = readParameterAssignments(cursor, "ACCOUNT");
    return (context) => {
      requireFor(context, [...values.keys()]);
      checkNetworkPolicy(context, values.get("NETWORK_POLICY"));
      checkRetention(context.account, values, false);
      // D: PERIODIC_DATA_REKEYING, Enterprise Edition and higher.
      if (values.get("PERIODIC_DATA_REKEYING") === "true" && context.account.edition === "STANDARD") {
        throw invalidProperty("PERIODIC_DATA_REKEYING", "yearly rekeying needs Enterprise Edition");
      }
      for (const [name, value] of values) context.account.state.parameters.put(name, value);
      return statusResult(EXECUTED);
    };
  },
};

/** ALTER ACCOUNT UNSET { parameter, … | AUTHENTICATION POLICY } (D: needs ACCOUNTADMIN) */
export const alterAccountUnset: StatementKind = {
  leading: "ALTER ACCOUNT UNSET",
  parse(cursor) {
    cursor.expect("ALTER ACCOUNT UNSET");
    refuseElsewhere(cursor, "UNSET");
    if (cursor.take("AUTHENTICATION POLICY")) {
      return (context) => {
        requireAdmin(context);
        context.account.state.attachments.authenticationPolicies.remove("ACCOUNT");
        return statusResult(EXECUTED);
      };
    }
    const names = readParameterNames(cursor, "ACCOUNT");
    return (context) => {
      requireFor(context, names);
      for (const name of names) context.account.state.parameters.remove(name);
      return statusResult(EXECUTED);
    };
  },
};
