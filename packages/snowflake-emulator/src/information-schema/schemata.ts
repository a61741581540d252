import type { Database } from "../objects/database";
import type { Schema } from "../objects/schema";
import { retentionDays } from "../parameters/object-levels";
import { roleName } from "../state/account-state";
import { notApplicable, viewOf, yesNo } from "./information-schema-view";
import { INFORMATION_SCHEMA } from "./name";

/** A schema of the database; undefined stands for INFORMATION_SCHEMA itself. */
interface Source {
  readonly database: Database;
  readonly schema: Schema | undefined;
}

const nameOf = ({ schema }: Source) => schema?.name ?? INFORMATION_SCHEMA;

/** D: SCHEMATA view. */
export const schemataView = viewOf<Source>(
  "SCHEMATA",
  ({ access }, database) =>
    [undefined, ...access.visible("SCHEMA", database.id)]
      .map((schema) => ({ database, schema }))
      .sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1)),
  {
    CATALOG_NAME: ["text", ({ database }) => database.name],
    SCHEMA_NAME: ["text", nameOf],
    SCHEMA_OWNER: ["text", ({ schema }, { account }) => roleName(account.state, schema?.ownerRoleId ?? null)],
    IS_TRANSIENT: ["text", ({ schema }) => yesNo(schema?.transient === true)],
    IS_MANAGED_ACCESS: ["text", ({ schema }) => yesNo(schema?.managedAccess === true)],
    RETENTION_TIME: [
      "number",
      ({ schema, database }, { account }) =>
        schema === undefined
          ? retentionDays(account, "DATABASE", database, database.transient)
          : retentionDays(account, "SCHEMA", schema, schema.transient),
    ],
    DEFAULT_CHARACTER_SET_CATALOG: notApplicable,
    DEFAULT_CHARACTER_SET_SCHEMA: notApplicable,
    DEFAULT_CHARACTER_SET_NAME: notApplicable,
    SQL_PATH: notApplicable,
    CREATED: ["timestamp", ({ schema, database }) => new Date((schema ?? database).createdOn)],
    LAST_ALTERED: ["timestamp", ({ schema, database }) => new Date((schema ?? database).createdOn)],
    COMMENT: [
      "text",
      ({ schema }) =>
        schema === undefined ? "Views describing the contents of schemas in this database" : schema.comment,
    ],
  },
);
