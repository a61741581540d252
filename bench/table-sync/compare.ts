import { spawn } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { bundleTableSync } from "../../lambda-src/table-sync/bundle";
import { publish } from "../result";
import { noOpEventsPerSecond } from "./in-process";
import { StubCloud } from "./stub-cloud";

const COLD_STARTS = 10;
const EVENTS = 300;
/** Messages that Lambda hands over at once. */
const BATCH = 10;

/** Imports the function, and handles one message after the other; says how long it took, in milliseconds. */
const INVOKE = `
const start = process.hrtime.bigint();
const cpu = process.cpuUsage();
const { handler } = require(process.env.BENCH_BUNDLE);
const since = (from) => Number(process.hrtime.bigint() - from) / 1e6;
const used = () => { const { user, system } = process.cpuUsage(cpu); return (user + system) / 1e3; };
const imported = since(start);
const importCpu = used();
const bodyOf = (index) => JSON.stringify({ source: "aws.glue", account: "111122223333", "detail-type": "Glue Data Catalog Table State Change",
  detail: { databaseName: "lake__raw", typeOfChange: "UpdateTable", tableName: process.env.BENCH_TABLE + index } });
const context = { getRemainingTimeInMillis: () => 60000 };
(async () => {
  let first;
  const began = process.hrtime.bigint();
  const batch = Number(process.env.BENCH_BATCH);
  for (let index = 0; index < Number(process.env.BENCH_EVENTS); index += batch) {
    const Records = Array.from({ length: batch }, (_one, at) => ({ messageId: "m" + at, eventSource: "aws:sqs", body: bodyOf(index + at) }));
    const answer = await handler({ Records }, context);
    if (answer.batchItemFailures.length > 0) throw new Error("an event failed");
    first ??= since(start);
  }
  process.stderr.write(JSON.stringify({ imported, importCpu, first, total: since(began) }));
})();
`;

interface Times {
  readonly imported: number;
  readonly importCpu: number;
  readonly first: number;
  readonly total: number;
}

function invoke(environment: Readonly<Record<string, string>>): Promise<Times> {
  const child = spawn(process.execPath, ["--no-warnings", "-e", INVOKE], {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let text = "";
  child.stderr.on("data", (chunk: Buffer) => {
    text += chunk.toString();
  });
  return new Promise((resolve, reject) => {
    child.on("close", (code) => {
      const found = /\{"imported".*\}$/.exec(text)?.[0];
      if (code !== 0 || found === undefined) reject(new Error(`the function ended with ${code}: ${text}`));
      else resolve(JSON.parse(found));
    });
  });
}

const median = (values: readonly number[]) =>
  [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
const print = (line: string) => void process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "twinberg-bench-"));
  const key = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
  const cloud = new StubCloud(key.export({ type: "pkcs8", format: "pem" }).toString());
  const url = await cloud.open();
  try {
    const bundle = join(folder, "index.js");
    for (const [file, text] of Object.entries(bundleTableSync())) {
      writeFileSync(join(folder, file), text);
      const zipped = deflateRawSync(text, { level: 9 }).length;
      print(`${file}: ${Math.round(text.length / 1024)} KB, ${Math.round(zipped / 1024)} KB zipped`);
    }
    const sync = {
      ...{
        catalog: "111122223333",
        naming: { separator: "__" },
        orphans: "MARK",
        autoRefresh: true,
        createSchemas: false,
      },
      ...{ adopt: false, sweepPartitions: "ALL", stages: [{ name: ["LAKE", "OPS", "ROOT"], url: "s3://lake/" }] },
    };
    const environment = {
      BENCH_BUNDLE: bundle,
      TABLE_SYNC_SETTINGS: JSON.stringify({
        sync,
        snowflake: {
          url,
          account: "ORG-EAST",
          user: "SYNC",
          role: "SYNC",
          authentication: "KEY_PAIR",
          statementTimeoutSeconds: 60,
        },
      }),
      ...{ TABLE_SYNC_SECRET: "secret", TABLE_SYNC_QUEUE_URL: `${url}/queue`, TABLE_SYNC_FACT_TABLE: "facts" },
      ...{ AWS_ENDPOINT_URL: url, AWS_REGION: "us-east-1", AWS_ACCESS_KEY_ID: "x", AWS_SECRET_ACCESS_KEY: "x" },
      ...{ POWERTOOLS_LOG_LEVEL: "ERROR" },
    };
    const cold: Times[] = [];
    for (let run = 0; run < COLD_STARTS; run += 1) {
      cold.push(await invoke({ ...environment, BENCH_EVENTS: "1", BENCH_BATCH: "1", BENCH_TABLE: `cold${run}_` }));
    }
    print(
      `cold start, median of ${COLD_STARTS}: import ${median(cold.map(({ imported }) => imported)).toFixed(0)} ms (${median(cold.map(({ importCpu }) => importCpu)).toFixed(0)} ms of CPU), first event done ${median(cold.map(({ first }) => first)).toFixed(0)} ms`,
    );
    const told = (what: string, ours: number) => publish([{ what, ours, peer: null, wanted: null }]);
    told("cold start: import, ms", median(cold.map(({ imported }) => imported)));
    told("cold start: first event done, ms", median(cold.map(({ first }) => first)));
    const cases = [
      ["new table", () => undefined],
      [
        "no-op update",
        () => {
          cloud.version += 1;
        },
      ],
      ["the same again", () => undefined],
      [
        "added column",
        () => {
          cloud.version += 1;
          cloud.moreColumns += 1;
        },
      ],
    ] as const;
    for (const [name, change] of cases) {
      change();
      cloud.statements = 0;
      const { total } = await invoke({
        ...environment,
        BENCH_EVENTS: String(EVENTS),
        BENCH_BATCH: String(BATCH),
        BENCH_TABLE: "warm",
      });
      told(`${name}: events/s`, (EVENTS / total) * 1000);
      told(`${name}: statements an event`, cloud.statements / EVENTS);
      print(
        `${name}: ${((EVENTS / total) * 1000).toFixed(0)} events/s in batches of ${BATCH}, AWS and Snowflake over HTTP, ${(cloud.statements / EVENTS).toFixed(2)} statements an event`,
      );
    }
    const inProcess = await noOpEventsPerSecond();
    told("no-op update, stubbed in process: events/s", inProcess);
    print(`no-op update, Glue and fact store stubbed in process: ${inProcess.toFixed(0)} events/s one by one`);
  } finally {
    cloud.close();
    rmSync(folder, { recursive: true });
  }
}

void main();
