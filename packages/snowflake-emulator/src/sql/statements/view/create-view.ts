import type { View } from "../../../objects/view";
import { compileQuery } from "../../../query/compile";
import type { Cursor } from "../../cursor";
import { findSchema, locate } from "../../names";
import { checkCreate, createObject } from "../../object-statements";
import { ownersContext } from "../../relations/resolver";
import { sessionScope } from "../../relations/scope";
import { textOf } from "../../source-range";
import type { Execute, StatementKind } from "../../statement";
import { viewColumns } from "./view-columns";
import { readViewDefinition } from "./view-definition";

function parse(cursor: Cursor): Execute {
  const definition = readViewDefinition(cursor, "VIEW");
  const { head, copyGrants } = definition;
  return async (context) => {
    const check = checkCreate(context, "VIEW", head, "CREATE VIEW");
    if (check.kind === "exists") return check.result;
    const { changes, objects } = context.account.state;
    const schema = findSchema(context, head.path.slice(0, -1), "CREATE VIEW");
    const { shown } = locate(context, "VIEW", head.path, "CREATE VIEW");
    const replaced = objects.VIEW.get(head.name, schema.id);
    // Compiled as it will be at use: wrong names fail now, and so does a view of itself.
    const inside = ownersContext(context, context.access, schema);
    const scope = sessionScope(inside, replaced === undefined ? [] : [replaced.id], { columnsOnly: true });
    const compiled = await compileQuery(definition.query, scope);
    const columns = viewColumns(shown, definition.columns, compiled.columns);
    return changes.transact(() =>
      createObject(
        context,
        "VIEW",
        head,
        "CREATE VIEW",
        (base): View => ({
          ...base,
          comment: definition.comment,
          secure: definition.secure,
          recursive: definition.recursive,
          copyGrants,
          text: textOf(context.sqlText, definition.range),
          query: textOf(context.sqlText, definition.queryRange),
          columns,
          columnsNamed: definition.columns !== undefined,
          changeTracking: definition.changeTracking,
        }),
        { copyGrants, tags: definition.tags },
      ),
    );
  };
}

/** CREATE [OR REPLACE] [SECURE] [RECURSIVE] VIEW [IF NOT EXISTS] name [(column, …)] [COPY GRANTS] [COMMENT = '…'] AS query */
export const createViewStatements: readonly StatementKind[] = [
  "VIEW",
  "SECURE VIEW",
  "RECURSIVE VIEW",
  "SECURE RECURSIVE VIEW",
  "TEMPORARY VIEW",
  "TEMP VIEW",
  "SECURE TEMPORARY VIEW",
].map((words) => ({ leading: `CREATE ${words}`, parse }));
