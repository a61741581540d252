import { type ChildProcess, execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { CreateDatabaseCommand, GlueClient } from "@aws-sdk/client-glue";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { Engine, GlueCatalog, S3FileStore } from "../../src/index";

/** A local AWS with a bucket `lake` and a database `interop`, and both libraries pointed at it. */
export interface World {
  readonly catalog: GlueCatalog;
  readonly engine: Engine;
  /** Runs a Python script of this folder, and gives what it prints. */
  python(script: string, ...args: readonly string[]): Promise<string>;
  end(): void;
}

const PYTHON = resolve(process.argv[2] ?? ".twinberg/venv-interop/bin/python");
const MOST_OUTPUT = 64 * 1024 * 1024;

interface Served {
  readonly url: string;
  readonly server: ChildProcess | undefined;
}

async function serve(): Promise<Served> {
  const given = process.env.ICEBERG_INTEROP_ENDPOINT;
  if (given !== undefined) return { url: given, server: undefined };
  const server = spawn(PYTHON, [resolve(__dirname, "serve.py")], { stdio: ["pipe", "pipe", "inherit"] });
  const url = await new Promise<string>((found, reject) => {
    createInterface(server.stdout).once("line", found);
    server.once("exit", (code) => reject(new Error(`the local AWS ended with ${code} before it listened`)));
  });
  return { url, server };
}

/** @throws when the Python environment is missing */
export async function startWorld(): Promise<World> {
  if (!existsSync(PYTHON)) throw new Error(`${PYTHON} is missing: npm run test:interop makes it`);
  const { url, server } = await serve();
  const client = { endpoint: url, region: "us-west-2", credentials: { accessKeyId: "test", secretAccessKey: "test" } };
  const s3 = new S3Client({ ...client, forcePathStyle: true });
  const glue = new GlueClient(client);
  await s3.send(
    new CreateBucketCommand({ Bucket: "lake", CreateBucketConfiguration: { LocationConstraint: "us-west-2" } }),
  );
  await glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: "interop" } }));
  const engine = await Engine.start({ threads: 1 });
  return {
    catalog: new GlueCatalog(glue, new S3FileStore(s3)),
    engine,
    python: async (script, ...args) => {
      const run = promisify(execFile);
      const { stdout } = await run(PYTHON, [resolve(__dirname, script), url, ...args], { maxBuffer: MOST_OUTPUT });
      return stdout;
    },
    end: () => {
      engine.close();
      s3.destroy();
      glue.destroy();
      server?.stdin?.end();
    },
  };
}
