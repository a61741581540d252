import { type FileHandle, open } from "node:fs/promises";
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { mapBounded } from "../map-bounded";

/** Files up to this size go in one request. */
const PART_BYTES = 8 * 1024 * 1024;
/** S3 takes no more of one file. */
const MOST_PARTS = 10_000;
/** How many parts of a file are on their way, and in memory, at once. */
const PARTS_AT_A_TIME = 3;

interface Target {
  readonly Bucket: string;
  readonly Key: string;
}

async function bytesAt(file: FileHandle, start: number, length: number): Promise<Uint8Array> {
  const bytes = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(bytes, filled, length - filled, start + filled);
    if (bytesRead === 0)
      throw new Error(`the file became shorter while it was uploaded: ${start + filled} bytes are left`);
    filled += bytesRead;
  }
  return bytes;
}

async function uploadParts(client: S3Client, target: Target, file: FileHandle, size: number): Promise<void> {
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(target));
  const partBytes = Math.max(PART_BYTES, Math.ceil(size / MOST_PARTS));
  const numbers = Array.from({ length: Math.ceil(size / partBytes) }, (_, index) => index + 1);
  try {
    const parts = await mapBounded(numbers, PARTS_AT_A_TIME, async (PartNumber) => {
      const start = (PartNumber - 1) * partBytes;
      const Body = await bytesAt(file, start, Math.min(partBytes, size - start));
      const { ETag } = await client.send(new UploadPartCommand({ ...target, UploadId, PartNumber, Body }));
      return { PartNumber, ETag };
    });
    await client.send(new CompleteMultipartUploadCommand({ ...target, UploadId, MultipartUpload: { Parts: parts } }));
  } catch (error) {
    // What stood in the way is worth telling, not that its remains could not be removed either.
    await Promise.allSettled([client.send(new AbortMultipartUploadCommand({ ...target, UploadId }))]);
    throw error;
  }
}

/**
 * Uploads a local file, in parts when it is large. Each request's bytes are in memory while it is under way: unlike a stream, it can be
 * sent again when the connection breaks, and needs no chunked encoding, which local stand-ins of S3 are slow to read.
 */
export async function uploadFile(client: S3Client, bucket: string, key: string, localPath: string): Promise<void> {
  const target = { Bucket: bucket, Key: key };
  const file = await open(localPath);
  try {
    const { size } = await file.stat();
    if (size > PART_BYTES) await uploadParts(client, target, file, size);
    else await client.send(new PutObjectCommand({ ...target, Body: await bytesAt(file, 0, size) }));
  } finally {
    await file.close();
  }
}
