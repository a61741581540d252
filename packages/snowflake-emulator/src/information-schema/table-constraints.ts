import type { TableConstraint } from "../objects/table";
import type { AnyRelation } from "../sql/statements/table/relation-scope";
import { viewOf } from "./information-schema-view";
import { relationsOf } from "./relations";

interface Source {
  readonly relation: AnyRelation;
  readonly constraint: TableConstraint;
}

/** D: TABLE_CONSTRAINTS view. */
export const tableConstraintsView = viewOf<Source>(
  "TABLE_CONSTRAINTS",
  async (context, database) =>
    (await relationsOf(context, database)).flatMap((relation) =>
      relation.type === "TABLE" ? relation.object.constraints.map((constraint) => ({ relation, constraint })) : [],
    ),
  {
    CONSTRAINT_CATALOG: ["text", ({ relation }) => relation.database.name],
    CONSTRAINT_SCHEMA: ["text", ({ relation }) => relation.schema.name],
    CONSTRAINT_NAME: ["text", ({ constraint }) => constraint.name],
    TABLE_CATALOG: ["text", ({ relation }) => relation.database.name],
    TABLE_SCHEMA: ["text", ({ relation }) => relation.schema.name],
    TABLE_NAME: ["text", ({ relation }) => relation.name],
    CONSTRAINT_TYPE: ["text", ({ constraint }) => constraint.kind],
    IS_DEFERRABLE: ["text", () => "NO"],
    INITIALLY_DEFERRED: ["text", () => "NO"],
    ENFORCED: ["text", () => "NO"],
    COMMENT: ["text", ({ constraint }) => constraint.comment],
    CREATED: ["timestamp", ({ constraint }) => new Date(constraint.createdOn)],
    LAST_ALTERED: ["timestamp", ({ constraint }) => new Date(constraint.createdOn)],
    RELY: ["text", ({ constraint }) => (constraint.rely ? "YES" : "NO")],
  },
);
