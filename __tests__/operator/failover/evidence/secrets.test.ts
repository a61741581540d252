import fc from "fast-check";
import { evidenceOf } from "../../../../operator/failover/evidence/evidence";
import { renderHtml } from "../../../../operator/failover/evidence/html";
import { renderMarkdown } from "../../../../operator/failover/evidence/markdown";
import { cleaned, withoutSecrets } from "../../../../operator/failover/evidence/secrets";
import { renderJournal } from "../../../../operator/failover/journal";
import { topologyOf } from "../../../../operator/failover/topology";
import { demoConfig } from "../../../helpers/demo-config";
import { Controller, FakeBucket, PLANNED } from "../controllers";
import { FakeAccounts } from "../fake-accounts";

const KEY = "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkq\n-----END PRIVATE KEY-----";
// Put together here, so that no scanner takes this file for one with a secret in it.
const ACCESS_KEY = ["AKIA", "ABCDEFGHIJKLMNOP"].join("");
const TOKEN = ["eyJhbGciOiJSUzI1NiJ9", "eyJpc3MiOiJPUkcifQ", "c2lnbmF0dXJl"].join(".");

describe("what is written of a drill", () => {
  it.each([
    ["a private key", `can't read ${KEY} as PEM`, "can't read [hidden] as PEM"],
    ["a private key that was cut off", KEY.slice(0, 40), "[hidden]"],
    ["a key pair's token", `401: Bearer ${TOKEN} is invalid`, "401: Bearer [hidden] is invalid"],
    ["a session's token", 'Authorization: Snowflake Token="ver:1-abc"', 'Authorization: Snowflake Token="[hidden]"'],
    ["an access key", `The key ${ACCESS_KEY} does not exist`, "The key [hidden] does not exist"],
    ["a signed address", "https://b.s3/x?X-Amz-Signature=0f1&a=1", "https://b.s3/x?X-Amz-Signature=[hidden]&a=1"],
    ["a password", '{"password": "hunter2", "a": 1}', '{"password": "[hidden]", "a": 1}'],
    ["a proxy's credentials", "connect http://me:hunter2@proxy:8080", "connect http://me:[hidden]@proxy:8080"],
  ])("has no %s", (_what, text, clean) => {
    expect(withoutSecrets(text)).toBe(clean);
  });

  it.each([
    "ann@bastion holds the lease with epoch 3",
    "003131 (55000): cannot be refreshed: dangling references",
    'ALTER FAILOVER GROUP "ICEBERG_BCDR_DB_FG" PRIMARY',
    "https://org-west.snowflakecomputing.com:443/session answered HTTP 503",
  ])("has all the rest: %s", (text) => {
    expect(withoutSecrets(text)).toBe(text);
  });

  it("is clean after once, whatever stands around a secret and however deep it is", () => {
    const secret = fc.constantFrom(KEY, TOKEN, ACCESS_KEY);
    fc.assert(
      fc.property(fc.string(), secret, fc.string(), (before, hidden, after) => {
        const value = {
          list: [`${before} ${hidden} ${after}`],
          [`k ${hidden} `]: { deep: hidden },
          count: 1,
          none: null,
        };
        const clean = cleaned(value);
        expect(JSON.stringify(clean)).not.toContain(hidden.slice(4, 14));
        expect(clean).toMatchObject({ count: 1, none: null });
        expect(cleaned(clean)).toEqual(clean);
      }),
    );
  });

  it("has none either when Snowflake's, or a driver's, error quotes one", async () => {
    const topology = topologyOf(demoConfig());
    const world = new FakeAccounts(topology);
    const bucket = new FakeBucket();
    const controller = new Controller(world, bucket, {
      before: (_operation, what) => {
        if (/ REFRESH$/.test(what))
          throw Object.assign(new Error(`390144: JWT ${TOKEN} is invalid`), { code: "390144" });
      },
    });
    const { drill, outcome } = await controller.run(PLANNED);
    expect(outcome).toBe("failed");
    const journal = await bucket.journals.read(drill ?? "");
    const evidence = evidenceOf(journal, topology);
    for (const written of [renderJournal(journal), renderMarkdown(evidence), renderHtml(evidence)]) {
      expect(written).toContain("390144");
      expect(written).not.toContain(TOKEN);
    }
  });
});
