import type { User } from "../../../objects/user";
import { tableOf } from "../../../wire/result-table";
import type { StatementKind } from "../../statement";
import { secondaryRolesText } from "./show-users";
import { daysToExpiry } from "./user-properties";

type Row = readonly [property: string, value: string | null, fallback: string, description: string];

function rows(user: User, now: number): readonly Row[] {
  const number = (value: number | null) => (value === null ? null : String(value));
  const time = (at: number | undefined) => (at === undefined ? null : new Date(at).toISOString());
  return [
    ["NAME", user.name, "null", "Name"],
    ["COMMENT", user.comment, "null", "user comment associated to an object in the dictionary"],
    ["DISPLAY_NAME", user.displayName, "null", "Display name of the associated object"],
    ["TYPE", user.type, "null", "Type of the user"],
    ["LOGIN_NAME", user.loginName, "null", "Login name of the user"],
    ["FIRST_NAME", user.firstName, "null", "First name of the user"],
    ["MIDDLE_NAME", user.middleName, "null", "Middle name of the user"],
    ["LAST_NAME", user.lastName, "null", "Last name of the user"],
    ["EMAIL", user.email, "null", "Email address of the user"],
    ["PASSWORD", user.password === null ? null : "********", "null", "Password of the user"],
    ["MUST_CHANGE_PASSWORD", String(user.mustChangePassword), "false", "User must change the password"],
    ["DISABLED", String(user.disabled), "false", "Whether the user is disabled"],
    ["SNOWFLAKE_LOCK", "false", "false", "Whether the user, account, or organization is locked by Snowflake"],
    ["SNOWFLAKE_SUPPORT", "false", "false", "Snowflake Support is allowed to use the user or account"],
    ["DAYS_TO_EXPIRY", number(daysToExpiry(user, now)), "null", "User record will be treated as expired after days"],
    [
      "MINS_TO_UNLOCK",
      number(user.minutesToUnlock),
      "null",
      "Temporary lock on the user will be removed after minutes",
    ],
    ["DEFAULT_WAREHOUSE", user.defaultWarehouse, "null", "Default warehouse for this user"],
    ["DEFAULT_NAMESPACE", user.defaultNamespace, "null", "Default database namespace prefix for this user"],
    ["DEFAULT_ROLE", user.defaultRole, "null", "Primary principal of user session"],
    ["DEFAULT_SECONDARY_ROLES", secondaryRolesText(user), '["ALL"]', "The secondary roles for this user"],
    ["EXT_AUTHN_DUO", "false", "false", "Whether Duo Security is enabled as second factor"],
    ["EXT_AUTHN_UID", null, "null", "External authentication ID of the user"],
    ["HAS_MFA", "false", "false", "Whether multi-factor authentication is enabled"],
    ["MINS_TO_BYPASS_MFA", number(user.minutesToBypassMfa), "null", "Temporary bypass of MFA in minutes"],
    ["MINS_TO_BYPASS_NETWORK_POLICY", null, "null", "Temporary bypass of the network policy in minutes"],
    ["RSA_PUBLIC_KEY", user.rsaPublicKey?.body ?? null, "null", "RSA public key of the user"],
    ["RSA_PUBLIC_KEY_FP", user.rsaPublicKey?.fingerprint ?? null, "null", "Fingerprint of user's RSA public key."],
    ["RSA_PUBLIC_KEY_LAST_SET_TIME", time(user.rsaPublicKey?.setOn), "null", "When the RSA public key was last set"],
    ["RSA_PUBLIC_KEY_2", user.rsaPublicKey2?.body ?? null, "null", "Second RSA public key of the user"],
    [
      "RSA_PUBLIC_KEY_2_FP",
      user.rsaPublicKey2?.fingerprint ?? null,
      "null",
      "Fingerprint of user's second RSA public key.",
    ],
    [
      "RSA_PUBLIC_KEY_2_LAST_SET_TIME",
      time(user.rsaPublicKey2?.setOn),
      "null",
      "When the second RSA public key was last set",
    ],
    ["PASSWORD_LAST_SET_TIME", time(user.password?.setOn), "null", "When the password was last set"],
    ["CUSTOM_LANDING_PAGE_URL", null, "null", "Snowsight landing page URL for the user"],
    ["CUSTOM_LANDING_PAGE_URL_FLUSH_NEXT_UI_LOAD", "false", "false", "Whether the landing page is loaded anew"],
    [
      "HAS_WORKLOAD_IDENTITY",
      String(user.workloadIdentity !== undefined),
      "false",
      "Whether workload identity is configured",
    ],
  ];
}

/** DESCRIBE USER name. D: needs OWNERSHIP, MANAGE GRANTS or MONITOR; one may describe oneself. */
export const describeUser: StatementKind = {
  leading: "DESCRIBE USER",
  parse(cursor) {
    cursor.next();
    cursor.expect("USER");
    const name = cursor.identifier();
    return ({ access, account }) =>
      tableOf<Row>(
        {
          property: ["text", ([property]) => property],
          value: ["text", ([, value]) => value ?? "null"],
          default: ["text", ([, , fallback]) => fallback],
          description: ["text", ([, , , description]) => description],
        },
        rows(access.require("USER", name, "VISIBLE"), account.clock.now()),
      );
  },
};
