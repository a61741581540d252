import { noSuchColumn, notEmulated } from "../../../errors";
import type { MaterializedView, View } from "../../../objects/view";
import type { Cursor } from "../../cursor";
import { alterObject, readTarget, rename } from "../../object-statements";
import { boolean } from "../../properties";
import { textOf } from "../../source-range";
import type { Execute, ExecutionContext, StatementKind } from "../../statement";
import { readClusterBy } from "../table/table-definition";

type Change<V> = (context: ExecutionContext, view: V) => void;

const REFUSED = [
  "ADD ROW ACCESS POLICY",
  "DROP ROW ACCESS POLICY",
  "DROP ALL ROW ACCESS POLICIES",
  "ADD DATA METRIC FUNCTION",
  "DROP DATA METRIC FUNCTION",
  "MODIFY DATA METRIC FUNCTION",
  "SET DATA_METRIC_SCHEDULE",
  "UNSET DATA_METRIC_SCHEDULE",
  "SET AGGREGATION POLICY",
  "UNSET AGGREGATION POLICY",
  "SET JOIN POLICY",
  "UNSET JOIN POLICY",
  "SET CONTACT",
] as const;

/** Reads `[COLUMN] name { COMMENT '…' | UNSET COMMENT }`, behind ALTER or MODIFY. */
function readColumnChange(cursor: Cursor): Change<View | MaterializedView> {
  cursor.take("COLUMN");
  const name = cursor.identifier();
  for (const words of [
    "SET MASKING POLICY",
    "UNSET MASKING POLICY",
    "SET PROJECTION POLICY",
    "UNSET PROJECTION POLICY",
  ]) {
    if (cursor.take(words)) throw notEmulated(`ALTER VIEW … ALTER COLUMN … ${words}`);
  }
  const comment = cursor.take("UNSET COMMENT") ? null : undefined;
  if (comment === undefined) cursor.expect("COMMENT");
  const text = comment === undefined ? cursor.string() : null;
  return (_context, view) => {
    const column = view.columns.find((one) => one.name === name);
    if (column === undefined) throw noSuchColumn(name, 1, 0);
    column.comment = text;
  };
}

/** Reads `[SECURE] [COMMENT = '…'] [CHANGE_TRACKING = …]`, behind SET; at least one. */
function readSet(cursor: Cursor): Change<View | MaterializedView> {
  const changes: Change<View | MaterializedView>[] = [];
  for (;;) {
    if (cursor.take("SECURE")) {
      changes.push((_context, view) => {
        view.secure = true;
      });
    } else if (cursor.take("COMMENT")) {
      cursor.expectSymbol("=");
      const comment = cursor.string();
      changes.push((_context, view) => {
        view.comment = comment;
      });
    } else if (cursor.take("CHANGE_TRACKING")) {
      cursor.expectSymbol("=");
      const changeTracking = boolean(cursor, "CHANGE_TRACKING");
      changes.push((_context, view) => {
        view.changeTracking = changeTracking;
      });
    } else break;
    cursor.takeSymbol(",");
  }
  if (changes.length === 0) throw cursor.unexpected();
  return (context, view) => {
    for (const change of changes) change(context, view);
  };
}

/** Reads `{ SECURE | COMMENT }`, behind UNSET. */
function readUnset(cursor: Cursor): Change<View | MaterializedView> {
  if (cursor.take("SECURE")) {
    return (_context, view) => {
      view.secure = false;
    };
  }
  cursor.expect("COMMENT");
  return (_context, view) => {
    view.comment = null;
  };
}

function refuse(cursor: Cursor): void {
  const refused = cursor.takeOneOf(...REFUSED);
  if (refused !== undefined) throw notEmulated(`ALTER VIEW … ${refused}`);
}

function readViewChange(cursor: Cursor): Change<View> {
  refuse(cursor);
  if (cursor.take("RENAME TO")) {
    const path = cursor.path(3);
    return (context, view) => rename(context, "VIEW", view, path);
  }
  if (cursor.takeOneOf("ALTER", "MODIFY") !== undefined) return readColumnChange(cursor);
  if (cursor.take("SET")) return readSet(cursor);
  cursor.expect("UNSET");
  return readUnset(cursor);
}

/** ALTER VIEW [IF EXISTS] name { RENAME TO name | SET … | UNSET … | ALTER COLUMN … COMMENT '…' }. D: needs OWNERSHIP. */
export const alterView: StatementKind = {
  leading: "ALTER VIEW",
  parse(cursor): Execute {
    const target = readTarget(cursor, "ALTER", "VIEW", 3);
    const change = readViewChange(cursor);
    return (context) => alterObject(context, "VIEW", target, "OWNERSHIP", (view) => change(context, view));
  },
};

/** What SUSPEND says of a materialized view that is asked for (A). */
const SUSPENDED = "Materialized view is suspended";

function readMaterializedChange(cursor: Cursor): Change<MaterializedView> {
  refuse(cursor);
  if (cursor.take("RENAME TO")) {
    const path = cursor.path(3);
    return (context, view) => rename(context, "MATERIALIZED_VIEW", view, path);
  }
  if (cursor.take("CLUSTER BY")) {
    const ranges = readClusterBy(cursor);
    return (context, view) => {
      view.clusterBy = ranges.map((range) => textOf(context.sqlText, range));
    };
  }
  if (cursor.take("DROP CLUSTERING KEY")) {
    return (_context, view) => {
      view.clusterBy = [];
    };
  }
  const recluster = cursor.takeOneOf("SUSPEND RECLUSTER", "RESUME RECLUSTER");
  if (recluster !== undefined) {
    return (_context, view) => {
      view.reclustering = recluster === "RESUME RECLUSTER";
    };
  }
  const use = cursor.takeOneOf("SUSPEND", "RESUME");
  if (use !== undefined) {
    return (_context, view) => {
      view.invalidReason = use === "SUSPEND" ? SUSPENDED : null;
    };
  }
  if (cursor.take("SET")) return readSet(cursor);
  cursor.expect("UNSET");
  return readUnset(cursor);
}

/** ALTER MATERIALIZED VIEW name { RENAME TO | CLUSTER BY | DROP CLUSTERING KEY | SUSPEND | RESUME | SET | UNSET … } */
export const alterMaterializedView: StatementKind = {
  leading: "ALTER MATERIALIZED VIEW",
  parse(cursor): Execute {
    const target = readTarget(cursor, "ALTER", "MATERIALIZED VIEW", 3);
    const change = readMaterializedChange(cursor);
    return (context) => alterObject(context, "MATERIALIZED_VIEW", target, "OWNERSHIP", (view) => change(context, view));
  },
};
