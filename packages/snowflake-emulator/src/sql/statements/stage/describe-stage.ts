import type { FormatValue } from "../../../objects/file-format";
import type { Stage } from "../../../objects/stage";
import { objectById } from "../../../state/account-state";
import { type ColumnPlan, tableOf } from "../../../wire/result-table";
import { fullName, locate } from "../../names";
import { readTarget } from "../../object-statements";
import type { ExecutionContext, StatementKind } from "../../statement";
import { FORMAT_OPTIONS } from "../file-format/format-options";
import { SHOWN_OPTION_COLUMNS, type ShownOption } from "../file-format/shown-option";

/** A row of DESCRIBE STAGE. */
interface StageProperty extends ShownOption {
  readonly parent: string;
  readonly property: string;
}

const COLUMNS: ColumnPlan<StageProperty> = {
  parent_property: ["text", ({ parent }) => parent],
  property: ["text", ({ property }) => property],
  ...SHOWN_OPTION_COLUMNS,
};

/** O: the copy options of a stage that has none of its own. */
const COPY_OPTIONS: Readonly<Record<string, FormatValue>> = {
  ON_ERROR: "ABORT_STATEMENT",
  SIZE_LIMIT: "",
  PURGE: false,
  RETURN_FAILED_ONLY: false,
  ENFORCE_LENGTH: true,
  TRUNCATECOLUMNS: false,
  FORCE: false,
};

const same = (parent: string, values: Readonly<Record<string, FormatValue>>): readonly StageProperty[] =>
  Object.entries(values).map(([property, value]) => ({ parent, property, value, fallback: value }));

function formatRows(context: ExecutionContext, format: Stage["format"]): readonly StageProperty[] {
  const parent = "STAGE_FILE_FORMAT";
  if (format.kind === "NAMED") {
    const named = objectById(context.account.state, "FILE_FORMAT", format.formatId);
    const value = named === undefined ? "" : fullName(context, named);
    return [{ parent, property: "FORMAT_NAME", value, fallback: "" }];
  }
  return [
    { parent, property: "TYPE", value: format.type, fallback: "CSV" },
    ...Object.entries(FORMAT_OPTIONS[format.type]).map(([property, { fallback }]) => ({
      parent,
      property,
      value: format.options[property] ?? fallback,
      fallback,
    })),
  ];
}

function rows(context: ExecutionContext, stage: Stage): readonly StageProperty[] {
  const integration = objectById(context.account.state, "INTEGRATION", stage.integrationId);
  return [
    ...formatRows(context, stage.format),
    ...same("STAGE_COPY_OPTIONS", COPY_OPTIONS),
    { parent: "STAGE_LOCATION", property: "URL", value: JSON.stringify([stage.url]), fallback: "" },
    { parent: "STAGE_INTEGRATION", property: "STORAGE_INTEGRATION", value: integration?.name ?? "", fallback: "" },
    { parent: "STAGE_CREDENTIALS", property: "AWS_KEY_ID", value: "", fallback: "" },
    ...same("DIRECTORY", { ENABLE: false, AUTO_REFRESH: false }),
    ...same("PRIVATELINK", { USE_PRIVATELINK_ENDPOINT: false }),
  ];
}

/** What DESCRIBE EXTERNAL TABLE … TYPE = STAGE tells of the table's file format. */
export const describeFormat = (context: ExecutionContext, format: Stage["format"]) =>
  tableOf(COLUMNS, formatRows(context, format));

/** DESCRIBE STAGE name */
export const describeStage: StatementKind = {
  leading: "DESCRIBE STAGE",
  parse(cursor) {
    const target = readTarget(cursor, cursor.peek().value, "STAGE", 3);
    return (context) => {
      const location = locate(context, "STAGE", target.path, "DESCRIBE STAGE");
      const stage = context.access.require("STAGE", location.name, "VISIBLE", undefined, location);
      return tableOf(COLUMNS, rows(context, stage));
    };
  },
};
