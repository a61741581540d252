import { ALL_OBJECT_TYPES, OBJECT_TYPES } from "../../../objects/object-types";
import { tableOf } from "../../../wire/result-table";
import { findSchema } from "../../names";
import type { StatementKind } from "../../statement";
import { CONTENT_COLUMNS, type Content } from "../database/describe-database";

/** DESCRIBE SCHEMA name: the objects in it that the active roles see. */
export const describeSchema: StatementKind = {
  leading: "DESCRIBE SCHEMA",
  parse(cursor) {
    cursor.next();
    cursor.expect("SCHEMA");
    const path = cursor.path(2);
    return (context) => {
      const schema = findSchema(context, path, "DESCRIBE SCHEMA");
      const contents = ALL_OBJECT_TYPES.filter((type) => OBJECT_TYPES[type].level === "SCHEMA").flatMap(
        (type): readonly Content[] =>
          context.access.visible(type, schema.id).map(({ createdOn, name }) => ({
            createdOn,
            name,
            kind: OBJECT_TYPES[type].words,
          })),
      );
      return tableOf(
        CONTENT_COLUMNS,
        [...contents].sort((a, b) => (a.name < b.name ? -1 : 1)),
      );
    };
  },
};
