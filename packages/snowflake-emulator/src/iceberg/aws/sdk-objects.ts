import { type ListObjectsV2Output, paginateListObjectsV2, S3Client } from "@aws-sdk/client-s3";
import { callAws, clientOptions } from "../../aws/sdk-call";
import { BucketMissingError, type ListedObject, type ObjectLister } from "../../stage/object-lister";
import type { BucketPrefix } from "../../stage/stage-location";

const listed = (page: ListObjectsV2Output): readonly ListedObject[] =>
  (page.Contents ?? []).map(({ Key, Size, ETag, LastModified }) => ({
    key: Key ?? "",
    size: Size ?? 0,
    etag: (ETag ?? "").replaceAll('"', ""),
    lastModified: LastModified?.getTime() ?? 0,
  }));

/** Lists buckets by the AWS SDK, whoever may see them. */
export class SdkObjects implements ObjectLister {
  readonly #client: S3Client;

  constructor(
    private readonly endpoint: string,
    region: string,
  ) {
    this.#client = new S3Client({ ...clientOptions(endpoint, region), forcePathStyle: true });
  }

  list({ bucket, prefix }: BucketPrefix): Promise<readonly ListedObject[]> {
    return callAws(this.endpoint, "ListObjectsV2", async () => {
      const all: ListedObject[] = [];
      try {
        const pages = paginateListObjectsV2({ client: this.#client }, { Bucket: bucket, Prefix: prefix });
        for await (const page of pages) for (const one of listed(page)) all.push(one);
      } catch (error) {
        if (error instanceof Error && error.name === "NoSuchBucket") throw new BucketMissingError(bucket);
        throw error;
      }
      return all.sort((a, b) => (a.key < b.key ? -1 : 1));
    });
  }
}
