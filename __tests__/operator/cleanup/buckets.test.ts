import { countContents, emptyBucket, removeBucketPolicy } from "../../../operator/cleanup/bucket-contents";
import { type AwsAnswer, type AwsRequest, awsError, FakeAws } from "../aws/fake-aws";

const version = (key: string, latest: boolean, size: number) =>
  `<Version><Key>${key}</Key><VersionId>v-${key}-${size}</VersionId><IsLatest>${latest}</IsLatest><Size>${size}</Size></Version>`;
const marker = (key: string) =>
  `<DeleteMarker><Key>${key}</Key><VersionId>m</VersionId><IsLatest>true</IsLatest></DeleteMarker>`;
const page = (content: string, next?: string) =>
  `<ListVersionsResult>${content}<IsTruncated>${next !== undefined}</IsTruncated>${
    next === undefined ? "" : `<NextKeyMarker>${next}</NextKeyMarker><NextVersionIdMarker>v</NextVersionIdMarker>`
  }</ListVersionsResult>`;

const FIRST = page(`${version("a", true, 1000)}${version("a", false, 10)}${marker("gone")}`, "b");
const SECOND = page(version("b", true, 500));
const lists = (what: string) => (what.includes("key-marker") ? SECOND : FIRST);

describe("the contents of a versioned bucket", () => {
  let aws: FakeAws;
  afterEach(() => aws.close());

  it("are counted: objects as they are now, and older versions with delete markers", async () => {
    aws = await FakeAws.start(new Map([["GET /lake?", ({ what }) => lists(what)]]));
    const s3 = aws.clients.s3("us-east-1");
    expect(await countContents(s3, "lake")).toEqual({ objects: 2, bytes: 1500, older: 2, more: false });
    expect(await countContents(s3, "lake", 1)).toEqual({ objects: 1, bytes: 1000, older: 2, more: true });
  });

  it("are null where there is no bucket, and unknown where nobody may look", async () => {
    aws = await FakeAws.start(
      new Map([
        ["GET /none?", awsError(404, "NoSuchBucket")],
        ["GET /theirs?", awsError(403, "AccessDenied")],
      ]),
    );
    const s3 = aws.clients.s3("us-east-1");
    expect(await countContents(s3, "none")).toBeNull();
    await expect(countContents(s3, "theirs")).rejects.toThrow("AccessDenied");
  });

  it("may be deleted by who removes the bucket once its policy is gone", async () => {
    aws = await FakeAws.start(new Map([["DELETE /controller?policy", ""]]));
    await removeBucketPolicy(aws.clients.s3("us-east-1"), "controller");
    expect(aws.requests.map(({ what }) => what)).toEqual(["DELETE /controller?policy"]);
  });

  it("are deleted page by page, every version of them", async () => {
    aws = await FakeAws.start(
      new Map<string, AwsAnswer | ((request: AwsRequest) => AwsAnswer)>([
        ["GET /lake?", ({ what }) => lists(what)],
        ["POST /lake?delete", "<DeleteResult></DeleteResult>"],
      ]),
    );
    const counts: number[] = [];
    await emptyBucket(aws.clients.s3("us-east-1"), "lake", new AbortController().signal, (count) => counts.push(count));
    expect(counts).toEqual([3, 1]);
    const deletions = aws.requests.filter(({ what }) => what.startsWith("POST /lake?delete"));
    expect(deletions[0]?.body).toContain("<Key>gone</Key><VersionId>m</VersionId>");
  });

  it("that can't be deleted are named", async () => {
    const refused =
      "<DeleteResult><Error><Key>a</Key><Code>AccessDenied</Code><Message>no</Message></Error></DeleteResult>";
    aws = await FakeAws.start(
      new Map([
        ["GET /lake?", SECOND],
        ["POST /lake?delete", refused],
      ]),
    );
    await expect(
      emptyBucket(aws.clients.s3("us-east-1"), "lake", new AbortController().signal, () => undefined),
    ).rejects.toThrow("s3://lake/a can't be deleted: AccessDenied: no");
  });
});
