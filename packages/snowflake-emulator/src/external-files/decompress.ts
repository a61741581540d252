import { promisify, types } from "node:util";
import * as zlib from "node:zlib";
import { notEmulated } from "../errors";
import { FileProblem } from "./file-problem";

/** How a file is compressed. */
export type Compression = "NONE" | "GZIP" | "DEFLATE" | "RAW_DEFLATE" | "BROTLI" | "ZSTD";

const CODECS: Readonly<Record<Exclude<Compression, "NONE" | "ZSTD">, (bytes: Uint8Array) => Promise<Buffer>>> = {
  GZIP: promisify<Uint8Array, Buffer>(zlib.gunzip),
  DEFLATE: promisify<Uint8Array, Buffer>(zlib.inflate),
  RAW_DEFLATE: promisify<Uint8Array, Buffer>(zlib.inflateRaw),
  BROTLI: promisify<Uint8Array, Buffer>(zlib.brotliDecompress),
};

/** Node has it from version 22.15 on. */
function zstd(bytes: Uint8Array): Promise<Buffer> {
  const decompress: unknown = Reflect.get(zlib, "zstdDecompress");
  if (typeof decompress !== "function") throw notEmulated("COMPRESSION = ZSTD with a Node before 22.15");
  return new Promise((resolve, reject) => {
    decompress(bytes, (error: Error | null, result: Buffer) => (error === null ? resolve(result) : reject(error)));
  });
}

const begins = (bytes: Uint8Array, ...first: readonly number[]) => first.every((one, index) => bytes[index] === one);

/** What the first bytes say. Brotli and bare deflate can't be told (D: the same for Snowflake). Throws 000002 for bzip2. */
function detected(bytes: Uint8Array): Compression {
  if (begins(bytes, 0x1f, 0x8b)) return "GZIP";
  if (begins(bytes, 0x28, 0xb5, 0x2f, 0xfd)) return "ZSTD";
  if (begins(bytes, 0x42, 0x5a, 0x68, 0x31 + 8)) throw notEmulated("files compressed by BZ2");
  return "NONE";
}

function compressionOf(bytes: Uint8Array, option: string): Compression {
  if (option === "BZ2") throw notEmulated("files compressed by BZ2");
  const known = (["GZIP", "DEFLATE", "RAW_DEFLATE", "BROTLI", "ZSTD"] as const).find((one) => one === option);
  return known ?? (option === "AUTO" ? detected(bytes) : "NONE");
}

/** A file's content. `option`: COMPRESSION. Throws FileProblem for what can't be decompressed, 000002 for what is not built. */
export async function decompress(bytes: Uint8Array, option: string): Promise<Uint8Array> {
  const compression = compressionOf(bytes, option);
  if (compression === "NONE") return bytes;
  try {
    return await (compression === "ZSTD" ? zstd(bytes) : CODECS[compression](bytes));
  } catch (error) {
    if (!types.isNativeError(error) || !("errno" in error)) throw error;
    throw new FileProblem(`the file is not compressed by ${compression}: ${error.message}`, { cause: error });
  }
}
