import type { SnapshotSelection, TableMetadata } from "@twinberg/iceberg";
import { noSuchVersion, timeTravelNotAvailable } from "../errors";

/** A moment in a table's history. D: Time Travel for Apache Iceberg tables. */
export type Moment =
  /** The state at this time, milliseconds. */
  | { readonly by: "time"; readonly at: number }
  | { readonly by: "snapshot"; readonly id: bigint }
  /** `tag`: it has to be a tag, and no branch. */
  | { readonly by: "reference"; readonly name: string; readonly tag: boolean };

/** What of a table's metadata is meant. Throws 000707 for a time before the table's first snapshot, 000708 for what it has not. */
export function snapshotAt(table: string, metadata: TableMetadata, moment: Moment): SnapshotSelection {
  switch (moment.by) {
    case "time": {
      const known = metadata["snapshot-log"].some((one) => one["timestamp-ms"] <= moment.at);
      if (!known) throw timeTravelNotAvailable(table);
      return { asOfMs: moment.at };
    }
    case "snapshot":
      if (!metadata.snapshots.some((one) => one["snapshot-id"] === moment.id)) {
        throw noSuchVersion(table, `snapshot ${moment.id}`);
      }
      return { snapshotId: moment.id };
    case "reference": {
      const found = Object.hasOwn(metadata.refs, moment.name) ? metadata.refs[moment.name] : undefined;
      if (found === undefined || (moment.tag && found.type !== "tag")) {
        throw noSuchVersion(table, `${moment.tag ? "version tag" : "tag or branch"} '${moment.name}'`);
      }
      return { snapshotId: found["snapshot-id"] };
    }
  }
}
