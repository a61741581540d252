import { z } from "zod";
import { stringLiteral } from "../../sql/literal";
import type { AccountAccess, LakeRole } from "./account-access";
import { ask, type NoRows } from "./answer";
import type { TableNames } from "./names";

/** What one database says of a table. */
export type Sighting =
  | {
      readonly kind: "read";
      readonly rows: number;
      /** The metadata file that was counted; undefined: another one before counting than after. */
      readonly snapshot: string | undefined;
    }
  | NoRows;

/** The databases that show the lake's tables. */
export const DATABASES = ["EXT", "CLD", "PROD"] as const;

/** A table as EXT, CLD and PROD show it at about the same time. */
export type TableReading = Readonly<Record<(typeof DATABASES)[number], Sighting>>;

/** The snapshots of what could be read; undefined is one that changed meanwhile. */
export function snapshotsOf(reading: TableReading): readonly (string | undefined)[] {
  return DATABASES.flatMap((database) => {
    const sighting = reading[database];
    return sighting.kind === "read" ? [sighting.snapshot] : [];
  });
}

const rowsSchema = z.tuple([z.looseObject({ ROWS: z.coerce.number() })]);
const informationSchema = z.tuple([z.looseObject({ INFORMATION: z.string() })]);
const locationSchema = z.looseObject({ metadataLocation: z.string(), status: z.string().optional() });

type Told<T> = { readonly kind: "told"; readonly value: T } | NoRows;

/**
 * Counts a table in EXT and CLD as the engineer, and its view in PROD as the analyst; with the metadata file that each was at
 * before and after. The view has none of its own: it shows CLD's table.
 */
export async function readTable(access: AccountAccess, names: TableNames): Promise<TableReading> {
  try {
    return await readOnce(access, names);
  } catch (error) {
    access.signal.throwIfAborted();
    const message = error instanceof Error ? error.message : String(error);
    const unknown: Sighting = { kind: "unreached", reason: `what Snowflake answered isn't understood: ${message}` };
    return { EXT: unknown, CLD: unknown, PROD: unknown };
  }
}

async function readOnce(access: AccountAccess, names: TableNames): Promise<TableReading> {
  const before = await readSnapshots(access, names);
  const external = await countRows(access, "engineer", names.external);
  const catalogLinked = await countRows(access, "engineer", names.catalogLinked);
  const prod = await countRows(access, "analyst", names.prod);
  const after = await readSnapshots(access, names);
  return {
    EXT: sighting(external, before.external, after.external),
    CLD: sighting(catalogLinked, before.catalogLinked, after.catalogLinked),
    PROD: sighting(prod, before.catalogLinked, after.catalogLinked),
  };
}

function sighting(count: Told<number>, before: Told<string>, after: Told<string>): Sighting {
  if (count.kind !== "told") return count;
  if (before.kind !== "told") return before;
  if (after.kind !== "told") return after;
  return { kind: "read", rows: count.value, snapshot: before.value === after.value ? after.value : undefined };
}

async function readSnapshots(access: AccountAccess, { external, catalogLinked }: TableNames) {
  return {
    external: await readSnapshot(access, external),
    catalogLinked: await readSnapshot(access, catalogLinked),
  };
}

async function countRows(access: AccountAccess, as: LakeRole, name: string): Promise<Told<number>> {
  const answer = await ask(access, as, `SELECT COUNT(*) AS "ROWS" FROM ${name}`);
  return answer.kind === "rows" ? { kind: "told", value: rowsSchema.parse(answer.rows)[0].ROWS } : answer;
}

/** The metadata file of a table's current snapshot: another one for each commit. */
async function readSnapshot(access: AccountAccess, name: string): Promise<Told<string>> {
  const sql = `SELECT SYSTEM$GET_ICEBERG_TABLE_INFORMATION(${stringLiteral(name)}) AS INFORMATION`;
  const answer = await ask(access, "engineer", sql);
  if (answer.kind !== "rows") return answer;
  const text = informationSchema.parse(answer.rows)[0].INFORMATION;
  const information: unknown = JSON.parse(text);
  const { metadataLocation, status } = locationSchema.parse(information);
  return metadataLocation === ""
    ? { kind: "refused", code: "", message: `${name} has no metadata file: ${status ?? text}` }
    : { kind: "told", value: metadataLocation };
}
