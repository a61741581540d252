import { missingProperty, notEmulated } from "../../../errors";
import type { Secret } from "../../../objects/secret";
import { type ColumnPlan, tableOf } from "../../../wire/result-table";
import { locate } from "../../names";
import { alterObject, createObject, readCreateHead, readTarget, rename } from "../../object-statements";
import { oneOf, readKeys, readProperties, text } from "../../properties";
import type { InSchema } from "../../schema-objects";
import { commonColumns, placed, showInSchema } from "../../show-in-schema";
import type { ExecutionContext, StatementKind } from "../../statement";

const TYPES = ["GENERIC_STRING", "PASSWORD", "OAUTH2", "CLOUD_PROVIDER_TOKEN", "SYMMETRIC_KEY"] as const;

/** CREATE [OR REPLACE] SECRET [IF NOT EXISTS] name TYPE = GENERIC_STRING SECRET_STRING = '…' [COMMENT = '…'] */
const createSecret: StatementKind = {
  leading: "CREATE SECRET",
  remark: "GENERIC_STRING only",
  parse(cursor) {
    const head = readCreateHead(cursor, "SECRET", 3);
    const { TYPE } = readProperties(cursor, { TYPE: oneOf(TYPES) });
    if (TYPE !== undefined && TYPE !== "GENERIC_STRING") throw notEmulated(`secrets of TYPE = ${TYPE}`);
    const given = readProperties(cursor, { SECRET_STRING: text, COMMENT: text });
    return (context) => {
      if (TYPE === undefined) throw missingProperty("TYPE");
      const { SECRET_STRING: secretString, COMMENT = null } = given;
      if (secretString === undefined) throw missingProperty("SECRET_STRING");
      return createObject(context, "SECRET", head, "CREATE SECRET", (base) => ({
        ...base,
        type: "GENERIC_STRING",
        secretString,
        comment: COMMENT,
      }));
    };
  },
};

/** ALTER SECRET [IF EXISTS] name { RENAME TO name | SET [SECRET_STRING = '…'] [COMMENT = '…'] | UNSET COMMENT } */
const alterSecret: StatementKind = {
  leading: "ALTER SECRET",
  parse(cursor) {
    const target = readTarget(cursor, "ALTER", "SECRET", 3);
    if (cursor.take("RENAME TO")) {
      const path = cursor.path(3);
      return (context) =>
        alterObject(context, "SECRET", target, "OWNERSHIP", (secret) => rename(context, "SECRET", secret, path));
    }
    const unset = cursor.take("UNSET") ? readKeys(cursor, ["COMMENT"]) : [];
    if (unset.length === 0) cursor.expect("SET");
    const given = unset.length === 0 ? readProperties(cursor, { SECRET_STRING: text, COMMENT: text }) : {};
    if (unset.length === 0 && Object.keys(given).length === 0) throw cursor.unexpected();
    return (context) =>
      alterObject(context, "SECRET", target, "OWNERSHIP", (secret) => {
        secret.secretString = given.SECRET_STRING ?? secret.secretString;
        secret.comment = unset.length > 0 ? null : (given.COMMENT ?? secret.comment);
      });
  },
};

function showColumns(context: ExecutionContext): ColumnPlan<InSchema<Secret>> {
  const common = commonColumns<Secret>(context);
  return {
    created_on: common.created_on,
    name: common.name,
    schema_name: common.schema_name,
    database_name: common.database_name,
    owner: common.owner,
    comment: common.comment,
    secret_type: ["text", ({ object }) => object.type],
    oauth_scopes: ["text", () => null],
    owner_role_type: common.owner_role_type,
  };
}

function describeColumns(context: ExecutionContext): ColumnPlan<InSchema<Secret>> {
  const { owner_role_type: _, oauth_scopes, ...shown } = showColumns(context);
  return {
    ...shown,
    username: ["text", () => null],
    oauth_access_token_expiry_time: ["timestamp_ltz", () => null],
    oauth_refresh_token_expiry_time: ["timestamp_ltz", () => null],
    oauth_scopes: oauth_scopes ?? ["text", () => null],
    integration_name: ["text", () => null],
  };
}

/** DESCRIBE SECRET name. Its text is never shown. */
const describeSecret: StatementKind = {
  leading: "DESCRIBE SECRET",
  parse(cursor) {
    const target = readTarget(cursor, cursor.peek().value, "SECRET", 3);
    return (context) => {
      const location = locate(context, "SECRET", target.path, "DESCRIBE SECRET");
      const secret = context.access.require("SECRET", location.name, "VISIBLE", undefined, location);
      return tableOf(describeColumns(context), [placed(context, secret)]);
    };
  },
};

export const secretStatements: readonly StatementKind[] = [
  createSecret,
  alterSecret,
  describeSecret,
  showInSchema("SECRET", "SECRETS", showColumns),
];
