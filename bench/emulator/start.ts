import { spawnSync } from "node:child_process";
import { publish } from "../result";
import { median, spread } from "./statistics";

/** What an in-process start may take, in milliseconds, loading of the package's sources not counted. */
const ALLOWED = 300;
const ROUNDS = 7;

/** Starts, logs in once, stops; prints the milliseconds of the start. A process of its own each time: nothing is warm. */
const SCRIPT = `
const { startSnowflake } = require("./packages/snowflake-emulator/src/index.ts");
const started = performance.now();
startSnowflake({
  organization: "BENCH",
  accounts: ["EAST", "WEST"].map((name) => ({
    name, region: "AWS_US_EAST_1", edition: "BUSINESS_CRITICAL", administrator: { user: "ADMIN", password: "bench" },
  })),
}).then(async (snowflake) => {
  process.stdout.write(String(performance.now() - started));
  await snowflake.close();
});`;

const times: number[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["-r", "esbuild-register", "-e", SCRIPT], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stderr);
  times.push(Number(stdout));
}
process.stdout.write(
  `in-process start of two accounts: ${spread(times, 0)} ms (min / median / max of ${ROUNDS}), allowed ${ALLOWED}\n`,
);
publish([
  { what: "in-process start of two accounts, ms", ours: median(times), peer: null, wanted: { atMost: ALLOWED } },
]);
process.exitCode = median(times) <= ALLOWED ? 0 : 1;
