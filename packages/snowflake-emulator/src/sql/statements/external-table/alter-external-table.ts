import { insufficientPrivileges, invalidProperty, notEmulated, userSpecifiedPartitions } from "../../../errors";
import { applyFiles, type FileChange, findFiles, relativePath } from "../../../external-files/registration";
import type { ExternalTable, UserPartition } from "../../../objects/external-table";
import { sourceOfTable } from "../../../stage/stage-access";
import { objectById } from "../../../state/account-state";
import { type ColumnPlan, EXECUTED, type ResultTable, statusResult, tableOf } from "../../../wire/result-table";
import type { Cursor } from "../../cursor";
import { boolean } from "../../properties";
import type { Execute, ExecutionContext, StatementKind } from "../../statement";
import { editExternalTable } from "./edit-external-table";
import { findExternalTable, requireExternalTable } from "./find-external-table";

const ACTION = "ALTER EXTERNAL TABLE";

type Change = (context: ExecutionContext, table: ExternalTable) => ResultTable | Promise<ResultTable>;

/** D (columns), O (texts): what REFRESH answers. */
const DESCRIPTIONS = {
  REGISTERED_NEW: "File registered successfully.",
  REGISTERED_UPDATE: "File registered (updated) successfully.",
  UNREGISTERED: "File unregistered successfully.",
} as const;

const REFRESHED: ColumnPlan<FileChange> = {
  file: ["text", ({ file }) => file],
  status: ["text", ({ status }) => status],
  description: ["text", ({ status }) => DESCRIPTIONS[status]],
};

/** D: REFRESH and ADD PARTITION also need USAGE on the stage and on a named format. */
function requireSource({ access, account }: ExecutionContext, table: ExternalTable): void {
  const { stage } = sourceOfTable(account, table);
  if (!access.may("STAGE", stage, ["USAGE"])) throw insufficientPrivileges("stage", stage.name);
  if (table.format.kind === "INLINE") return;
  const format = objectById(account.state, "FILE_FORMAT", table.format.formatId);
  if (format !== undefined && !access.may("FILE_FORMAT", format, ["USAGE"])) {
    throw insufficientPrivileges("file format", format.name);
  }
}

function refresh(path: string | undefined): Change {
  return async (context, table) => {
    const { account } = context;
    if (table.partitions !== undefined) {
      throw userSpecifiedPartitions(table.name, "REFRESH does not go with user-specified partitions.");
    }
    requireSource(context, table);
    const where = path === undefined ? {} : { path };
    const found = await findFiles(account, account.iceberg.sessionOf(context), table, where);
    return tableOf(REFRESHED, applyFiles(account, table, found));
  };
}

const asFolder = (location: string) => {
  const path = relativePath(location);
  return path === "" || path.endsWith("/") ? path : `${path}/`;
};

function readValues(cursor: Cursor): Readonly<Record<string, string>> {
  const values = new Map<string, string>();
  cursor.expectSymbol("(");
  do {
    const name = cursor.identifier();
    cursor.expectSymbol("=");
    if (values.has(name)) throw invalidProperty(name, "it is given twice");
    values.set(name, cursor.string());
  } while (cursor.takeSymbol(","));
  cursor.expectSymbol(")");
  return Object.fromEntries(values);
}

function requireUserSpecified(table: ExternalTable): readonly UserPartition[] {
  if (table.partitions === undefined) {
    throw userSpecifiedPartitions(table.name, "its partitions are not user-specified.");
  }
  return table.partitions;
}

/** D: ADD PARTITION registers the files that are there; again for new ones, which also gives the location other values. */
function addPartition(values: Readonly<Record<string, string>>, written: string): Change {
  return async (context, table) => {
    const { account } = context;
    requireUserSpecified(table);
    const names = Object.keys(values);
    const isComplete = table.partitionBy.every((name) => names.includes(name));
    if (!isComplete || names.length !== table.partitionBy.length) {
      throw userSpecifiedPartitions(table.name, `a partition has values of ${table.partitionBy.join(", ")}.`);
    }
    requireSource(context, table);
    const location = asFolder(written);
    const where = { path: location, partition: location };
    const found = await findFiles(account, account.iceberg.sessionOf(context), table, where);
    applyFiles(account, table, found, (changed) => {
      const others = (changed.partitions ?? []).filter((one) => one.location !== location);
      changed.partitions = [...others, { location, values }];
    });
    return statusResult(EXECUTED);
  };
}

function dropPartition(written: string): Change {
  return (context, table) => {
    const location = asFolder(written);
    const known = requireUserSpecified(table);
    if (!known.some((one) => one.location === location)) {
      throw userSpecifiedPartitions(table.name, `it has no partition with location '${location}'.`);
    }
    editExternalTable(context, table, (changed) => {
      changed.partitions = known.filter((one) => one.location !== location);
      changed.files = changed.files.filter(({ partition }) => partition !== location);
    });
    return statusResult(EXECUTED);
  };
}

function readSet(cursor: Cursor): Change {
  cursor.expect("AUTO_REFRESH");
  cursor.expectSymbol("=");
  const autoRefresh = boolean(cursor, "AUTO_REFRESH");
  return (context, table) => {
    if (autoRefresh && table.partitions !== undefined) {
      throw userSpecifiedPartitions(table.name, "AUTO_REFRESH = TRUE does not go with user-specified partitions.");
    }
    editExternalTable(context, table, (changed) => {
      changed.autoRefresh = autoRefresh;
    });
    return statusResult(EXECUTED);
  };
}

function readChange(cursor: Cursor): Change {
  const refused = cursor.takeOneOf("ADD FILES", "REMOVE FILES");
  if (refused !== undefined) throw notEmulated(`${ACTION} … ${refused}`);
  if (cursor.take("REFRESH")) return refresh(cursor.peek().kind === "string" ? cursor.string() : undefined);
  if (cursor.take("ADD PARTITION")) {
    const values = readValues(cursor);
    cursor.expect("LOCATION");
    return addPartition(values, cursor.string());
  }
  if (cursor.take("DROP PARTITION LOCATION")) return dropPartition(cursor.string());
  cursor.expect("SET");
  return readSet(cursor);
}

/** ALTER EXTERNAL TABLE [IF EXISTS] name [IF EXISTS] action. D: needs OWNERSHIP. */
export const alterExternalTable: StatementKind = {
  leading: ACTION,
  parse(cursor): Execute {
    cursor.expect(ACTION);
    const before = cursor.take("IF EXISTS");
    const path = cursor.path(3);
    // D: the two forms for partitions have it behind the name.
    const ifExists = cursor.take("IF EXISTS") || before;
    const change = readChange(cursor);
    return (context) => {
      if (ifExists && findExternalTable(context, path, ACTION) === undefined) return statusResult(EXECUTED);
      return change(context, requireExternalTable(context, path, "OWNERSHIP", ACTION));
    };
  },
};
