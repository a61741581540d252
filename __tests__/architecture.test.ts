import { spawnSync } from "node:child_process";
import { join } from "node:path";

const ROOT = join(__dirname, "..");
const DEPENDENCY_CRUISER = join(ROOT, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");

/** The folders of the house, in the order of the design. */
const HOUSE = ["main.ts", "config", "stacks", "constructs", "sql", "operator", "rehearsal", "packages"];

it("the arrows of the house point one way", () => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [DEPENDENCY_CRUISER, "--config", ".dependency-cruiser.js", "--output-type", "err", ...HOUSE],
    { cwd: ROOT, encoding: "utf8" },
  );

  expect({ status, output: stdout.trim(), errors: stderr.trim() }).toEqual({
    status: 0,
    output: expect.stringContaining("no dependency violations found"),
    errors: "",
  });
});
