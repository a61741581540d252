import type { BucketPlace, BucketPort, BucketState, SeenBucket } from "../../../operator/aws/bucket";

const BARE = { versioned: false, encrypted: false, closed: false, tlsOnly: false, copiesTo: [] };

/** S3 in memory: it refuses what S3 refuses. */
export class MemoryBuckets implements BucketPort {
  readonly found = new Map<string, SeenBucket>();
  /** What was done, in order. */
  readonly log: string[] = [];
  /** Fails the next action of this name. */
  failing: string | undefined;

  look = async ({ bucket }: BucketPlace): Promise<SeenBucket> => this.found.get(bucket) ?? { kind: "absent" };

  create = async ({ bucket, region }: BucketPlace): Promise<void> => {
    this.did("create", bucket);
    if (this.found.has(bucket)) throw new Error(`BucketAlreadyExists: ${bucket}`);
    this.found.set(bucket, { kind: "own", region, ...BARE });
  };

  keepVersions = async (place: BucketPlace) => this.change("keepVersions", place, { versioned: true });
  encrypt = async (place: BucketPlace) => this.change("encrypt", place, { encrypted: true });
  closeToPublic = async (place: BucketPlace) => this.change("closeToPublic", place, { closed: true });
  requireTls = async (place: BucketPlace) => this.change("requireTls", place, { tlsOnly: true });

  copyTo = async (from: BucketPlace, to: BucketPlace): Promise<void> => {
    for (const { bucket } of [from, to]) {
      const found = this.found.get(bucket);
      if (found?.kind !== "own" || !found.versioned) throw new Error(`InvalidRequest: ${bucket} keeps no versions`);
    }
    this.change("copyTo", from, { copiesTo: [to.bucket] });
  };

  private change(action: string, { bucket }: BucketPlace, to: Partial<BucketState>): void {
    this.did(action, bucket);
    const found = this.found.get(bucket);
    if (found?.kind !== "own") throw new Error(`NoSuchBucket: ${bucket}`);
    this.found.set(bucket, { ...found, ...to });
  }

  private did(action: string, bucket: string): void {
    if (this.failing === action) {
      this.failing = undefined;
      throw new Error("InternalError: S3 fails on purpose");
    }
    this.log.push(`${action} ${bucket}`);
  }
}
