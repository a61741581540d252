import schema from "../schema/snowflake-2.20.0.json";
import { checkEnvironment } from "./plugin/handshake";
import { readProviderSchema } from "./plugin/schema-file";
import { servePlugin } from "./plugin/serve";
import { SnowflakeProvider } from "./provider/provider";

/** How often to look whether Terraform still lives; milliseconds. */
const PARENT_CHECK_MS = 1000;
/** How long closing may take before the process ends anyway; milliseconds. */
const CLOSE_LIMIT_MS = 2000;

async function main(): Promise<void> {
  const check = checkEnvironment(process.env);
  if (!check.serve) {
    process.stderr.write(`${check.message}\n`);
    process.exitCode = 1;
    return;
  }
  // Ctrl-C reaches the whole process group; Terraform decides what it means for its plugins
  process.on("SIGINT", () => undefined);
  const terminated = new Promise<void>((resolve) => {
    process.once("SIGTERM", resolve);
    process.once("SIGHUP", resolve);
  });
  const plugin = await servePlugin({
    provider: new SnowflakeProvider({ schema: readProviderSchema(schema), environment: process.env }),
    clientCertificate: check.clientCertificate,
    socketDirectory: process.env.PLUGIN_UNIX_SOCKET_DIR || undefined,
    announce: (line) => process.stdout.write(line),
    now: new Date(),
  });
  const parent = process.ppid;
  const orphaned = new Promise<void>((resolve) => {
    setInterval(() => {
      if (process.ppid !== parent) resolve();
    }, PARENT_CHECK_MS).unref();
  });
  await Promise.race([plugin.ended, orphaned, terminated]);
  setTimeout(() => process.exit(1), CLOSE_LIMIT_MS).unref();
  await plugin.close();
}

main().then(
  () => process.exit(),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
