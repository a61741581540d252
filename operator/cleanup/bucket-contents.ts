import {
  DeleteBucketPolicyCommand,
  DeleteObjectsCommand,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  type S3Client,
} from "@aws-sdk/client-s3";
import type { SeenContents } from "./observation";

/** As many pages, of 1000 versions each, are counted; a lake of millions needn't be listed for a plan. */
const PAGES_COUNTED = 100;

/** What is in a bucket. null: there is no such bucket. @throws the SDK's errors */
export async function countContents(s3: S3Client, bucket: string, pages = PAGES_COUNTED): Promise<SeenContents | null> {
  let [objects, bytes, older, seen] = [0, 0, 0, 0];
  try {
    for await (const { Versions = [], DeleteMarkers = [], IsTruncated } of pagesOf(s3, bucket)) {
      for (const { IsLatest, Size = 0 } of Versions) {
        if (IsLatest === true) {
          objects += 1;
          bytes += Size;
        } else older += 1;
      }
      older += DeleteMarkers.length;
      seen += 1;
      if (seen === pages && IsTruncated === true) return { objects, bytes, older, more: true };
    }
  } catch (error) {
    if (error instanceof Error && error.name === "NoSuchBucket") return null;
    throw error;
  }
  return { objects, bytes, older, more: false };
}

/**
 * Deletes every object, version and delete marker. What was deleted before a cut needn't be again.
 * @param onDeleted is told how many were, page by page
 * @throws Error that names what couldn't be deleted, the SDK's errors
 */
export async function emptyBucket(
  s3: S3Client,
  bucket: string,
  signal: AbortSignal,
  onDeleted: (count: number) => void,
  prefix?: string,
): Promise<void> {
  for await (const { Versions = [], DeleteMarkers = [] } of pagesOf(s3, bucket, prefix)) {
    signal.throwIfAborted();
    const Objects = [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({ Key, VersionId }));
    if (Objects.length === 0) continue;
    const { Errors = [] } = await s3.send(
      new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects, Quiet: true } }),
    );
    const [first] = Errors;
    if (first !== undefined) {
      throw new Error(
        `s3://${bucket}/${first.Key} can't be deleted: ${first.Code}: ${first.Message}${Errors.length > 1 ? ` (and ${Errors.length - 1} more)` : ""}`,
      );
    }
    onDeleted(Objects.length);
  }
}

/** Takes a bucket's policy away; one that has none stays so. @throws the SDK's errors */
export async function removeBucketPolicy(s3: S3Client, bucket: string): Promise<void> {
  await s3.send(new DeleteBucketPolicyCommand({ Bucket: bucket }));
}

async function* pagesOf(
  s3: S3Client,
  bucket: string,
  prefix?: string,
): AsyncGenerator<ListObjectVersionsCommandOutput> {
  let [KeyMarker, VersionIdMarker]: [string | undefined, string | undefined] = [undefined, undefined];
  do {
    const page: ListObjectVersionsCommandOutput = await s3.send(
      new ListObjectVersionsCommand({ Bucket: bucket, Prefix: prefix, KeyMarker, VersionIdMarker }),
    );
    yield page;
    [KeyMarker, VersionIdMarker] =
      page.IsTruncated === true ? [page.NextKeyMarker, page.NextVersionIdMarker] : [undefined, undefined];
  } while (KeyMarker !== undefined);
}
