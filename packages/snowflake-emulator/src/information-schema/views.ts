import { isView, type ViewRelation } from "../sql/statements/table/relation-scope";
import { visibleText } from "../sql/statements/view/view-text";
import { ownerRoleType, roleName } from "../state/account-state";
import { viewOf, yesNo } from "./information-schema-view";
import { relationsOf } from "./relations";

const createdOn = ({ object }: ViewRelation) => new Date(object.createdOn);

/** D: VIEWS view. The definition of a secure view is its owner's alone. */
export const viewsView = viewOf<ViewRelation>(
  "VIEWS",
  async (context, database) => (await relationsOf(context, database)).filter(isView),
  {
    TABLE_CATALOG: ["text", ({ database }) => database.name],
    TABLE_SCHEMA: ["text", ({ schema }) => schema.name],
    TABLE_NAME: ["text", ({ name }) => name],
    TABLE_OWNER: ["text", ({ object }, { account }) => roleName(account.state, object.ownerRoleId)],
    VIEW_DEFINITION: ["text", ({ object }, context) => visibleText(context, object)],
    CHECK_OPTION: ["text", () => "NONE"],
    IS_UPDATABLE: ["text", () => "NO"],
    INSERTABLE_INTO: ["text", () => "NO"],
    IS_SECURE: ["text", ({ object }) => yesNo(object.secure)],
    CREATED: ["timestamp", createdOn],
    LAST_ALTERED: ["timestamp", createdOn],
    LAST_DDL: ["timestamp", createdOn],
    LAST_DDL_BY: ["text", () => null],
    COMMENT: ["text", ({ object }) => object.comment],
    OWNER_ROLE_TYPE: ["text", ({ object }, { account }) => ownerRoleType(account.state, object)],
  },
);
