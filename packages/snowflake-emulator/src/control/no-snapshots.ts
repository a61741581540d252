import { BadRequest } from "./bad-request";
import type { SnapshotControl } from "./targets";

function refuse(): never {
  throw new BadRequest("path", "this emulator was started without snapshots", "start a new emulator instead");
}

/** Refuses everything: for an emulator that can't copy its state. */
export const NO_SNAPSHOTS: SnapshotControl = {
  list: () => [],
  make: async () => refuse(),
  restore: async () => refuse(),
  remove: async () => refuse(),
  reset: async () => refuse(),
};
