import { isNativeError } from "node:util/types";
import { inflateRawSync } from "node:zlib";
import { Type, types } from "avsc";
import { notEmulated } from "../errors";
import { FileProblem } from "./file-problem";
import { unsnappy } from "./snappy";

/** 64 bits, exactly. */
const LONG = types.LongType.__with({
  fromBuffer: (buffer: Buffer) => buffer.readBigInt64LE(),
  toBuffer: (value: bigint) => {
    const buffer = Buffer.alloc(8);
    buffer.writeBigInt64LE(value);
    return buffer;
  },
  fromJSON: BigInt,
  toJSON: String,
  isValid: (value: unknown) => typeof value === "bigint",
  compare: (a: bigint, b: bigint) => (a < b ? -1 : Number(a > b)),
});

const BYTES = Type.forSchema("bytes");
const HEADER = Type.forSchema({ type: "map", values: "bytes" });
const SYNC_BYTES = 16;

const CODECS: Readonly<Record<string, (block: Buffer) => Buffer>> = {
  null: (block) => block,
  deflate: (block) => inflateRawSync(block),
  // Four bytes of a checksum stand behind each block.
  snappy: (block) => unsnappy(block.subarray(0, -4)),
};

function isLong(schema: unknown): boolean {
  return schema === "long" || (isObject(schema) && "type" in schema && schema.type === "long");
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** A value as JSON text: 64-bit numbers with all their digits, bytes as text. */
function jsonText(value: unknown): string {
  if (typeof value === "bigint") return String(value);
  if (Buffer.isBuffer(value)) return JSON.stringify(value.toString("utf8"));
  if (Array.isArray(value)) return `[${value.map(jsonText).join(",")}]`;
  if (typeof value === "number" && !Number.isFinite(value)) return JSON.stringify(String(value));
  if (!isObject(value)) return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value).map(([name, one]) => `${JSON.stringify(name)}:${jsonText(one)}`);
  return `{${entries.join(",")}}`;
}

/** Does what may throw because of the file. Everything that Avro's library says is about the file. */
function ofFile<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof FileProblem || !isNativeError(error)) throw error;
    throw new FileProblem(`error parsing Avro: ${error.message}`, { cause: error });
  }
}

/** Decodes one value after another. */
class Decoder {
  #at = 0;

  constructor(private readonly bytes: Buffer) {}

  get isAtEnd(): boolean {
    return this.#at >= this.bytes.length;
  }

  next(type: Type): unknown {
    const { value, offset }: { value: unknown; offset: number } = ofFile(() => type.decode(this.bytes, this.#at));
    if (offset < 0) throw new FileProblem("an Avro file ends in the middle of a value");
    this.#at = offset;
    return value;
  }

  take(count: number): Buffer {
    const taken = this.bytes.subarray(this.#at, this.#at + count);
    if (taken.length < count) throw new FileProblem("an Avro file ends too early");
    this.#at += count;
    return taken;
  }
}

/** A text of the header. */
function textOf(header: unknown, name: string): string | undefined {
  const value: unknown = isObject(header) ? Reflect.get(header, name) : undefined;
  return Buffer.isBuffer(value) ? value.toString("utf8") : undefined;
}

/**
 * The rows of an Avro file as JSON. Throws FileProblem where it can't be read on, 000002 for codecs that are not built.
 * Source: https://avro.apache.org/docs/1.12.0/specification/#object-container-files
 */
export function* avroRows(content: Uint8Array): Generator<string, void> {
  const decoder = new Decoder(Buffer.from(content.buffer, content.byteOffset, content.byteLength));
  if (decoder.take(4).toString("latin1") !== "Obj\u0001") throw new FileProblem("it is no Avro file");
  const header = decoder.next(HEADER);
  const schema = textOf(header, "avro.schema");
  if (schema === undefined) throw new FileProblem("an Avro file without a schema");
  const codec = textOf(header, "avro.codec") ?? "null";
  const unpack = Object.hasOwn(CODECS, codec) ? CODECS[codec] : undefined;
  if (unpack === undefined) throw notEmulated(`Avro files with codec ${codec}`);
  const type = ofFile(() =>
    Type.forSchema(JSON.parse(schema), {
      typeHook: (one) => (isLong(one) ? LONG : undefined),
      omitRecordMethods: true,
    }),
  );
  decoder.take(SYNC_BYTES);
  while (!decoder.isAtEnd) {
    const count = Number(decoder.next(LONG));
    const packed = decoder.next(BYTES);
    const block = new Decoder(ofFile(() => unpack(Buffer.isBuffer(packed) ? packed : Buffer.alloc(0))));
    for (let index = 0; index < count; index += 1) yield jsonText(block.next(type));
    decoder.take(SYNC_BYTES);
  }
}
