import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const ROOT = join(__dirname, "..");
const DEPENDENCY_CRUISER = join(ROOT, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");

/** Runs the arrows of .dependency-cruiser.js over folders of a tree. */
function cruise(tree: string, folders: readonly string[]): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [DEPENDENCY_CRUISER, "--config", ".dependency-cruiser.js", "--output-type", "err", ...folders],
    { cwd: tree, encoding: "utf8" },
  );
  return { status, output: `${stdout}${stderr}` };
}

it("the arrows of the house point one way", () => {
  const house = [
    "main.ts",
    "config",
    "stacks",
    "constructs",
    "procedures",
    "lambda-src",
    "sql",
    "operator",
    "rehearsal",
    "packages",
  ];

  expect(cruise(ROOT, house)).toEqual({
    status: 0,
    output: expect.stringContaining("no dependency violations found"),
  });
});

describe("an arrow that points the wrong way is found", () => {
  const wrong = [
    ["constructs-arrows", "constructs/knows-stacks.ts", "../stacks/lake"],
    ["sql-arrows", "sql/knows-stacks.ts", "../stacks/lake"],
    ["rehearsal-arrows", "rehearsal/knows-constructs.ts", "../constructs/bucket"],
    ["operator-arrows", "operator/knows-constructs.ts", "../constructs/bucket"],
    ["packages-stand-alone", "packages/emulator/src/knows-sql.ts", "../../../sql/quote"],
    ["deep-imports-only", "constructs/takes-the-barrel.ts", "@cdktf/provider-aws"],
    ["no-unresolvable", "stacks/knows-nothing.ts", "./absent"],
  ] as const;
  const tree = mkdtempSync(join(tmpdir(), "twinberg-arrows-"));
  let output = "";

  function put(file: string, text: string): void {
    mkdirSync(dirname(join(tree, file)), { recursive: true });
    writeFileSync(join(tree, file), text);
  }

  beforeAll(() => {
    symlinkSync(join(ROOT, "node_modules"), join(tree, "node_modules"));
    for (const file of [".dependency-cruiser.js", "tsconfig.json"]) {
      copyFileSync(join(ROOT, file), join(tree, file));
    }
    for (const file of ["stacks/lake.ts", "sql/quote.ts", "constructs/bucket.ts"]) {
      put(file, "export const here = 1;\n");
    }
    for (const [, file, imported] of wrong) {
      put(file, `import ${JSON.stringify(imported)};\n`);
    }
    output = cruise(tree, ["stacks", "sql", "constructs", "rehearsal", "operator", "packages"]).output;
  });
  afterAll(() => rmSync(tree, { recursive: true }));

  it.each(wrong)("by %s in %s", (rule, file) => {
    expect(output).toContain(`error ${rule}: ${file}`);
  });
});
