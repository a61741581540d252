import { locationNotAllowed, notEmulated, stageIntegrationMissing } from "../../../errors";
import type { FormatSource, Stage } from "../../../objects/stage";
import { isAllowedLocation } from "../../../stage/allowed-location";
import { objectById } from "../../../state/account-state";
import type { ColumnPlan } from "../../../wire/result-table";
import { alterObject, createObject, readCreateHead, readTarget, rename } from "../../object-statements";
import { readKeys, readProperties } from "../../properties";
import type { InSchema } from "../../schema-objects";
import { commonColumns, showInSchema } from "../../show-in-schema";
import type { ExecutionContext, StatementKind } from "../../statement";
import { readTagClause } from "../../tag-clause";
import { defaultOptions } from "../file-format/format-options";
import { resolveFormat } from "../file-format/format-source";
import { describeStage } from "./describe-stage";
import { listStageStatements } from "./list-stage";
import { requireIntegration, STAGE_OPTIONS } from "./stage-options";

const CSV: FormatSource = { kind: "INLINE", type: "CSV", options: defaultOptions("CSV") };

/** CREATE [OR REPLACE] STAGE [IF NOT EXISTS] name URL = 's3://…' STORAGE_INTEGRATION = i [FILE_FORMAT = …] [COMMENT] [TAG (…)] */
const createStage: StatementKind = {
  leading: "CREATE STAGE",
  remark: "external, on S3 with a storage integration",
  parse(cursor) {
    const head = readCreateHead(cursor, "STAGE", 3);
    const given = readProperties(cursor, STAGE_OPTIONS);
    const tags = readTagClause(cursor);
    return (context) => {
      const { URL: url, STORAGE_INTEGRATION: name, FILE_FORMAT: format, COMMENT: comment } = given;
      if (url === undefined) throw notEmulated("CREATE STAGE without URL: internal stages");
      if (name === undefined) throw notEmulated("CREATE STAGE without STORAGE_INTEGRATION");
      return createObject(
        context,
        "STAGE",
        head,
        "CREATE STAGE",
        (base): Stage => ({
          ...base,
          url,
          integrationId: requireIntegration(context, name, url).id,
          format: format === undefined ? CSV : resolveFormat(context, format),
          comment: comment ?? null,
        }),
        { label: "Stage area", tags },
      );
    };
  },
};

/** A changed stage has to be allowed by its integration. */
function checkStage({ account }: ExecutionContext, stage: Stage): void {
  const integration = objectById(account.state, "INTEGRATION", stage.integrationId);
  if (integration?.kind !== "STORAGE") throw stageIntegrationMissing(stage.name);
  if (!isAllowedLocation(integration, stage.url)) throw locationNotAllowed(stage.url, integration.name);
}

/** ALTER STAGE [IF EXISTS] name { RENAME TO name | SET … | UNSET COMMENT } */
const alterStage: StatementKind = {
  leading: "ALTER STAGE",
  parse(cursor) {
    const target = readTarget(cursor, "ALTER", "STAGE", 3);
    if (cursor.take("RENAME TO")) {
      const path = cursor.path(3);
      return (context) =>
        alterObject(context, "STAGE", target, "OWNERSHIP", (stage) => rename(context, "STAGE", stage, path));
    }
    if (cursor.take("REFRESH")) throw notEmulated("ALTER STAGE … REFRESH: directory tables");
    if (cursor.take("UNSET")) {
      readKeys(cursor, ["COMMENT"]);
      return (context) =>
        alterObject(context, "STAGE", target, "OWNERSHIP", (stage) => {
          stage.comment = null;
        });
    }
    cursor.expect("SET");
    const given = readProperties(cursor, STAGE_OPTIONS);
    if (Object.keys(given).length === 0) throw cursor.unexpected();
    return (context) =>
      alterObject(context, "STAGE", target, "OWNERSHIP", (stage) => {
        const { URL: url, STORAGE_INTEGRATION: name, FILE_FORMAT: format, COMMENT: comment } = given;
        stage.url = url ?? stage.url;
        if (name !== undefined) stage.integrationId = requireIntegration(context, name, stage.url).id;
        if (url !== undefined) checkStage(context, stage);
        if (format !== undefined) stage.format = resolveFormat(context, format);
        stage.comment = comment ?? stage.comment;
      });
  },
};

function columns(context: ExecutionContext): ColumnPlan<InSchema<Stage>> {
  const { state, identity } = context.account;
  const common = commonColumns<Stage>(context);
  return {
    created_on: common.created_on,
    name: common.name,
    database_name: common.database_name,
    schema_name: common.schema_name,
    url: ["text", ({ object }) => object.url],
    has_credentials: ["text", () => "N"],
    has_encryption_key: ["text", () => "N"],
    owner: common.owner,
    comment: common.comment,
    region: ["text", () => identity.awsRegion],
    type: ["text", () => "EXTERNAL"],
    cloud: ["text", () => "AWS"],
    notification_channel: ["text", () => null],
    storage_integration: ["text", ({ object }) => objectById(state, "INTEGRATION", object.integrationId)?.name ?? null],
    endpoint: ["text", () => null],
    owner_role_type: common.owner_role_type,
    directory_enabled: ["text", () => "N"],
  };
}

export const stageStatements: readonly StatementKind[] = [
  alterStage,
  createStage,
  describeStage,
  ...listStageStatements,
  showInSchema("STAGE", "STAGES", columns),
];
