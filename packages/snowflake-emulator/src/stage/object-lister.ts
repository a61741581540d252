import type { BucketPrefix } from "./stage-location";

/** An object of a bucket, as a listing tells it. */
export interface ListedObject {
  readonly key: string;
  /** Bytes. */
  readonly size: number;
  /** Without quotes. */
  readonly etag: string;
  /** Milliseconds since the epoch. */
  readonly lastModified: number;
}

/** Lists the objects of buckets, whoever may. */
export interface ObjectLister {
  /**
   * All objects whose keys begin with the prefix, by key.
   * @throws BucketMissingError; as AwsAccess does when there is no answer
   */
  list(location: BucketPrefix): Promise<readonly ListedObject[]>;
}

/** There is no such bucket. */
export class BucketMissingError extends Error {
  override readonly name = "BucketMissingError";
  constructor(readonly bucket: string) {
    super(`there is no bucket ${bucket}`);
  }
}
