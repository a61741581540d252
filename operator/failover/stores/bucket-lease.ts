import { type Lease, type LeaseStore, leaseSchema, type StoredLease } from "../lease";
import type { ControllerBucket } from "./bucket";

/** The object's key. */
export const LEASE_KEY = "lease.json";

/** The lease as an object of the controller's bucket. */
export class BucketLeaseStore implements LeaseStore {
  constructor(private readonly bucket: ControllerBucket) {}

  /** @throws BucketError; Error when the object isn't a lease */
  async read(): Promise<StoredLease | null> {
    const found = await this.bucket.get(LEASE_KEY);
    return found === null ? null : { lease: leaseSchema.parse(JSON.parse(found.text)), version: found.version };
  }

  write(lease: Lease, expected: string | null): Promise<string> {
    return this.bucket.put(LEASE_KEY, `${JSON.stringify(lease)}\n`, expected);
  }
}
