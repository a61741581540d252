import { setImmediate as nextTurn } from "node:timers/promises";
import { jsonv2Encoder } from "../../wire/encode-jsonv2";
import { jsonPieces } from "../../wire/json-pieces";
import type { ResultTable } from "../../wire/result-table";

/** Rows of a partition (A: Snowflake decides by size). */
export const PARTITION_ROWS = 10_000;

/** D: one entry of `partitionInfo`. */
export interface PartitionInfo {
  readonly rowCount: number;
  /** Bytes of the partition's JSON. */
  readonly uncompressedSize: number;
}

const KNOWN = new WeakMap<ResultTable, Promise<readonly PartitionInfo[]>>();

/** How many parts a result is delivered in: at least one. */
export function partitionCount({ rows }: ResultTable): number {
  return Math.max(1, Math.ceil(rows.length / PARTITION_ROWS));
}

/** The rows of one part, counted from 0. */
export function partitionRows({ rows }: ResultTable, partition: number): ResultTable["rows"] {
  return rows.slice(partition * PARTITION_ROWS, (partition + 1) * PARTITION_ROWS);
}

async function measure(result: ResultTable): Promise<readonly PartitionInfo[]> {
  const encode = jsonv2Encoder(result.columns, true);
  const infos: PartitionInfo[] = [];
  for (let partition = 0; partition < partitionCount(result); partition += 1) {
    const rows = partitionRows(result, partition);
    let uncompressedSize = 0;
    for (const piece of jsonPieces({ data: [] }, "data", { rows, encode })) {
      uncompressedSize += Buffer.byteLength(piece);
      if (result.rows.length > PARTITION_ROWS) await nextTurn();
    }
    infos.push({ rowCount: rows.length, uncompressedSize });
  }
  return infos;
}

/** The parts of a result and their sizes; measured once. */
export function partitionInfo(result: ResultTable): Promise<readonly PartitionInfo[]> {
  const known = KNOWN.get(result) ?? measure(result);
  KNOWN.set(result, known);
  return known;
}
