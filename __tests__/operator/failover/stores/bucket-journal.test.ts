import { BucketError, ConflictError } from "../../../../operator/failover/errors";
import { renderJournal } from "../../../../operator/failover/journal";
import { ControllerBucket } from "../../../../operator/failover/stores/bucket";
import { BucketJournalStore, journalKey } from "../../../../operator/failover/stores/bucket-journal";
import { lineOf } from "./entries";
import { FakeS3 } from "./fake-s3";

const DRILL = "000001-a";
const [one, two, three] = [1, 2, 3].map((number) => lineOf(DRILL, number));
if (one === undefined || two === undefined || three === undefined) throw new Error("three lines");

describe("journals in the bucket", () => {
  let s3: FakeS3;

  beforeEach(async () => {
    s3 = await FakeS3.start(2);
  });
  afterEach(() => s3.close());

  const store = () => new BucketJournalStore(new ControllerBucket(s3.client, "controller"));
  const text = () => s3.objects.get(journalKey(DRILL))?.text;

  it("get line after line, also from one controller after the other", async () => {
    const ann = store();
    expect(await ann.drills()).toEqual([]);
    expect(await ann.read(DRILL)).toEqual([]);
    await ann.append(one, 0);
    await ann.append(two, 1);
    const bob = store();
    expect(await bob.drills()).toEqual([DRILL]);
    await bob.append(three, 2);
    expect(await ann.read(DRILL)).toEqual([one, two, three]);
  });

  it("take no line from who doesn't know all that were written", async () => {
    const ann = store();
    await ann.append(one, 0);
    await store().append(two, 1);
    await expect(ann.append(three, 1)).rejects.toThrow(ConflictError);
    await expect(ann.append(three, 1)).rejects.toThrow(ConflictError);
    await expect(store().append(three, 1)).rejects.toThrow(ConflictError);
    expect(text()).toBe(renderJournal([one, two]));
  });

  it("have a line once when its write was tried twice", async () => {
    let lost = 0;
    s3.trouble = (method) => {
      if (method !== "PUT" || lost > 0) return undefined;
      lost += 1;
      return "answer lost";
    };
    const ann = store();
    await ann.append(one, 0);
    await ann.append(two, 1);
    expect(s3.requests.filter((request) => request.startsWith("PUT"))).toHaveLength(3);
    expect(text()).toBe(renderJournal([one, two]));
  });

  it("lose nothing by a write that S3 refused: it can be tried again", async () => {
    const ann = store();
    await ann.append(one, 0);
    s3.trouble = (method) => (method === "PUT" ? { status: 403, code: "AccessDenied" } : undefined);
    await expect(ann.append(two, 1)).rejects.toThrow(BucketError);
    s3.trouble = () => undefined;
    await ann.append(two, 1);
    expect(text()).toBe(renderJournal([one, two]));
  });

  it("aren't read where a line is torn", async () => {
    s3.write(journalKey(DRILL), `${renderJournal([one])}{"drill":`);
    await expect(store().read(DRILL)).rejects.toThrow("line 2 of the journal can't be read");
  });
});
