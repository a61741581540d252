import { createHash } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";
import { promisify } from "node:util";
import { deflateRaw, inflateRaw } from "node:zlib";
import type { Type } from "avsc";
import { type AvroSchema, avroType } from "./avro-types";

/** How blocks of a container are packed. */
export type AvroCodec = "null" | "deflate";

/** A file that ought to be an Avro container is none, or is of a kind that this library doesn't read. */
export class AvroError extends Error {
  override readonly name = "AvroError";
}

const MAGIC = Buffer.from("Obj\u0001", "latin1");
const SYNC_BYTES = 16;
/** A block ends when it has grown to this. */
const BLOCK_BYTES = 64 * 1024;
/** So many records are read before others get their turn. */
const RECORDS_READ_PER_TURN = 250;
/** As many are written: fewer, because a manifest is rendered while its data files are uploaded, and those wait meanwhile. */
const RECORDS_WRITTEN_PER_TURN = 10;

const BYTES = avroType('"bytes"');
const LONG = avroType('"long"');
const HEADER = avroType('{"type":"map","values":"bytes"}');

const inflate = promisify(inflateRaw);
const deflate = promisify(deflateRaw);

/** Decodes one value after the other. */
class Cursor {
  #at = 0;

  constructor(private readonly bytes: Buffer) {}

  get done(): boolean {
    return this.#at >= this.bytes.length;
  }

  next(type: Type): unknown {
    const { value, offset }: { value: unknown; offset: number } = type.decode(this.bytes, this.#at);
    if (offset < 0) throw new AvroError("ends in the middle of a value");
    this.#at = offset;
    return value;
  }

  bytesOf(type: Type): Buffer {
    const value = this.next(type);
    if (!Buffer.isBuffer(value)) throw new AvroError("bytes were expected");
    return value;
  }

  take(count: number): Buffer {
    const taken = this.bytes.subarray(this.#at, this.#at + count);
    if (taken.length < count) throw new AvroError("ends too early");
    this.#at += count;
    return taken;
  }
}

function textsOf(header: unknown): Map<string, string> {
  if (typeof header !== "object" || header === null) throw new AvroError("has no header");
  return new Map(Object.entries(header).map(([name, value]) => [name, Buffer.from(value).toString("utf8")]));
}

async function unpack(codec: string, block: Buffer): Promise<Buffer> {
  if (codec === "null") return block;
  if (codec === "deflate") return inflate(block);
  throw new AvroError(`is packed with ${codec}; null and deflate are read`);
}

/**
 * Reads an Avro file. Source: https://avro.apache.org/docs/1.12.0/specification/#object-container-files
 *
 * @param reading what to make of each record, from the header's texts: `avro.schema` is one of them
 * @throws AvroError
 */
export async function readAvroContainer<T>(
  content: Uint8Array,
  reading: (metadata: ReadonlyMap<string, string>, schema: unknown) => (record: unknown) => T,
): Promise<T[]> {
  const cursor = new Cursor(Buffer.from(content.buffer, content.byteOffset, content.byteLength));
  if (content.length < MAGIC.length || !cursor.take(MAGIC.length).equals(MAGIC)) throw new AvroError("is no Avro file");
  const metadata = textsOf(cursor.next(HEADER));
  const schema = metadata.get("avro.schema");
  if (schema === undefined) throw new AvroError("has no schema");
  const type = avroType(schema);
  const read = reading(metadata, JSON.parse(schema));
  const codec = metadata.get("avro.codec") ?? "null";
  const sync = cursor.take(SYNC_BYTES);
  const records: T[] = [];
  while (!cursor.done) {
    const count = Number(cursor.next(LONG));
    const block = new Cursor(await unpack(codec, cursor.bytesOf(BYTES)));
    for (let index = 0; index < count; index += 1) {
      records.push(read(block.next(type)));
      if (records.length % RECORDS_READ_PER_TURN === 0) await nextTurn();
    }
    if (!cursor.take(SYNC_BYTES).equals(sync))
      throw new AvroError("is damaged: a block does not end with the sync marker");
  }
  return records;
}

/** What is written into an Avro file. */
export interface AvroContent {
  readonly schema: AvroSchema;
  /** Texts for the header, besides schema and codec. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly records: Iterable<unknown>;
  /** Default: deflate. */
  readonly codec?: AvroCodec;
}

async function blocksOf(
  type: Type,
  records: Iterable<unknown>,
  codec: AvroCodec,
): Promise<{ head: Buffer; data: Buffer }[]> {
  const blocks: { head: Buffer; data: Buffer }[] = [];
  let pending: Buffer[] = [];
  let size = 0;
  const flush = async () => {
    if (pending.length === 0) return;
    const plain = Buffer.concat(pending);
    const data = codec === "deflate" ? await deflate(plain) : plain;
    blocks.push({ head: LONG.toBuffer(BigInt(pending.length)), data: BYTES.toBuffer(data) });
    pending = [];
    size = 0;
  };
  let written = 0;
  for (const record of records) {
    const bytes = type.toBuffer(record);
    pending.push(bytes);
    size += bytes.length;
    if (size >= BLOCK_BYTES) await flush();
    written += 1;
    if (written % RECORDS_WRITTEN_PER_TURN === 0) await nextTurn();
  }
  await flush();
  return blocks;
}

/** Renders an Avro file. The same content gives the same bytes: the sync marker is a digest of it. */
export async function writeAvroContainer(content: AvroContent): Promise<Uint8Array> {
  const codec = content.codec ?? "deflate";
  const schema = JSON.stringify(content.schema);
  const blocks = await blocksOf(avroType(schema), content.records, codec);
  const texts = Object.entries({ "avro.schema": schema, "avro.codec": codec, ...content.metadata });
  const header = HEADER.toBuffer(Object.fromEntries(texts.map(([name, text]) => [name, Buffer.from(text)])));
  const digest = createHash("sha256").update(header);
  for (const { head, data } of blocks) digest.update(head).update(data);
  const sync = digest.digest().subarray(0, SYNC_BYTES);
  return Buffer.concat([MAGIC, header, sync, ...blocks.flatMap(({ head, data }) => [head, data, sync])]);
}
