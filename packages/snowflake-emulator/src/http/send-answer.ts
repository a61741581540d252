import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setImmediate as nextTurn } from "node:timers/promises";
import { createGzip, constants as zlib } from "node:zlib";
import { jsonPieces } from "../wire/json-pieces";
import type { Answer } from "./answer";

/** Bodies of fewer rows are written at once, as they are. */
const FEW_ROWS = 200;

function acceptsGzip(message: IncomingMessage): boolean {
  return /(?:^|[\s,])(?:gzip|\*)(?!;\s*q=0(?:\.0+)?(?:[\s,]|$))/i.test(
    String(message.headers["accept-encoding"] ?? ""),
  );
}

/** Pieces with a pause after each, in which other requests are served. */
async function* withPauses(pieces: Iterable<string>): AsyncGenerator<string> {
  for (const piece of pieces) {
    yield piece;
    await nextTurn();
  }
}

/**
 * Writes an answer. Large results are written in pieces, gzipped when the client takes that; what the client does not
 * fetch is not encoded. Rejects when the connection breaks.
 */
export async function sendAnswer(message: IncomingMessage, response: ServerResponse, answer: Answer): Promise<void> {
  const { body, rows, headers = {}, status = 200 } = answer;
  if (body === null) {
    response.writeHead(status, { ...headers, "content-length": 0 }).end();
    return;
  }
  const type = { "content-type": "application/json", ...headers };
  if (rows === undefined || rows.rows.length <= FEW_ROWS) {
    const text = rows === undefined ? JSON.stringify(body) : [...jsonPieces(body, rows.member, rows)].join("");
    response.writeHead(status, { ...type, "content-length": Buffer.byteLength(text) }).end(text);
    return;
  }
  const pieces = Readable.from(withPauses(jsonPieces(body, rows.member, rows)), { objectMode: true });
  if (!acceptsGzip(message)) {
    response.writeHead(status, type);
    await pipeline(pieces, response);
    return;
  }
  response.writeHead(status, { ...type, "content-encoding": "gzip" });
  await pipeline(pieces, createGzip({ level: zlib.Z_BEST_SPEED }), response);
}
