import { missingProperty, userSpecifiedPartitions } from "../../../errors";
import { findFiles, registered } from "../../../external-files/registration";
import type { ExternalTable } from "../../../objects/external-table";
import { patternOf } from "../../../stage/stage-location";
import { checkCreate, createObject, readCreateHead } from "../../object-statements";
import { requireStage } from "../../stage-reference";
import type { ExecutionContext, StatementKind } from "../../statement";
import { resolveFormat } from "../file-format/format-source";
import { buildColumns, checkPartitionColumns, VALUE_COLUMN } from "./column-list";
import { type ExternalOptions, readExternalOptions } from "./create-options";

const PRIVILEGE = "CREATE EXTERNAL TABLE";

/** D: CREATE EXTERNAL TABLE, partitions added and removed manually. */
function checkUserSpecified(name: string, options: ExternalOptions): void {
  if (!options.userSpecified) return;
  if (options.partitionBy.length === 0) throw missingProperty("PARTITION BY");
  const refused = [
    ["REFRESH_ON_CREATE = TRUE", options.refreshOnCreate === true],
    ["AUTO_REFRESH = TRUE", options.autoRefresh === true],
    ["PATTERN", options.pattern !== undefined],
    ["AWS_SNS_TOPIC", options.snsTopic !== undefined],
  ].find(([, is]) => is === true);
  if (refused !== undefined) {
    throw userSpecifiedPartitions(name, `${String(refused[0])} does not go with user-specified partitions.`);
  }
}

/** The table that a statement describes, with no files. Throws what is wrong with it. */
async function describedTable(context: ExecutionContext, name: string, options: ExternalOptions) {
  const { location, format, userSpecified } = options;
  if (location === undefined) throw missingProperty("LOCATION");
  if (format === undefined) throw missingProperty("FILE_FORMAT");
  checkUserSpecified(name, options);
  const stage = requireStage(context, location.stage, PRIVILEGE);
  patternOf(stage, options.pattern);
  const columns = [VALUE_COLUMN, ...(await buildColumns(context, options.columns, [VALUE_COLUMN]))];
  await checkPartitionColumns(context, name, columns, options.partitionBy, userSpecified);
  const path = location.path === "" || location.path.endsWith("/") ? location.path : `${location.path}/`;
  return {
    stageId: stage.id,
    path,
    format: resolveFormat(context, format),
    pattern: options.pattern ?? null,
    columns,
    partitionBy: options.partitionBy,
    partitions: userSpecified ? [] : undefined,
    autoRefresh: options.autoRefresh ?? !userSpecified,
    snsTopic: options.snsTopic ?? null,
    files: [],
    lastRefreshedOn: null,
    lastRefreshProblem: null,
    comment: options.comment ?? null,
  } satisfies Omit<ExternalTable, "id" | "name" | "parentId" | "ownerRoleId" | "createdOn">;
}

/** The files of a new table. D: REFRESH_ON_CREATE is TRUE unless the statement says no. */
async function firstFiles(
  context: ExecutionContext,
  table: ExternalTable,
  { refreshOnCreate, userSpecified }: ExternalOptions,
) {
  const { account } = context;
  if (userSpecified || refreshOnCreate === false) return {};
  const found = await findFiles(account, account.iceberg.sessionOf(context), table);
  return { files: registered([], found).files, lastRefreshedOn: found.at };
}

/**
 * CREATE [OR REPLACE] EXTERNAL TABLE [IF NOT EXISTS] name [(column type AS (expression), …)] [PARTITION BY (…)] [PARTITION_TYPE]
 * [WITH] LOCATION = @stage/path … FILE_FORMAT = (…) [COPY GRANTS] [COMMENT] [TAG (…)].
 */
export const createExternalTable: StatementKind = {
  leading: "CREATE EXTERNAL TABLE",
  remark: "over CSV, JSON, Avro or Parquet files of a stage",
  parse(cursor) {
    const head = readCreateHead(cursor, "EXTERNAL TABLE", 3);
    const options = readExternalOptions(cursor);
    return async (context) => {
      const { account } = context;
      const check = checkCreate(context, "EXTERNAL_TABLE", head, PRIVILEGE);
      if (check.kind === "exists") return check.result;
      const described = await describedTable(context, head.name, options);
      const draft = { id: 0, name: head.name, parentId: null, ownerRoleId: null, createdOn: 0, ...described };
      const first = await firstFiles(context, draft, options);
      return account.state.changes.transact(() =>
        createObject(
          context,
          "EXTERNAL_TABLE",
          head,
          PRIVILEGE,
          (base): ExternalTable => ({ ...base, ...described, ...first }),
          { label: "Table", tags: options.tags, copyGrants: options.copyGrants },
        ),
      );
    };
  },
};
