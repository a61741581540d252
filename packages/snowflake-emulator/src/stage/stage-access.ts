import { externalTableInvalid, locationNotAllowed, stageIntegrationDisabled, stageIntegrationMissing } from "../errors";
import type { LakeAccount } from "../iceberg/lake-account";
import type { LakeSession } from "../iceberg/lake-session";
import type { ExternalTable } from "../objects/external-table";
import type { FileFormatType, FormatValue } from "../objects/file-format";
import type { StorageIntegration } from "../objects/integration";
import type { FormatSource, Stage } from "../objects/stage";
import { objectById } from "../state/account-state";
import { isAllowedLocation } from "./allowed-location";
import type { StageFiles } from "./stage-files";

/** A format with all its options. */
export interface FileOptions {
  readonly type: FileFormatType;
  readonly options: Readonly<Record<string, FormatValue>>;
}

/** The integration of a stage, as it may be used. Throws 003164 when it is gone, 003165 and 003155 when it does not let the stage use it. */
export function integrationOf({ state }: Pick<LakeAccount, "state">, stage: Stage): StorageIntegration {
  const integration = objectById(state, "INTEGRATION", stage.integrationId);
  if (integration?.kind !== "STORAGE") throw stageIntegrationMissing(stage.name);
  if (!integration.enabled) throw stageIntegrationDisabled(stage.name, integration.name);
  if (!isAllowedLocation(integration, stage.url)) throw locationNotAllowed(stage.url, integration.name);
  return integration;
}

/** The files of a stage, by its integration's role. Throws as `integrationOf`. */
export function filesOfStage(account: LakeAccount, lake: LakeSession, stage: Stage): StageFiles {
  return lake.stageFiles(integrationOf(account, stage));
}

/** A format's options; undefined: the file format that was named is gone. */
export function formatOf({ state }: Pick<LakeAccount, "state">, format: FormatSource): FileOptions | undefined {
  return format.kind === "INLINE" ? format : objectById(state, "FILE_FORMAT", format.formatId);
}

/** What an external table is over. Throws 091093 when the stage or the file format is gone. */
export function sourceOfTable(
  account: Pick<LakeAccount, "state">,
  table: ExternalTable,
): { readonly stage: Stage; readonly format: FileOptions } {
  const reason = invalidReason(account, table);
  const stage = objectById(account.state, "STAGE", table.stageId);
  const format = formatOf(account, table.format);
  if (reason !== null || stage === undefined || format === undefined) {
    throw externalTableInvalid(table.name, reason ?? "");
  }
  return { stage, format };
}

/** Why an external table can't be used; null: it can. */
export function invalidReason(account: Pick<LakeAccount, "state">, table: ExternalTable): string | null {
  if (objectById(account.state, "STAGE", table.stageId) === undefined) return "Missing or invalid stage.";
  return formatOf(account, table.format) === undefined ? "Missing or invalid file format." : null;
}
