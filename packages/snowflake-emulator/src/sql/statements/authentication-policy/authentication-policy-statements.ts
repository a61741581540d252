import { doesNotExist, invalidProperty, notEmulated } from "../../../errors";
import {
  AUTHENTICATION_METHODS,
  type AuthenticationPolicy,
  CLIENT_TYPES,
  MFA_ENROLLMENT,
} from "../../../objects/authentication-policy";
import { type ColumnPlan, tableOf } from "../../../wire/result-table";
import type { Cursor } from "../../cursor";
import { locate } from "../../names";
import { alterObject, createObject, readCreateHead, readTarget, rename } from "../../object-statements";
import { list, oneOf, type Properties, readKeys, readProperties, text } from "../../properties";
import type { InSchema } from "../../schema-objects";
import { commonColumns, showInSchema } from "../../show-in-schema";
import type { ExecutionContext, StatementKind } from "../../statement";

const SPEC = {
  AUTHENTICATION_METHODS: list(oneOf(AUTHENTICATION_METHODS)),
  CLIENT_TYPES: list(oneOf(CLIENT_TYPES)),
  SECURITY_INTEGRATIONS: list(text),
  MFA_ENROLLMENT: oneOf(MFA_ENROLLMENT),
  COMMENT: text,
};

const REFUSED = ["MFA_POLICY", "MFA_AUTHENTICATION_METHODS", "PAT_POLICY", "WORKLOAD_IDENTITY_POLICY", "CLIENT_POLICY"];

function readSettings(cursor: Cursor): Properties<typeof SPEC> {
  const given = readProperties(cursor, SPEC);
  const { value } = cursor.peek();
  if (REFUSED.includes(value)) throw notEmulated(`authentication policies with ${value}`);
  return given;
}

/** Puts settings on a policy. Throws for integrations and second factors, which nothing here could demand. */
function apply(policy: AuthenticationPolicy, given: Properties<typeof SPEC>): void {
  const integrations = given.SECURITY_INTEGRATIONS ?? policy.securityIntegrations;
  const stranger = integrations.find((name) => name.toUpperCase() !== "ALL");
  if (stranger !== undefined) throw doesNotExist("Integration", stranger);
  for (const [property, values] of Object.entries(given)) {
    if (Array.isArray(values) && values.length === 0) throw invalidProperty(property, "it needs a value");
  }
  // D: CREATE AUTHENTICATION POLICY: REQUIRED means that people have to enroll; no second factor exists here.
  if (given.MFA_ENROLLMENT === "REQUIRED") throw notEmulated("MFA_ENROLLMENT = REQUIRED (no second factor)");
  policy.authenticationMethods = given.AUTHENTICATION_METHODS ?? policy.authenticationMethods;
  policy.clientTypes = given.CLIENT_TYPES ?? policy.clientTypes;
  policy.securityIntegrations = integrations;
  policy.mfaEnrollment = given.MFA_ENROLLMENT ?? policy.mfaEnrollment;
  policy.comment = given.COMMENT ?? policy.comment;
}

const DEFAULTS = {
  authenticationMethods: ["ALL"],
  clientTypes: ["ALL"],
  securityIntegrations: ["ALL"],
  mfaEnrollment: "OPTIONAL",
} as const;

/** CREATE [OR REPLACE] AUTHENTICATION POLICY [IF NOT EXISTS] name [AUTHENTICATION_METHODS = ('…')] [CLIENT_TYPES = ('…')] … */
const createAuthenticationPolicy: StatementKind = {
  leading: "CREATE AUTHENTICATION POLICY",
  parse(cursor) {
    const head = readCreateHead(cursor, "AUTHENTICATION POLICY", 3);
    const given = readSettings(cursor);
    return (context) =>
      createObject(context, "AUTHENTICATION_POLICY", head, "CREATE AUTHENTICATION POLICY", (base) => {
        const policy: AuthenticationPolicy = { ...base, ...DEFAULTS };
        apply(policy, given);
        return policy;
      });
  },
};

const KEYS = ["AUTHENTICATION_METHODS", "CLIENT_TYPES", "SECURITY_INTEGRATIONS", "MFA_ENROLLMENT", "COMMENT"] as const;

/** ALTER AUTHENTICATION POLICY [IF EXISTS] name { RENAME TO name | SET property = value … | UNSET property, … } */
const alterAuthenticationPolicy: StatementKind = {
  leading: "ALTER AUTHENTICATION POLICY",
  parse(cursor) {
    const target = readTarget(cursor, "ALTER", "AUTHENTICATION POLICY", 3);
    if (cursor.take("RENAME TO")) {
      const path = cursor.path(3);
      return (context) =>
        alterObject(context, "AUTHENTICATION_POLICY", target, "OWNERSHIP", (policy) =>
          rename(context, "AUTHENTICATION_POLICY", policy, path),
        );
    }
    if (cursor.take("SET")) {
      const given = readSettings(cursor);
      if (Object.keys(given).length === 0) throw cursor.unexpected();
      return (context) =>
        alterObject(context, "AUTHENTICATION_POLICY", target, "OWNERSHIP", (policy) => apply(policy, given));
    }
    cursor.expect("UNSET");
    const keys = readKeys(cursor, KEYS);
    return (context) =>
      alterObject(context, "AUTHENTICATION_POLICY", target, "OWNERSHIP", (policy) => {
        if (keys.includes("AUTHENTICATION_METHODS")) policy.authenticationMethods = DEFAULTS.authenticationMethods;
        if (keys.includes("CLIENT_TYPES")) policy.clientTypes = DEFAULTS.clientTypes;
        if (keys.includes("SECURITY_INTEGRATIONS")) policy.securityIntegrations = DEFAULTS.securityIntegrations;
        if (keys.includes("MFA_ENROLLMENT")) policy.mfaEnrollment = DEFAULTS.mfaEnrollment;
        if (keys.includes("COMMENT")) policy.comment = null;
      });
  },
};

function columns(context: ExecutionContext): ColumnPlan<InSchema<AuthenticationPolicy>> {
  const common = commonColumns<AuthenticationPolicy>(context);
  return {
    created_on: common.created_on,
    name: common.name,
    comment: common.comment,
    database_name: common.database_name,
    schema_name: common.schema_name,
    kind: ["text", () => "AUTHENTICATION_POLICY"],
    owner: common.owner,
    owner_role_type: common.owner_role_type,
    options: ["text", () => ""],
  };
}

type Row = readonly [property: string, value: string, fallback: string, description: string];

/** DESCRIBE AUTHENTICATION POLICY name */
const describeAuthenticationPolicy: StatementKind = {
  leading: "DESCRIBE AUTHENTICATION POLICY",
  parse(cursor) {
    const target = readTarget(cursor, cursor.peek().value, "AUTHENTICATION POLICY", 3);
    return (context) => {
      const location = locate(context, "AUTHENTICATION_POLICY", target.path, "DESCRIBE AUTHENTICATION POLICY");
      const policy = context.access.require("AUTHENTICATION_POLICY", location.name, "VISIBLE", undefined, location);
      const listed = (values: readonly string[]) => `[${values.join(", ")}]`;
      const rows: readonly Row[] = [
        ["NAME", policy.name, "null", "Name of the authentication policy."],
        ["COMMENT", policy.comment ?? "null", "null", "Comment on the authentication policy."],
        ["AUTHENTICATION_METHODS", listed(policy.authenticationMethods), "[ALL]", "Allowed methods of authentication."],
        ["CLIENT_TYPES", listed(policy.clientTypes), "[ALL]", "Clients that may log in."],
        [
          "SECURITY_INTEGRATIONS",
          listed(policy.securityIntegrations),
          "[ALL]",
          "Security integrations that may be used.",
        ],
        [
          "MFA_ENROLLMENT",
          policy.mfaEnrollment,
          "OPTIONAL",
          "Whether users have to enroll in multi-factor authentication.",
        ],
      ];
      return tableOf<Row>(
        {
          property: ["text", ([property]) => property],
          value: ["text", ([, value]) => value],
          default: ["text", ([, , fallback]) => fallback],
          description: ["text", ([, , , description]) => description],
        },
        rows,
      );
    };
  },
};

export const authenticationPolicyStatements: readonly StatementKind[] = [
  createAuthenticationPolicy,
  alterAuthenticationPolicy,
  describeAuthenticationPolicy,
  showInSchema("AUTHENTICATION_POLICY", "AUTHENTICATION POLICIES", columns),
];

/** Finds a policy to be set on the account or on a user. Throws 002003. */
export function findAuthenticationPolicy(context: ExecutionContext, path: readonly string[]): AuthenticationPolicy {
  const location = locate(context, "AUTHENTICATION_POLICY", path, "SET AUTHENTICATION POLICY");
  return context.access.require("AUTHENTICATION_POLICY", location.name, "VISIBLE", undefined, location);
}
