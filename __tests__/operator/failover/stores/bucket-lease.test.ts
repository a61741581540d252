import { BucketError, LeaseHeldError, StaleEpochError } from "../../../../operator/failover/errors";
import { LEASE_MS, takeLease } from "../../../../operator/failover/lease";
import { ControllerBucket } from "../../../../operator/failover/stores/bucket";
import { BucketLeaseStore, LEASE_KEY } from "../../../../operator/failover/stores/bucket-lease";
import { FakeS3 } from "./fake-s3";

describe("the lease in the bucket", () => {
  let s3: FakeS3;
  let now = Date.parse("2026-03-01T12:00:00.000Z");
  let tokens = 0;

  beforeEach(async () => {
    s3 = await FakeS3.start(2);
  });
  afterEach(() => s3.close());

  const take = (holder: string) =>
    takeLease(new BucketLeaseStore(new ControllerBucket(s3.client, "controller")), {
      holder,
      drill: (epoch) => `drill-${epoch}`,
      above: 0,
      now: () => new Date(now),
      token: () => {
        tokens += 1;
        return `t${tokens}`;
      },
    });

  it("is taken by one, and by another when it has ended", async () => {
    const ann = await take("ann");
    expect(ann.epoch).toBe(1);
    await expect(take("bob")).rejects.toThrow(LeaseHeldError);
    now += LEASE_MS;
    const bob = await take("bob");
    expect(bob.epoch).toBe(2);
    await expect(ann.renew()).rejects.toThrow(StaleEpochError);
    await expect(ann.release()).rejects.toThrow(StaleEpochError);
    expect(JSON.parse(s3.objects.get(LEASE_KEY)?.text ?? "")).toMatchObject({ epoch: 2, holder: "bob" });
  });

  it("is one's own when the write's answer got lost, and the second try conflicts with the first", async () => {
    let lost = 0;
    s3.trouble = (method) => {
      if (method !== "PUT" || lost > 0) return undefined;
      lost += 1;
      return "answer lost";
    };
    const ann = await take("ann");
    expect(s3.requests.filter((one) => one.startsWith("PUT"))).toHaveLength(2);
    expect(ann.epoch).toBe(1);
    lost = 0;
    await ann.renew();
    await ann.release();
    expect((await take("bob")).epoch).toBe(2);
  });

  it("is not taken when S3 doesn't tell", async () => {
    s3.trouble = () => ({ status: 403, code: "AccessDenied" });
    await expect(take("ann")).rejects.toThrow(BucketError);
  });

  it("that somebody deleted is nobody's any more: who had it stops, and is told why", async () => {
    const ann = await take("ann");
    s3.objects.delete(LEASE_KEY);
    await expect(ann.renew()).rejects.toThrow(BucketError);
    await expect(ann.renew()).rejects.toThrow("the lease is gone");
  });

  it("is not taken over something that is no lease", async () => {
    s3.write(LEASE_KEY, '{"epoch":0}');
    await expect(take("ann")).rejects.toThrow(/epoch/);
    s3.write(LEASE_KEY, '{"epoch":');
    await expect(take("ann")).rejects.toThrow(SyntaxError);
    expect(s3.requests.filter((one) => one.startsWith("PUT"))).toEqual([]);
  });
});
