import {
  GetObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import type { TwinbergConfig } from "../../../config/schema";
import { QUESTION } from "../../aws/patience";
import { BucketError, ConflictError } from "../errors";

/** An object's text with what its next write must expect. */
export interface StoredText {
  readonly text: string;
  /** The ETag. */
  readonly version: string;
}

/** Small objects of text in the controller's bucket, written only when nobody else did meanwhile. */
export class ControllerBucket {
  constructor(
    private readonly s3: S3Client,
    private readonly bucket: string,
  ) {}

  /** null: there is no such object. @throws BucketError */
  async get(key: string): Promise<StoredText | null> {
    try {
      const { Body, ETag } = await this.s3.send(new GetObjectCommand({ Bucket: this.bucket, Key: key }));
      if (Body === undefined || ETag === undefined)
        throw new BucketError(`s3://${this.bucket}/${key} came without text or ETag`);
      return { text: await Body.transformToString(), version: ETag };
    } catch (error) {
      if (error instanceof NoSuchKey) return null;
      throw this.failed("read", key, error);
    }
  }

  /**
   * Writes an object if it is still the one that is expected.
   * Source: docs.aws.amazon.com, AmazonS3/latest/userguide/conditional-writes.
   *
   * @param expected its ETag; null: there must be none
   * @returns the new ETag
   * @throws ConflictError when it isn't, BucketError
   */
  async put(key: string, text: string, expected: string | null): Promise<string> {
    const condition = expected === null ? { IfNoneMatch: "*" } : { IfMatch: expected };
    try {
      const { ETag } = await this.s3.send(
        new PutObjectCommand({
          Bucket: this.bucket,
          Key: key,
          Body: text,
          ContentType: "application/json",
          ...condition,
        }),
      );
      if (ETag === undefined) throw new BucketError(`s3://${this.bucket}/${key} was written, and no ETag was told`);
      return ETag;
    } catch (error) {
      if (isConflict(error))
        throw new ConflictError(`s3://${this.bucket}/${key} was written by somebody else`, { cause: error });
      throw this.failed("written", key, error);
    }
  }

  /** The folders right below a prefix that ends with a slash, by name. @throws BucketError */
  async folders(prefix: string): Promise<readonly string[]> {
    const found: string[] = [];
    let token: string | undefined;
    do {
      try {
        const page = await this.s3.send(
          new ListObjectsV2Command({
            Bucket: this.bucket,
            Prefix: prefix,
            Delimiter: "/",
            ...(token === undefined ? {} : { ContinuationToken: token }),
          }),
        );
        for (const { Prefix = "" } of page.CommonPrefixes ?? []) found.push(Prefix.slice(prefix.length, -1));
        token = page.NextContinuationToken;
      } catch (error) {
        throw this.failed("listed", prefix, error);
      }
    } while (token !== undefined);
    return found.sort();
  }

  /** Lets go of connections. */
  close(): void {
    this.s3.destroy();
  }

  private failed(what: string, key: string, error: unknown): BucketError {
    if (error instanceof BucketError) return error;
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return new BucketError(`s3://${this.bucket}/${key} can't be ${what}: ${reason}`, { cause: error });
  }
}

/** 412: it is another one; 409: somebody writes it at the same time; 404: it is gone. */
function isConflict(error: unknown): boolean {
  return (
    error instanceof S3ServiceException &&
    [404, 409, 412].includes(error.$metadata.httpStatusCode ?? 0) &&
    error.name !== "NoSuchBucket"
  );
}

/** The bucket that a configuration names; in the local AWS when it names one. */
export function openControllerBucket({ failover: { controller }, local }: TwinbergConfig): ControllerBucket {
  const s3 = new S3Client({
    ...QUESTION,
    region: controller.region,
    ...(local === undefined ? {} : { endpoint: local.awsEndpoint, forcePathStyle: true }),
  });
  return new ControllerBucket(s3, controller.bucket);
}
