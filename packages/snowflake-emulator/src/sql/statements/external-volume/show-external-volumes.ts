import type { ExternalVolume } from "../../../objects/external-volume";
import { type ColumnPlan, tableOf } from "../../../wire/result-table";
import { applyShowFilter, readShowFilter } from "../../show-filter";
import type { StatementKind } from "../../statement";

const COLUMNS: ColumnPlan<ExternalVolume> = {
  name: ["text", (volume) => volume.name],
  allow_writes: ["text", (volume) => String(volume.allowWrites)],
  comment: ["text", (volume) => volume.comment],
};

/** SHOW EXTERNAL VOLUMES [LIKE '…'] */
export const showExternalVolumes: StatementKind = {
  leading: "SHOW EXTERNAL VOLUMES",
  parse(cursor) {
    cursor.expect("SHOW EXTERNAL VOLUMES");
    const filter = readShowFilter(cursor);
    return ({ access }) => tableOf(COLUMNS, applyShowFilter(filter, access.visible("EXTERNAL_VOLUME")));
  },
};
