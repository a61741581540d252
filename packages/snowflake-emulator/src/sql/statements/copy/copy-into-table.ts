import { mapWithLimit } from "../../../aws/concurrency";
import { copyOptionsConflict, externalTableReadOnly, invalidValue, loadAborted, notEmulated } from "../../../errors";
import { scanFiles } from "../../../external-files/scan-files";
import { fileMissing } from "../../../iceberg/access-messages";
import type { FormatSource, Stage } from "../../../objects/stage";
import type { QualifiedName } from "../../../query/ast";
import { readQualifiedName } from "../../../query/parse";
import { physicalName, quoteText } from "../../../query/physical-name";
import { type FileOptions, filesOfStage, formatOf } from "../../../stage/stage-access";
import { patternOf, prefixOf } from "../../../stage/stage-location";
import type { ResultTable } from "../../../wire/result-table";
import { LABEL } from "../../relations/external-columns";
import { requireStage } from "../../stage-reference";
import type { ExecutionContext, StatementKind } from "../../statement";
import { type FoundTable, findTable } from "../../tables";
import { type ColumnValue, defaultValue } from "../dml/column-value";
import { type DmlContext, type DmlTarget, dataSession, dmlContext, findTarget } from "../dml/dml-target";
import { insertColumns } from "../dml/insert-columns";
import { resolveFormat } from "../file-format/format-source";
import { copiedColumns } from "./copy-columns";
import { type CopyOptions, readCopyOptions } from "./copy-options";
import { columnShown, type FileOutcome, outcomeOf, resultOf } from "./file-outcome";
import { type CopyFile, isLoaded, noteLoads } from "./load-history";
import { findRowErrors, overRows, type RowCheck } from "./row-errors";

/** Files whose rows are looked at side by side. */
const FILES_AT_ONCE = 2;

interface Copy extends CopyOptions {
  readonly target: QualifiedName;
  readonly columns: readonly string[] | undefined;
}

function requireFormat(context: ExecutionContext, stage: Stage, { given }: Copy): FileOptions {
  const source: FormatSource =
    given.FILE_FORMAT === undefined ? stage.format : resolveFormat(context, given.FILE_FORMAT);
  const format = formatOf(context.account, source);
  if (format === undefined) throw invalidValue("a file format that is gone", "FILE_FORMAT");
  return format;
}

/** The files that the statement means, by key: those of FILES, or those below the path that PATTERN fits. */
async function listFiles(context: ExecutionContext, stage: Stage, { from, given }: Copy): Promise<readonly CopyFile[]> {
  const { account } = context;
  const lister = filesOfStage(account, account.iceberg.sessionOf(context), stage);
  const fits = patternOf(stage, given.PATTERN);
  const location = prefixOf(stage, from.path);
  const uriOf = (key: string) => `s3://${location.bucket}/${key}`;
  const listed = await lister.list(location);
  const files = listed.flatMap((one) =>
    one.key.endsWith("/") || !fits(one.key) ? [] : [{ ...one, uri: uriOf(one.key) }],
  );
  if (given.FILES === undefined) return files;
  // D: FILES: names behind the path of FROM; A: one that is not there ends the statement, whatever ON_ERROR says.
  const wanted = new Set(given.FILES.map((name) => location.prefix + name));
  for (const key of wanted) if (!files.some((file) => file.key === key)) throw fileMissing(uriOf(key));
  return files.filter(({ key }) => wanted.has(key));
}

/** D: SIZE_LIMIT: files are loaded until the limit is exceeded, at least one. */
function withinLimit(files: readonly CopyFile[], limit: number | undefined): readonly CopyFile[] {
  let bytes = 0;
  return files.filter(({ size }) => {
    const taken = limit === undefined || bytes <= limit;
    if (taken) bytes += size;
    return taken;
  });
}

/** The table as its history is kept with. */
function foundTable(context: ExecutionContext, { target }: Copy): FoundTable {
  const found = findTable(context, target.parts, "COPY INTO");
  if (found === undefined) throw externalTableReadOnly(target.parts.at(-1) ?? "");
  return found;
}

/** Rows that are loaded, as a condition in DuckDB; undefined: none. */
function loadedRows(outcomes: readonly FileOutcome[]): string | undefined {
  const parts = outcomes.flatMap(({ file, status, findings }) => {
    if (status === "LOAD_FAILED") return [];
    const wrong = findings.errors.filter(({ ends }) => !ends).map(({ row }) => row);
    const but = wrong.length === 0 ? "" : ` AND ${LABEL}."c3" NOT IN (${wrong.join(", ")})`;
    return [`(${LABEL}."c2" = ${quoteText(file.key)}${but})`];
  });
  return parts.length === 0 ? undefined : `${LABEL}."c3" > 0 AND (${parts.join(" OR ")})`;
}

interface Load {
  readonly dml: DmlContext;
  readonly target: DmlTarget;
  readonly found: FoundTable;
  readonly values: readonly ColumnValue[];
  readonly scan: string;
  readonly force: boolean;
}

/** Writes the rows, and notes their files; what somebody else has loaded meanwhile is left out. */
async function write(context: ExecutionContext, load: Load, outcomes: readonly FileOutcome[]) {
  const { dml, target, found, values, scan, force } = load;
  const columns = values.map(({ column }) => physicalName(column.name));
  const takeBack: (() => void)[] = [];
  try {
    return await dataSession(context).write(
      target.locked,
      { locks: true, single: false },
      dml.options,
      async (table) => {
        const fresh = outcomes.filter(({ file }) => force || !isLoaded(found, file));
        const rows = loadedRows(fresh);
        const list = values.map(({ sql }) => sql).join(", ");
        if (rows !== undefined) await table.insert(columns, overRows(scan, list, rows));
        const loaded = fresh.filter(({ status }) => status !== "LOAD_FAILED").map(({ file }) => file);
        if (loaded.length > 0) takeBack.push(noteLoads(found, loaded, context.account.clock.now()));
        return fresh;
      },
    );
  } catch (error) {
    for (const undo of takeBack) undo();
    throw error;
  }
}

async function execute(context: ExecutionContext, copy: Copy): Promise<ResultTable> {
  const { given } = copy;
  const {
    FORCE: force = false,
    ON_ERROR: onError = { kind: "ABORT_STATEMENT" },
    MATCH_BY_COLUMN_NAME: match = "NONE",
  } = given;
  const dml = dmlContext(context);
  const target = findTarget(dml, copy.target, "COPY INTO", ["INSERT"]);
  const stage = requireStage(context, copy.from.stage, "COPY INTO");
  const format = requireFormat(context, stage, copy);
  const session = dataSession(context);
  // The history of loads is no part of a transaction here.
  if (session.transactions.active !== undefined || !dml.options.autocommit) {
    throw notEmulated("COPY INTO within a transaction");
  }
  if (match !== "NONE" && copy.columns !== undefined) {
    throw copyOptionsConflict("MATCH_BY_COLUMN_NAME can't be combined with a list of columns.");
  }
  const truncate = given.TRUNCATECOLUMNS ?? given.ENFORCE_LENGTH === false;
  const { given: columns, others } = insertColumns(target, copy.columns, [], copy.target);
  const values = await copiedColumns(dml, target, columns, { format, match, truncate });
  const found = foundTable(context, copy);
  const listed = await listFiles(context, stage, copy);
  const files = withinLimit(
    listed.filter((file) => force || !isLoaded(found, file)),
    given.SIZE_LIMIT,
  );
  const { files: remote } = filesOfStage(context.account, context.account.iceberg.sessionOf(context), stage);
  const { copies } = context.account.iceberg;
  const scanned = files.map(({ uri, key }) => ({ uri, key, partition: null }));
  const scan = await scanFiles(scanned, { files: remote, copies, format, data: session, problems: "TOLD" });
  const strict = format.type === "CSV" && format.options.ERROR_ON_COLUMN_COUNT_MISMATCH !== false;
  const check: RowCheck = {
    scan,
    values,
    header: format.type === "CSV" ? Number(format.options.SKIP_HEADER ?? 0) : 0,
    fields: strict ? columns.length : undefined,
    ask: (question) => session.read(dml.options, question),
  };
  const outcomes = await mapWithLimit(files, FILES_AT_ONCE, async (file) =>
    outcomeOf(file, await findRowErrors(check, file.key), onError),
  );
  for (const { file, findings } of onError.kind === "ABORT_STATEMENT" ? outcomes : []) {
    const [first] = findings.errors;
    if (first === undefined) continue;
    throw loadAborted(first.problem, {
      file: file.uri,
      line: first.line,
      row: first.row,
      column: columnShown(target, columns, first),
    });
  }
  const defaults: ColumnValue[] = [];
  for (const column of others) defaults.push(await defaultValue(dml, target, column));
  const load: Load = { dml, target, found, values: [...values, ...defaults], scan, force };
  const written = await write(context, load, outcomes);
  return resultOf(target, columns, onError, written, given.RETURN_FAILED_ONLY ?? false);
}

function readColumns(cursor: Parameters<StatementKind["parse"]>[0]): readonly string[] | undefined {
  if (!cursor.takeSymbol("(")) return undefined;
  const names: string[] = [];
  do names.push(cursor.identifier());
  while (cursor.takeSymbol(","));
  cursor.expectSymbol(")");
  return names;
}

/** COPY INTO table [(column, …)] FROM @stage[/path] option = value …. D: sql-reference/sql/copy-into-table. */
export const copyIntoTable: StatementKind = {
  leading: "COPY INTO",
  remark: "of tables, from stages",
  parse(cursor) {
    cursor.expect("COPY INTO");
    const { kind } = cursor.peek();
    if (kind === "stage" || kind === "string") throw notEmulated("COPY INTO a location");
    const target = readQualifiedName(cursor, 3);
    const columns = readColumns(cursor);
    const copy: Copy = { target, columns, ...readCopyOptions(cursor) };
    return (context) => execute(context, copy);
  },
};
