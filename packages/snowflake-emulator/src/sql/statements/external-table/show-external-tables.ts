import type { ExternalTable } from "../../../objects/external-table";
import { invalidReason } from "../../../stage/stage-access";
import { ownerRoleType, roleName } from "../../../state/account-state";
import { largeTableOf } from "../../../wire/large-table";
import type { ColumnPlan } from "../../../wire/result-table";
import { type InSchema, page, visibleIn } from "../../schema-objects";
import { readLike, readPage } from "../../show-filter";
import { readShowScope } from "../../show-scope";
import type { ExecutionContext, StatementKind } from "../../statement";
import { shownSource } from "./shown-source";

type Row = InSchema<ExternalTable>;

/** O: the columns of SHOW EXTERNAL TABLES, in their order. */
function columns(context: ExecutionContext): ColumnPlan<Row> {
  const { account } = context;
  const { state, identity } = account;
  const source = ({ object }: Row) => shownSource(context, object);
  const user = identity.awsPrincipalArn.split(":")[4] ?? "";
  return {
    created_on: ["timestamp_ltz", ({ object }) => new Date(object.createdOn)],
    name: ["text", ({ name }) => name],
    database_name: ["text", ({ database }) => database.name],
    schema_name: ["text", ({ schema }) => schema.name],
    invalid: ["boolean", ({ object }) => invalidReason(account, object) !== null],
    invalid_reason: ["text", ({ object }) => invalidReason(account, object)],
    owner: ["text", ({ object }) => roleName(state, object.ownerRoleId)],
    comment: ["text", ({ object }) => object.comment ?? ""],
    stage: ["text", (row) => source(row).stage],
    location: ["text", (row) => source(row).location],
    file_format_name: ["text", (row) => source(row).formatName],
    file_format_type: ["text", (row) => source(row).formatType],
    cloud: ["text", () => "AWS"],
    region: ["text", () => identity.awsRegion],
    // O: one queue for each account and bucket; nothing listens there.
    notification_channel: [
      "text",
      ({ object }) =>
        object.autoRefresh ? `arn:aws:sqs:${identity.awsRegion}:${user}:sf-snowpipe-${identity.locator}` : null,
    ],
    last_refreshed_on: [
      "timestamp_ltz",
      ({ object }) => (object.lastRefreshedOn === null ? null : new Date(object.lastRefreshedOn)),
    ],
    table_format: ["text", () => "UNSPECIFIED"],
    last_refresh_details: ["text", ({ object }) => object.lastRefreshProblem],
    owner_role_type: ["text", ({ object }) => ownerRoleType(state, object)],
  };
}

const TERSE: ColumnPlan<Row> = {
  created_on: ["timestamp_ltz", ({ object }) => new Date(object.createdOn)],
  name: ["text", ({ name }) => name],
  kind: ["text", () => "EXTERNAL_TABLE"],
  database_name: ["text", ({ database }) => database.name],
  schema_name: ["text", ({ schema }) => schema.name],
};

/** SHOW [TERSE] EXTERNAL TABLES [LIKE '…'] [IN { ACCOUNT | DATABASE [name] | [SCHEMA] [name] }] [STARTS WITH '…'] [LIMIT n [FROM '…']] */
export const showExternalTables: StatementKind = {
  leading: "SHOW EXTERNAL TABLES",
  parse(cursor) {
    cursor.expect("SHOW");
    const terse = cursor.take("TERSE");
    cursor.expect("EXTERNAL TABLES");
    const like = readLike(cursor);
    const scope = readShowScope(cursor);
    const filter = readPage(cursor);
    return async (context) => {
      const found = page(filter, await visibleIn(context, "EXTERNAL_TABLE", scope, "SHOW EXTERNAL TABLES", like));
      return largeTableOf(terse ? TERSE : columns(context), found);
    };
  },
};
