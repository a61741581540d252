import type { Snapshot, TableMetadata } from "../../metadata/table-metadata";
import { countProperty } from "../write-properties";
import { MAIN } from "./add-snapshot";

/** Which snapshots may go. */
export interface Expiry {
  /** Milliseconds since the epoch: snapshots from before go. Default: `history.expire.max-snapshot-age-ms` (5 days) before now. */
  readonly olderThan?: number;
  /** So many of a branch's latest stay, however old. Default: `history.expire.min-snapshots-to-keep`, or 1. */
  readonly keepLast?: number;
}

/** Metadata without some snapshots. */
export interface ExpiredSnapshots {
  readonly metadata: TableMetadata;
  readonly expired: readonly Snapshot[];
}

const DEFAULT_AGE = 5 * 24 * 3600 * 1000;

/** From the newest to the oldest that the table still has. */
function ancestors(metadata: TableMetadata, from: bigint): readonly Snapshot[] {
  const byId = new Map(metadata.snapshots.map((snapshot) => [snapshot["snapshot-id"], snapshot]));
  const line: Snapshot[] = [];
  let id: bigint | undefined = from;
  while (id !== undefined) {
    const snapshot: Snapshot | undefined = byId.get(id);
    if (snapshot === undefined) break;
    line.push(snapshot);
    id = snapshot["parent-snapshot-id"];
  }
  return line;
}

function liveReferences(metadata: TableMetadata, now: number): TableMetadata["refs"] {
  const times = new Map(metadata.snapshots.map((snapshot) => [snapshot["snapshot-id"], snapshot["timestamp-ms"]]));
  const live = Object.entries(metadata.refs).filter(([name, reference]) => {
    const age = reference["max-ref-age-ms"];
    return name === MAIN || age === undefined || now - (times.get(reference["snapshot-id"]) ?? now) <= age;
  });
  return Object.fromEntries(live);
}

/**
 * Takes old snapshots out of metadata. What a branch or tag points to stays; of a branch, as much of its history as it, the table's
 * properties and the caller ask for. References older than they may be go first.
 * Source: https://iceberg.apache.org/spec/#snapshot-retention-policy
 *
 * @param now milliseconds since the epoch
 * @throws InvalidPropertyError
 */
export function withoutExpired(metadata: TableMetadata, expiry: Expiry, now: number): ExpiredSnapshots {
  const { properties } = metadata;
  const olderThan =
    expiry.olderThan ?? now - countProperty(properties, "history.expire.max-snapshot-age-ms", DEFAULT_AGE);
  const keepLast = Math.max(1, expiry.keepLast ?? countProperty(properties, "history.expire.min-snapshots-to-keep", 1));
  const refs = liveReferences(metadata, now);
  const kept = new Set<bigint>();
  const current = metadata["current-snapshot-id"];
  if (current !== null) kept.add(current);
  const onBranches = new Set<bigint>();
  for (const reference of Object.values(refs)) {
    kept.add(reference["snapshot-id"]);
    if (reference.type === "tag") continue;
    const since = reference["max-snapshot-age-ms"] === undefined ? olderThan : now - reference["max-snapshot-age-ms"];
    const least = reference["min-snapshots-to-keep"] ?? keepLast;
    for (const [index, snapshot] of ancestors(metadata, reference["snapshot-id"]).entries()) {
      onBranches.add(snapshot["snapshot-id"]);
      if (index < least || snapshot["timestamp-ms"] >= since) kept.add(snapshot["snapshot-id"]);
    }
  }
  for (const snapshot of metadata.snapshots) {
    // Staged, or rolled back from: nobody's history.
    if (!onBranches.has(snapshot["snapshot-id"]) && snapshot["timestamp-ms"] >= olderThan)
      kept.add(snapshot["snapshot-id"]);
  }
  const expired = metadata.snapshots.filter((snapshot) => !kept.has(snapshot["snapshot-id"]));
  if (expired.length === 0 && Object.keys(refs).length === Object.keys(metadata.refs).length)
    return { metadata, expired };
  const log = metadata["snapshot-log"];
  // A history with a gap would tell a wrong story: what comes before the last gap goes.
  const lastGap = log.findLastIndex((entry) => !kept.has(entry["snapshot-id"]));
  return {
    metadata: {
      ...metadata,
      "last-updated-ms": Math.max(now, metadata["last-updated-ms"]),
      snapshots: metadata.snapshots.filter((snapshot) => kept.has(snapshot["snapshot-id"])),
      "snapshot-log": log.slice(lastGap + 1),
      refs,
    },
    expired,
  };
}
