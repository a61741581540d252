import type { IncomingMessage } from "node:http";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { HttpError } from "./answer";
import { asObject } from "./route";

const unzip = promisify(gunzip);
const LARGEST_BODY = 256 * 1024 * 1024;

/** The JSON object that a request carries, gzipped or not; an empty one without a body. Throws HttpError 400 and 413. */
export async function readBody(message: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > LARGEST_BODY) throw new HttpError(413, `the body is larger than ${LARGEST_BODY} bytes`);
    chunks.push(bytes);
  }
  const sent = Buffer.concat(chunks);
  if (sent.length === 0) return {};
  try {
    const plain = message.headers["content-encoding"] === "gzip" ? await unzip(sent) : sent;
    return asObject(JSON.parse(plain.toString("utf8")));
  } catch (error) {
    throw new HttpError(400, `the body is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}
