import { notForMaterializedView, unsupportedFeature } from "../../../errors";
import type { MaterializedView } from "../../../objects/view";
import { compileQuery } from "../../../query/compile";
import type { Cursor } from "../../cursor";
import { findSchema, locate } from "../../names";
import { checkCreate, createObject } from "../../object-statements";
import { ownersContext } from "../../relations/resolver";
import { sessionScope } from "../../relations/scope";
import { textOf } from "../../source-range";
import type { Execute, StatementKind } from "../../statement";
import { findTable } from "../../tables";
import { findExternalTable } from "../external-table/find-external-table";
import { findIcebergTable } from "../iceberg-table/find-iceberg-table";
import { materializedSource } from "./materialized-view-rules";
import { viewColumns } from "./view-columns";
import { readViewDefinition } from "./view-definition";

function parse(cursor: Cursor): Execute {
  const definition = readViewDefinition(cursor, "MATERIALIZED VIEW");
  const { head, copyGrants } = definition;
  return async (context) => {
    const { account } = context;
    // D: Working with materialized views: Enterprise Edition or higher.
    if (account.edition === "STANDARD") throw unsupportedFeature("MATERIALIZED VIEW");
    const check = checkCreate(context, "MATERIALIZED_VIEW", head, "CREATE MATERIALIZED VIEW");
    if (check.kind === "exists") return check.result;
    const source = materializedSource(definition.query);
    const schema = findSchema(context, head.path.slice(0, -1), "CREATE MATERIALIZED VIEW");
    const { shown } = locate(context, "MATERIALIZED_VIEW", head.path, "CREATE MATERIALIZED VIEW");
    const inside = ownersContext(context, context.access, schema);
    const compiled = await compileQuery(definition.query, sessionScope(inside, [], { columnsOnly: true }));
    const columns = viewColumns(shown, definition.columns, compiled.columns);
    const table =
      findTable(inside, source.name.parts, "SELECT")?.table ??
      findIcebergTable(inside, source.name.parts, "SELECT") ??
      findExternalTable(inside, source.name.parts, "SELECT");
    if (table === undefined) throw notForMaterializedView("Only tables can be referenced in the view definition.");
    const sourceTableId = table.id;
    return account.state.changes.transact(() =>
      createObject(
        context,
        "MATERIALIZED_VIEW",
        head,
        "CREATE MATERIALIZED VIEW",
        (base): MaterializedView => ({
          ...base,
          comment: definition.comment,
          secure: definition.secure,
          text: textOf(context.sqlText, definition.range),
          query: textOf(context.sqlText, definition.queryRange),
          columns,
          columnsNamed: definition.columns !== undefined,
          changeTracking: false,
          clusterBy: definition.clusterBy.map((range) => textOf(context.sqlText, range)),
          reclustering: true,
          sourceTableId,
          invalidReason: null,
        }),
        { copyGrants, tags: definition.tags },
      ),
    );
  };
}

/** CREATE [OR REPLACE] [SECURE] MATERIALIZED VIEW [IF NOT EXISTS] name [(column, …)] [CLUSTER BY (…)] … AS query */
export const createMaterializedViewStatements: readonly StatementKind[] = [
  { leading: "CREATE MATERIALIZED VIEW", parse },
  { leading: "CREATE SECURE MATERIALIZED VIEW", parse },
];
