import { execFile } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { deflateRawSync } from "node:zlib";
import { StubCloud } from "../../../bench/table-sync/stub-cloud";
import { bundleTableSync } from "../../../lambda-src/table-sync/bundle";
import { SETTINGS } from "./fakes";

/** Hands the function one event, and prints its answer. */
const INVOKE = `
const { handler } = require(process.env.BUNDLE);
const body = JSON.stringify({ source: "aws.glue", account: "111122223333", "detail-type": "Glue Data Catalog Table State Change",
  detail: { databaseName: "lake__raw", typeOfChange: "CreateTable", tableName: process.env.TABLE } });
handler({ Records: [{ messageId: "m", eventSource: "aws:sqs", body }] }, { getRemainingTimeInMillis: () => 60000 })
  .then((answer) => process.stderr.write("answer: " + JSON.stringify(answer)));
`;

describe("the bundled function in a process of its own", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "twinberg-function-"));
  const files = bundleTableSync();
  const key = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
  const cloud = new StubCloud(key.export({ type: "pkcs8", format: "pem" }).toString());
  let url: string;

  async function invoke(table: string, authentication: string, more: Readonly<Record<string, string>> = {}) {
    cloud.bearers.clear();
    const snowflake = {
      url,
      account: "ORG-EAST",
      user: "SYNC",
      role: "SYNC",
      authentication,
      statementTimeoutSeconds: 60,
    };
    const { stderr } = await promisify(execFile)(process.execPath, ["--no-warnings", "-e", INVOKE], {
      env: {
        ...{ BUNDLE: path.join(folder, "index.js"), TABLE: table, TABLE_SYNC_QUEUE_URL: `${url}/queue` },
        TABLE_SYNC_SETTINGS: JSON.stringify({
          sync: { ...SETTINGS, stages: [{ name: ["A", "B", "C"], url: "s3://lake/" }] },
          snowflake,
        }),
        ...{ TABLE_SYNC_SECRET: "secret", TABLE_SYNC_FACT_TABLE: "facts", POWERTOOLS_LOG_LEVEL: "ERROR" },
        ...{ AWS_ENDPOINT_URL: url, AWS_REGION: "us-east-1", AWS_ACCESS_KEY_ID: "x", AWS_SECRET_ACCESS_KEY: "x" },
        ...more,
      },
    });
    return /answer: (.*)$/.exec(stderr)?.[1];
  }

  beforeAll(async () => {
    for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
    url = await cloud.open();
  });
  afterAll(() => {
    cloud.close();
    rmSync(folder, { recursive: true });
  });

  it("logs in by key pair, and makes the table", async () => {
    expect(await invoke("one", "KEY_PAIR")).toBe('{"batchItemFailures":[]}');
    expect([...cloud.bearers]).toEqual([expect.stringMatching(/^Bearer ey[\w-]+\.[\w-]+\.[\w-]+$/)]);
  });

  it("logs in by its role's identity, with tracing on as well", async () => {
    const answer = await invoke("two", "WORKLOAD_IDENTITY", {
      POWERTOOLS_TRACE_ENABLED: "true",
      TABLE_SYNC_SECRET: "",
    });
    expect([answer, ...cloud.bearers]).toEqual(['{"batchItemFailures":[]}', "Bearer WIF.AWS.a.b.c"]);
  });

  it("gives the message back when there are no credentials in its environment: it looks for them nowhere else", async () => {
    expect(await invoke("three", "KEY_PAIR", { AWS_SECRET_ACCESS_KEY: "" })).toBe(
      '{"batchItemFailures":[{"itemIdentifier":"m"}]}',
    );
  });

  it("is the same text each time, below 1 MB zipped", () => {
    expect(bundleTableSync()).toEqual(files);
    const zipped = Object.values(files).map((text) => deflateRawSync(text).length);
    expect(zipped.reduce((sum, one) => sum + one, 0)).toBeLessThan(1_000_000);
  });
});
