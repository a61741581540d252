import type { DataChunk, Vector } from "@duckdb/node-bindings";
import type { DuckDb } from "./duckdb";

/** A string_t of DuckDB's: length, then the text itself or four bytes of it and a pointer. */
const STRING_BYTES = 16;
const LONGEST_INLINE = 12;
/** Strings that lie in one piece of memory are read together, up to so many bytes. */
const LONGEST_RUN = 1_048_576;
const NOT_ASCII = /[^\0-\x7f]/;

type Bindings = DuckDb["bindings"];

/** Strings that follow each other in memory without a gap, so that one read gets all of them. */
class Run {
  #first = -1;
  #end = 0n;
  #bytes = 0;
  #members: number[] = [];

  constructor(
    private readonly bindings: Bindings,
    private readonly data: Uint8Array,
    private readonly lengths: Uint32Array,
    private readonly out: (string | null)[],
  ) {}

  add(index: number, pointer: bigint, length: number): void {
    if (pointer !== this.#end || this.#bytes + length > LONGEST_RUN) this.flush();
    if (this.#members.length === 0) this.#first = index;
    this.#members.push(index);
    this.#bytes += length;
    this.#end = pointer + BigInt(length);
  }

  flush(): void {
    if (this.#members.length === 0) return;
    const offset = this.data.byteOffset + this.#first * STRING_BYTES + 8;
    const { buffer } = this.data;
    if (!(buffer instanceof ArrayBuffer)) throw new TypeError("a vector lies in plain memory");
    const piece = this.bindings.get_data_from_pointer(buffer, offset, this.#bytes);
    const bytes = Buffer.from(piece.buffer, piece.byteOffset, this.#bytes);
    const text = bytes.toString("utf8", 0, this.#bytes);
    const ascii = text.length === this.#bytes;
    let at = 0;
    for (const index of this.#members) {
      const end = at + (this.lengths[index * 4] ?? 0);
      this.out[index] = ascii ? text.slice(at, end) : bytes.toString("utf8", at, end);
      at = end;
    }
    this.#members = [];
    this.#bytes = 0;
    this.#end = 0n;
  }
}

/** Reads a VARCHAR vector; null where it is NULL. */
export function readTextVector(bindings: Bindings, vector: Vector, count: number): (string | null)[] {
  const out = new Array<string | null>(count).fill(null);
  const data = bindings.vector_get_data(vector, count * STRING_BYTES);
  // Without NULLs there is no mask.
  const valid: Uint8Array | null = bindings.vector_get_validity(vector, Math.ceil(count / 64) * 8);
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const lengths = new Uint32Array(data.buffer, data.byteOffset, count * 4);
  const pointers = new BigUint64Array(data.buffer, data.byteOffset, count * 2);
  const inline = bytes.toString("latin1", 0, count * STRING_BYTES);
  const run = new Run(bindings, data, lengths, out);
  for (let index = 0; index < count; index += 1) {
    if (valid !== null && ((valid[index >> 3] ?? 0) & (1 << (index & 7))) === 0) continue;
    const length = lengths[index * 4] ?? 0;
    if (length > LONGEST_INLINE) {
      run.add(index, pointers[index * 2 + 1] ?? 0n, length);
      continue;
    }
    const start = index * STRING_BYTES + 4;
    const text = inline.slice(start, start + length);
    out[index] = NOT_ASCII.test(text) ? bytes.toString("utf8", start, start + length) : text;
  }
  run.flush();
  return out;
}

/** The rows of a chunk all of whose columns are VARCHAR. */
export function readTextRows(bindings: Bindings, chunk: DataChunk): (string | null)[][] {
  const count = bindings.data_chunk_get_size(chunk);
  const columns: (string | null)[][] = [];
  for (let index = 0; index < bindings.data_chunk_get_column_count(chunk); index += 1) {
    columns.push(readTextVector(bindings, bindings.data_chunk_get_vector(chunk, index), count));
  }
  const rows = new Array<(string | null)[]>(count);
  for (let row = 0; row < count; row += 1) rows[row] = columns.map((column) => column[row] ?? null);
  return rows;
}
