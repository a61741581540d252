import type { AccountRole } from "../../../config/schema";
import { unreached, unreadable } from "../answer";
import type { Judgement } from "../check";
import { DATABASES, type Sighting, type TableReading } from "../table-reading";

type Read = Extract<Sighting, { kind: "read" }>;

/** What must be so of a table in an account. */
export const TABLE_EXPECTED = "EXT, CLD and PROD count the same rows at the same snapshot";

/** What must be so of a table in both accounts. */
export const TWIN_EXPECTED = "both accounts count the same rows at the same snapshot";

const WHERE_IT_IS_READ: Readonly<Record<(typeof DATABASES)[number], string>> = {
  EXT: "look at the Iceberg table, its catalog integration, its external volume and the engineer's grants",
  CLD: "look at SYSTEM$CATALOG_LINK_STATUS, at the table in Glue and at the engineer's grants",
  PROD: "CALL SYNC_PROD() makes missing views; HEARTBEAT grants again what is missing",
};

const LATER =
  "validate again in a minute, or wait longer with --wait; if it stays, see whether automated refresh and discovery run";

/** Whether EXT, CLD and PROD of an account agree on a table. */
export function judgeTable(reading: TableReading): Judgement {
  for (const database of DATABASES) {
    const sighting = reading[database];
    if (sighting.kind === "refused") return unreadable(database, sighting, WHERE_IT_IS_READ[database]);
  }
  for (const database of DATABASES) {
    const sighting = reading[database];
    if (sighting.kind === "unreached") return unreached(database, sighting.reason);
  }
  return judgeReads(reads("", reading));
}

/** Whether two accounts agree on a table. */
export function judgeTwins(readings: Readonly<Record<AccountRole, TableReading>>): Judgement {
  const both = [...reads("primary ", readings.primary), ...reads("secondary ", readings.secondary)];
  if (both.length === 2 * DATABASES.length) return judgeReads(both);
  const lacking = (["primary", "secondary"] as const).filter(
    (account) => reads("", readings[account]).length < DATABASES.length,
  );
  return {
    verdict: "unknown",
    seen: `the ${lacking.join(" and the ")} could not be read`,
    reason: "there is nothing to compare with",
    fix: `see this table's check in the ${lacking.join(" and in the ")}`,
  };
}

interface NamedRead extends Read {
  readonly name: string;
}

function reads(prefix: string, reading: TableReading): readonly NamedRead[] {
  return DATABASES.flatMap((database) => {
    const sighting = reading[database];
    return sighting.kind === "read" ? [{ ...sighting, name: `${prefix}${database}` }] : [];
  });
}

function judgeReads(all: readonly NamedRead[]): Judgement {
  const [first] = all;
  const restless = all.filter(({ snapshot }) => snapshot === undefined);
  const seen = all.map(({ name, rows, snapshot }) => `${name} ${rows} rows at ${fileOf(snapshot)}`).join(", ");
  if (restless.length > 0) {
    const reason = `a new snapshot came while ${restless.map(({ name }) => name).join(", ")} was counted`;
    return { verdict: "unknown", seen, reason, fix: LATER };
  }
  if (all.some(({ snapshot }) => snapshot !== first?.snapshot)) {
    return { verdict: "unknown", seen, reason: "the snapshots differ: one is still catching up", fix: LATER };
  }
  if (all.some(({ rows }) => rows !== first?.rows)) {
    return {
      verdict: "fail",
      seen,
      reason: "the counts differ at the same snapshot",
      fix: "see that PROD's view shows CLD's table whole, and that no row access policy hides rows",
    };
  }
  return { verdict: "pass", seen: `${first?.rows} rows at ${fileOf(first?.snapshot)}` };
}

/** A metadata file without the folders that all of a table's have. */
const fileOf = (snapshot: string | undefined): string => snapshot?.split("/").at(-1) ?? "two snapshots";
