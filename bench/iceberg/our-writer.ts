import { CreateDatabaseCommand, GlueClient } from "@aws-sdk/client-glue";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { append, Engine, GlueCatalog, type NestedField, S3FileStore } from "../../packages/iceberg/src/index";
import { COLUMNS } from "./sample";

/** Rows of a small commit. */
const FEW = 10;

const [, , url = "", sample = "", workload = "", commits = "0"] = process.argv;

async function main(): Promise<void> {
  const client = { endpoint: url, region: "us-west-2", credentials: { accessKeyId: "test", secretAccessKey: "test" } };
  const s3 = new S3Client({ ...client, forcePathStyle: true });
  const glue = new GlueClient(client);
  await s3.send(
    new CreateBucketCommand({ Bucket: "lake", CreateBucketConfiguration: { LocationConstraint: "us-west-2" } }),
  );
  await glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: "bench" } }));
  const catalog = new GlueCatalog(glue, new S3FileStore(s3));
  const engine = await Engine.start();
  const identifier = { database: "bench", table: "t" };
  const fields = COLUMNS.map(([name, type], index): NestedField => ({ id: index + 1, name, type, required: false }));
  const dateKey = fields.findIndex((field) => field.name === "date_key") + 1;
  const partition = { "source-id": dateKey, "field-id": 1000, name: "date_key", transform: "identity" };
  await catalog.create({
    identifier,
    location: "s3://lake/bench/t",
    schema: { type: "struct", "schema-id": 0, fields },
    partitionSpec: { "spec-id": 0, fields: workload === "partitioned" ? [partition] : [] },
  });
  const file = `SELECT * FROM read_parquet('${sample}')`;
  const times: number[] = [];
  const repeats = workload === "commits" ? Number(commits) : 1;
  // Rows are in memory before the clock starts, as pyiceberg's are; `streamed` takes them from the file as it goes.
  const limit = workload === "commits" ? `LIMIT ${FEW}` : "";
  if (workload !== "streamed") await engine.run(`CREATE TABLE given AS ${file} ${limit}`);
  const input = workload === "streamed" ? file : "SELECT * FROM given";
  for (let commit = 0; commit < repeats; commit += 1) {
    const started = performance.now();
    await append(catalog, identifier, { engine, queries: [input] });
    times.push((performance.now() - started) / 1000);
  }
  const { metadata } = await catalog.load(identifier);
  const rows = Number(metadata.snapshots.at(-1)?.summary["total-records"]);
  engine.close();
  process.stdout.write(JSON.stringify({ times, rows, peak: process.resourceUsage().maxRSS / 1024 }));
}

void main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
