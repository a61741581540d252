import type { ExternalTable } from "../objects/external-table";
import { type InSchema, visibleIn } from "../sql/schema-objects";
import { shownSource } from "../sql/statements/external-table/shown-source";
import { ownerRoleType, roleName } from "../state/account-state";
import { notApplicable, viewOf, yesNo } from "./information-schema-view";

type Row = InSchema<ExternalTable>;

const createdOn = ({ object }: Row) => new Date(object.createdOn);

/** D: EXTERNAL_TABLES view. */
export const externalTablesView = viewOf<Row>(
  "EXTERNAL_TABLES",
  (context, database) => visibleIn(context, "EXTERNAL_TABLE", { kind: "DATABASE", name: database.name }, "SELECT"),
  {
    TABLE_CATALOG: ["text", ({ database }) => database.name],
    TABLE_SCHEMA: ["text", ({ schema }) => schema.name],
    TABLE_NAME: ["text", ({ name }) => name],
    TABLE_OWNER: ["text", ({ object }, { account }) => roleName(account.state, object.ownerRoleId)],
    CREATED: ["timestamp", createdOn],
    LAST_ALTERED: ["timestamp", createdOn],
    LAST_DDL: ["timestamp", createdOn],
    LAST_DDL_BY: notApplicable,
    AUTO_CLUSTERING_ON: ["text", () => yesNo(false)],
    COMMENT: ["text", ({ object }) => object.comment],
    LOCATION: ["text", ({ object }, context) => shownSource(context, object).location],
    FILE_FORMAT_NAME: ["text", ({ object }, context) => shownSource(context, object).formatName],
    FILE_FORMAT_TYPE: ["text", ({ object }, context) => shownSource(context, object).formatType],
    OWNER_ROLE_TYPE: ["text", ({ object }, { account }) => ownerRoleType(account.state, object)],
  },
);
