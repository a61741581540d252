import { doesNotExist } from "../../../errors";
import { type ColumnPlan, tableOf } from "../../../wire/result-table";
import type { StatementKind } from "../../statement";

/** One object inside of a database or schema. */
export interface Content {
  readonly createdOn: number;
  readonly name: string;
  readonly kind: string;
}

export const CONTENT_COLUMNS: ColumnPlan<Content> = {
  created_on: ["timestamp_ltz", (one) => new Date(one.createdOn)],
  name: ["text", (one) => one.name],
  kind: ["text", (one) => one.kind],
};

/** DESCRIBE DATABASE name: its schemas, INFORMATION_SCHEMA among them. */
export const describeDatabase: StatementKind = {
  leading: "DESCRIBE DATABASE",
  parse(cursor) {
    cursor.next();
    cursor.expect("DATABASE");
    const name = cursor.identifier();
    return ({ access }) => {
      const database = access.require("DATABASE", name, "VISIBLE");
      if (!access.canUse("DATABASE", database)) throw doesNotExist("Database", name);
      const schemas = access.visible("SCHEMA", database.id);
      const contents = [
        { createdOn: database.createdOn, name: "INFORMATION_SCHEMA" },
        ...schemas.map((schema) => ({ createdOn: schema.createdOn, name: schema.name })),
      ];
      const sorted = contents.sort((a, b) => (a.name < b.name ? -1 : 1));
      return tableOf(
        CONTENT_COLUMNS,
        sorted.map((one) => ({ ...one, kind: "SCHEMA" })),
      );
    };
  },
};
