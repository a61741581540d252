import type { ExternalTable } from "../../../objects/external-table";
import { formatOf } from "../../../stage/stage-access";
import { objectById } from "../../../state/account-state";
import { fullName } from "../../names";
import type { ExecutionContext } from "../../statement";

/** How SHOW and INFORMATION_SCHEMA write what a table is over. */
export interface ShownSource {
  /** `D.S.STAGE`; "": it is gone. */
  readonly stage: string;
  /** `@D.S.STAGE/path/` */
  readonly location: string;
  /** `D.S.FORMAT`; "": the table has options of its own. */
  readonly formatName: string;
  /** null: the named format is gone. */
  readonly formatType: string | null;
}

/** Where a table's files are and how they are read. */
export function shownSource(context: Pick<ExecutionContext, "account">, table: ExternalTable): ShownSource {
  const { state } = context.account;
  const found = objectById(state, "STAGE", table.stageId);
  const stage = found === undefined ? "" : fullName(context, found);
  const named = table.format.kind === "NAMED" ? objectById(state, "FILE_FORMAT", table.format.formatId) : undefined;
  return {
    stage,
    location: `@${stage}/${table.path}`,
    formatName: named === undefined ? "" : fullName(context, named),
    formatType: formatOf(context.account, table.format)?.type ?? null,
  };
}
