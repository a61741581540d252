import { INFORMATION_SCHEMA_VIEWS } from "../../../information-schema";
import { INFORMATION_SCHEMA } from "../../../information-schema/name";
import { ALL_OBJECT_TYPES, OBJECT_TYPES } from "../../../objects/object-types";
import { tableOf } from "../../../wire/result-table";
import { currentDatabase, findDatabase, findSchema, type Path } from "../../names";
import type { ExecutionContext, StatementKind } from "../../statement";
import { CONTENT_COLUMNS, type Content } from "../database/describe-database";

/** INFORMATION_SCHEMA is no stored schema: its views are those of its database. */
function informationSchema(context: ExecutionContext, path: Path): readonly Content[] {
  const [database] = path.slice(0, -1);
  const { createdOn } =
    database === undefined ? currentDatabase(context, "DESCRIBE SCHEMA") : findDatabase(context, database);
  return [...INFORMATION_SCHEMA_VIEWS.keys()].sort().map((name) => ({ createdOn, name, kind: "VIEW" }));
}

/** DESCRIBE SCHEMA name: the objects in it that the active roles see. */
export const describeSchema: StatementKind = {
  leading: "DESCRIBE SCHEMA",
  parse(cursor) {
    cursor.next();
    cursor.expect("SCHEMA");
    const path = cursor.path(2);
    return (context) => {
      if (path.at(-1) === INFORMATION_SCHEMA) return tableOf(CONTENT_COLUMNS, informationSchema(context, path));
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
