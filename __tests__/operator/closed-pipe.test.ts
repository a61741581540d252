import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";

it("a command whose reader has gone ends with its own exit code, without a stack", async () => {
  const root = path.join(__dirname, "../..");
  const child = spawn(process.execPath, ["-r", "esbuild-register", "operator/cli.ts", "--help"], { cwd: root });
  child.stdout.destroy();
  const errors: string[] = [];
  child.stderr.on("data", (chunk: Buffer) => errors.push(chunk.toString()));
  const [code] = await once(child, "close");
  expect({ code, errors: errors.join("").match(/EPIPE/g) }).toEqual({ code: 0, errors: null });
});
