import { spawnSync } from "node:child_process";
import path from "node:path";

const ROOT = path.join(__dirname, "../../..");

/** Packages that cost much to load, or that look around for clouds when they are. */
const HEAVY =
  /node_modules\/(@aws-sdk|@smithy|@cdktf|cdktf|constructs|snowflake-sdk|@duckdb|listr2|esbuild-register\/node_modules)\//;

it("the definitions of all commands load no client of a cloud, no construct and no engine", () => {
  const script = `
    const { commands } = require("./operator/commands");
    process.stdout.write(JSON.stringify({ commands: commands.length, loaded: Object.keys(require.cache) }));`;
  const { stdout, stderr, status } = spawnSync(process.execPath, ["-r", "esbuild-register", "-e", script], {
    cwd: ROOT,
    encoding: "utf8",
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  const { commands, loaded }: { readonly commands: number; readonly loaded: readonly string[] } = JSON.parse(stdout);
  expect(commands).toBeGreaterThan(10);
  const files = loaded.map((file) => path.relative(ROOT, file).replaceAll(path.sep, "/"));
  expect(files.filter((file) => HEAVY.test(file) || /^(constructs|stacks|packages|rehearsal)\//.test(file))).toEqual(
    [],
  );
});
