import { spawnSync } from "node:child_process";
import path from "node:path";

const root = path.resolve(__dirname, "..", "..");

it("no notice of the AWS SDK's stands in what twinberg prints, on any Node that it runs on", () => {
  // --help returns at once; the client is what a command makes that looks at AWS.
  const script = `
    process.argv.push("twinberg", "--help");
    require("./operator/cli");
    new (require("@aws-sdk/client-s3").S3Client)({ region: "us-east-1" });
  `;
  const { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: _caller, ...env } = process.env;
  const { stdout, stderr } = spawnSync(process.execPath, ["-r", "esbuild-register", "-e", script], {
    cwd: root,
    env,
    encoding: "utf8",
  });
  expect(stdout).toContain("Operate the twin");
  expect(stderr).not.toContain("Warning");
}, 60_000);
