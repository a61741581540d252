import { HeadObjectCommand, S3Client, S3ServiceException } from "@aws-sdk/client-s3";
import { FileNotFoundError, S3FileStore } from "@twinberg/iceberg";
import { callAws, clientOptions } from "../../aws/sdk-call";
import type { RemoteFiles } from "../remote-catalog";
import { objectOf } from "../s3-uri";

/** Files on S3 by the AWS SDK, whoever may read them. */
export class SdkFiles implements RemoteFiles {
  readonly #client: S3Client;
  readonly #store: S3FileStore;

  constructor(
    private readonly endpoint: string,
    region: string,
  ) {
    this.#client = new S3Client({ ...clientOptions(endpoint, region), forcePathStyle: true });
    this.#store = new S3FileStore(this.#client);
  }

  version(uri: string): Promise<string> {
    const { bucket, key } = objectOf(uri);
    const command = new HeadObjectCommand({ Bucket: bucket, Key: key });
    return this.#call("HeadObject", async () => {
      try {
        return (await this.#client.send(command)).ETag ?? "";
      } catch (error) {
        const isMissing = error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404;
        throw isMissing ? new FileNotFoundError(uri) : error;
      }
    });
  }

  read(uri: string): Promise<Uint8Array> {
    return this.#call("GetObject", () => this.#store.read(uri));
  }

  download(uri: string, localPath: string): Promise<void> {
    return this.#call("GetObject", () => this.#store.download(uri, localPath));
  }

  write(uri: string, bytes: Uint8Array): Promise<void> {
    return this.#call("PutObject", () => this.#store.write(uri, bytes));
  }

  upload(uri: string, localPath: string): Promise<void> {
    return this.#call("PutObject", () => this.#store.upload(uri, localPath));
  }

  remove(uris: readonly string[]): Promise<void> {
    return this.#call("DeleteObjects", () => this.#store.remove(uris));
  }

  #call<T>(operation: string, call: () => Promise<T>): Promise<T> {
    return callAws(this.endpoint, operation, call);
  }
}
