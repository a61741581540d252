import { BucketError, ConflictError } from "../../../../operator/failover/errors";
import { ControllerBucket } from "../../../../operator/failover/stores/bucket";
import { FakeS3 } from "./fake-s3";

describe("the controller's bucket", () => {
  let s3: FakeS3;
  let bucket: ControllerBucket;

  beforeEach(async () => {
    s3 = await FakeS3.start();
    bucket = new ControllerBucket(s3.client, "controller");
  });
  afterEach(() => s3.close());

  it("has no object before it is written, and then its text and version", async () => {
    expect(await bucket.get("a")).toBeNull();
    const version = await bucket.put("a", "text", null);
    expect(await bucket.get("a")).toEqual({ text: "text", version });
    const newer = await bucket.put("a", "other", version);
    expect(await bucket.get("a")).toEqual({ text: "other", version: newer });
  });

  it("writes the first one only where there is none", async () => {
    s3.write("a", "somebody else's");
    await expect(bucket.put("a", "mine", null)).rejects.toThrow(ConflictError);
    expect(s3.objects.get("a")?.text).toBe("somebody else's");
  });

  it("writes a later one only over the one that was read", async () => {
    const version = await bucket.put("a", "mine", null);
    s3.write("a", "somebody else's");
    await expect(bucket.put("a", "mine again", version)).rejects.toThrow(ConflictError);
    s3.objects.delete("a");
    await expect(bucket.put("a", "mine again", version)).rejects.toThrow(ConflictError);
  });

  it("is in conflict when somebody writes at the same time", async () => {
    s3.trouble = () => ({ status: 409, code: "ConditionalRequestConflict" });
    await expect(bucket.put("a", "text", null)).rejects.toThrow(ConflictError);
  });

  it.each([
    { status: 403, code: "AccessDenied" },
    { status: 404, code: "NoSuchBucket" },
    { status: 503, code: "SlowDown" },
  ])("says by name what it can't do: $code", async (refusal) => {
    s3.trouble = () => refusal;
    const failure = (what: string, key: string) => `s3://controller/${key} can't be ${what}: ${refusal.code}`;
    for (const [asked, what, key] of [
      [() => bucket.get("a"), "read", "a"],
      [() => bucket.put("a", "text", null), "written", "a"],
      [() => bucket.folders("drills/"), "listed", "drills/"],
    ] as const) {
      await expect(asked()).rejects.toThrow(BucketError);
      await expect(asked()).rejects.toThrow(failure(what, key));
    }
  });

  it("lists folders, however many pages they fill", async () => {
    for (const name of ["3", "1", "5", "2", "4"]) s3.write(`drills/${name}/journal.jsonl`, "");
    s3.write("lease.json", "{}");
    expect(await bucket.folders("drills/")).toEqual(["1", "2", "3", "4", "5"]);
  });
});
