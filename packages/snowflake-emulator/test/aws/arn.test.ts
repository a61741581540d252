import fc from "fast-check";
import { accountOf, bucketOf, parseRoleArn, resourceWithAncestors } from "../../src/aws/arn";

const digits = fc.stringMatching(/^\d{12}$/);
const roleName = fc.stringMatching(/^[\w+=,.@-]{1,64}$/);
const path = fc.array(fc.stringMatching(/^[a-z0-9]{1,8}$/), { maxLength: 3 });

describe("a role's ARN", () => {
  it("is taken apart whatever its path", () => {
    fc.assert(
      fc.property(digits, path, roleName, (accountId, folders, name) => {
        const arn = `arn:aws:iam::${accountId}:role/${[...folders, name].join("/")}`;
        expect(parseRoleArn(arn)).toEqual({ arn, partition: "aws", accountId, roleName: name });
      }),
    );
  });

  it.each(["", "arn:aws:iam::1:role/r", "arn:aws:iam::123456789012:role/", "arn:aws:iam::123456789012:group/g"])(
    "is not '%s'",
    (text) => {
      expect(parseRoleArn(text)).toBeUndefined();
    },
  );

  it("is never found by throwing", () => {
    fc.assert(fc.property(fc.string(), (text) => expect(() => parseRoleArn(text)).not.toThrow()));
  });
});

describe("a resource's ARN", () => {
  it("names its bucket", () => {
    expect(bucketOf("arn:aws:s3:::lake")).toBe("lake");
    expect(bucketOf("arn:aws:s3:::lake/a/b c")).toBe("lake");
    expect(bucketOf("arn:aws:glue:us-west-2:123456789012:catalog")).toBeUndefined();
    expect(bucketOf("*")).toBeUndefined();
  });

  it("names its account, if it has one", () => {
    expect(accountOf("arn:aws:glue:us-west-2:123456789012:catalog")).toBe("123456789012");
    expect(accountOf("arn:aws:s3:::lake")).toBeUndefined();
    expect(accountOf("*")).toBeUndefined();
  });

  it("has ancestors in Glue only", () => {
    const at = "arn:aws:glue:us-west-2:123456789012:";
    expect(resourceWithAncestors(`${at}table/d/t`)).toEqual([`${at}table/d/t`, `${at}database/d`, `${at}catalog`]);
    expect(resourceWithAncestors(`${at}database/d`)).toEqual([`${at}database/d`, `${at}catalog`]);
    expect(resourceWithAncestors(`${at}catalog`)).toEqual([`${at}catalog`]);
    expect(resourceWithAncestors("arn:aws:s3:::lake/a")).toEqual(["arn:aws:s3:::lake/a"]);
  });
});
