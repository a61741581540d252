import { INFORMATION_SCHEMA } from "../../../information-schema/name";
import type { Database } from "../../../objects/database";
import type { Schema } from "../../../objects/schema";
import { retentionDays } from "../../../parameters/object-levels";
import { namespaceParts } from "../../../session/namespace";
import { objectById, ownerRoleType, roleName } from "../../../state/account-state";
import { type ColumnPlan, tableOf } from "../../../wire/result-table";
import { likeMatches } from "../../like";
import { applyShowFilter, readLike, readPage, withHistory } from "../../show-filter";
import { databasesIn, readShowScope } from "../../show-scope";
import type { ExecutionContext, StatementKind } from "../../statement";

/** A schema in its database; INFORMATION_SCHEMA is no stored one. */
interface Row {
  readonly name: string;
  readonly database: Database;
  readonly schema: Schema | undefined;
}

const createdOn = ({ database, schema }: Row) => new Date((schema ?? database).createdOn);
const yesNo = (is: boolean) => (is ? "Y" : "N");

function columns({ account, session }: ExecutionContext): ColumnPlan<Row> {
  const { state } = account;
  const [database, schema] = namespaceParts(objectById(state, "USER", session.userId)?.defaultNamespace);
  const options = (one: Schema | undefined) =>
    [one?.transient === true ? "TRANSIENT" : [], one?.managedAccess === true ? "MANAGED ACCESS" : []].flat().join(", ");
  return {
    created_on: ["timestamp_ltz", createdOn],
    name: ["text", (row) => row.name],
    is_default: ["text", (row) => yesNo(row.database.name === database && row.name === schema)],
    is_current: ["text", (row) => yesNo(row.schema !== undefined && row.schema.id === session.schemaId)],
    database_name: ["text", (row) => row.database.name],
    owner: ["text", (row) => (row.schema === undefined ? "" : roleName(state, row.schema.ownerRoleId))],
    comment: [
      "text",
      (row) =>
        row.schema === undefined
          ? "Views describing the contents of schemas in this database"
          : (row.schema.comment ?? ""),
    ],
    options: ["text", (row) => options(row.schema)],
    retention_time: [
      "text",
      ({ schema: one, database: in_ }) =>
        String(
          one === undefined
            ? retentionDays(account, "DATABASE", in_, in_.transient)
            : retentionDays(account, "SCHEMA", one, one.transient),
        ),
    ],
    owner_role_type: ["text", (row) => (row.schema === undefined ? "" : ownerRoleType(state, row.schema))],
    classification_profile_database: ["text", () => null],
    classification_profile_schema: ["text", () => null],
    classification_profile: ["text", () => null],
    object_visibility: ["text", () => null],
  };
}

const TERSE: ColumnPlan<Row> = {
  created_on: ["timestamp_ltz", createdOn],
  name: ["text", (row) => row.name],
  kind: ["text", () => null],
  database_name: ["text", (row) => row.database.name],
  schema_name: ["text", () => null],
};

/** SHOW [TERSE] SCHEMAS [HISTORY] [LIKE '…'] [IN { ACCOUNT | [DATABASE] [name] }] [STARTS WITH '…'] [LIMIT n [FROM '…']] */
export const showSchemas: StatementKind = {
  leading: "SHOW SCHEMAS",
  parse(cursor) {
    cursor.expect("SHOW");
    const terse = cursor.take("TERSE");
    cursor.expect("SCHEMAS");
    const history = cursor.take("HISTORY");
    const like = readLike(cursor);
    const written = readShowScope(cursor);
    // `IN name` without a keyword is a database here.
    const scope = written.kind === "SCHEMA" ? { kind: "DATABASE" as const, name: written.path[0] } : written;
    const page = readPage(cursor);
    return (context) => {
      const rows = databasesIn(context, scope, "SHOW SCHEMAS").flatMap((database): readonly Row[] => {
        const stored = context.access
          .visible("SCHEMA", database.id, like)
          .map((schema) => ({ name: schema.name, database, schema }));
        const matches = like === undefined || likeMatches(like, INFORMATION_SCHEMA);
        if (!matches) return stored;
        const own: Row = { name: INFORMATION_SCHEMA, database, schema: undefined };
        return [...stored, own].sort((a, b) => (a.name < b.name ? -1 : 1));
      });
      const plan = terse ? TERSE : columns(context);
      return tableOf(history ? withHistory(plan) : plan, applyShowFilter({ like, ...page }, rows));
    };
  },
};
