import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join, relative, resolve } from "node:path";
import { performance } from "node:perf_hooks";
import { buildSync } from "esbuild";
import { compareOutputs, describeDifference, type Output } from "./compare";

/** The folder of the checkout. */
const ROOT = resolve(__dirname, "../..");
/** All that this writes. */
const HOME = join(ROOT, ".twinberg/matrix");
/** Where cdktn is installed in cdktf's place. What runs in it finds all else in the project's own packages. */
const CDKTN = join(HOME, "cdktn");
/** From here, the project's own cdktf is found. */
const CDKTF = join(HOME, "cdktf");
/** The bundled program, in either folder. */
const BUNDLE = "main.js";
/** Configurations that are synthesized both ways. */
const CONFIGURATIONS = ["demo", "example"] as const;

/** What stopped the matrix, told without a stack. */
class MatrixError extends Error {}

try {
  timed("install cdktn as cdktf", install);
  timed("bundle the program", bundle);
  for (const name of CONFIGURATIONS) {
    timed(`synthesize config/${name}.yaml with both, and compare`, () => compareSyntheses(name));
  }
  timed("check the types of the program with cdktn's", checkTypes);
  timed("run the unit tests that a synthesis is part of, with cdktn", runTests);
} catch (error) {
  if (!(error instanceof MatrixError)) throw error;
  process.stdout.write(`✗ ${error.message}\n`);
  process.exitCode = 1;
}

/** Installs what package.json here pins, as its lock file says. What is there already is kept. */
function install(): string {
  const lock = join(CDKTN, "package-lock.json");
  const pinned = readFileSync(join(__dirname, "package-lock.json"));
  const done = join(CDKTN, "installed");
  if (!existsSync(done) || !readFileSync(lock).equals(pinned)) {
    rmSync(CDKTN, { recursive: true, force: true });
    mkdirSync(CDKTN, { recursive: true });
    for (const file of ["package.json", "package-lock.json"]) copyFileSync(join(__dirname, file), join(CDKTN, file));
    run("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], { cwd: CDKTN });
    writeFileSync(done, "");
  }
  return `cdktn ${versionOf(join(CDKTN, "node_modules/cdktf"))}`;
}

/** Bundles the program as `npm run synth` does, once: the same bytes meet the one library or the other by the folder that they lie in. */
function bundle(): string {
  const made = buildSync({
    absWorkingDir: ROOT,
    entryPoints: ["main.ts"],
    bundle: true,
    write: false,
    platform: "node",
    packages: "external",
  });
  const [file] = made.outputFiles;
  if (file === undefined) throw new MatrixError("bundling main.ts gave no file");
  for (const home of [CDKTF, CDKTN]) {
    mkdirSync(home, { recursive: true });
    writeFileSync(join(home, BUNDLE), file.contents);
  }
  return `${file.contents.length} bytes`;
}

/** Synthesizes one configuration with both libraries. @throws MatrixError with all differences that nothing explains */
function compareSyntheses(name: string): string {
  const [cdktf, cdktn] = [synthesize(name, CDKTF), synthesize(name, CDKTN)];
  // An alias that did not take effect would compare a library with itself.
  expectVersion(cdktf, versionOf(join(ROOT, "node_modules/cdktf")));
  expectVersion(cdktn, versionOf(join(CDKTN, "node_modules/cdktf")));
  const { unexplained, known } = compareOutputs(cdktf, cdktn);
  if (unexplained.length > 0) {
    throw new MatrixError(
      `config/${name}.yaml:\n${unexplained.map((one) => `    ${describeDifference(one)}`).join("\n")}`,
    );
  }
  const unmet = [...known].filter(([, times]) => times === 0).map(([id]) => id);
  if (unmet.length > 0) {
    throw new MatrixError(
      `known differences that are no more, and that compare.ts can do without: ${unmet.join(", ")}`,
    );
  }
  const met = [...known].map(([id, times]) => `${id} ${times} times`).join(", ");
  return `${cdktf.size} files, the same but for ${met}`;
}

function synthesize(name: string, home: string): Output {
  const outdir = join(home, `out-${name}`);
  rmSync(outdir, { recursive: true, force: true });
  const env = { TWINBERG_CONFIG: join("config", `${name}.yaml`), CDKTF_OUTDIR: outdir };
  run(process.execPath, [join(home, BUNDLE)], { env });
  const files = readdirSync(outdir, { recursive: true, encoding: "utf8" }).filter((file) =>
    statSync(join(outdir, file)).isFile(),
  );
  return new Map(files.map((file) => [file, readFileSync(join(outdir, file))]));
}

function expectVersion(output: Output, expected: string): void {
  const manifest: unknown = JSON.parse(output.get("manifest.json")?.toString("utf8") ?? "{}");
  const version =
    typeof manifest === "object" && manifest !== null && "version" in manifest ? manifest.version : "none";
  if (version !== expected) throw new MatrixError(`synthesized by version ${String(version)}, not by ${expected}`);
}

function checkTypes(): string {
  const file = join(CDKTN, "tsconfig.json");
  const at = (name: string): string => join(CDKTN, "node_modules", name);
  const paths = Object.fromEntries(
    ["cdktf", "constructs", "@cdktf/provider-aws", "@cdktf/provider-snowflake"].flatMap((name) => [
      [name, [at(name)]],
      [`${name}/*`, [`${at(name)}/*`]],
    ]),
  );
  const settings = { extends: join(ROOT, "tsconfig.json"), compilerOptions: { paths }, files: [join(ROOT, "main.ts")] };
  writeFileSync(file, JSON.stringify(settings));
  run("npx", ["--no-install", "tsc", "--noEmit", "-p", file]);
  return "main.ts and all that it imports";
}

function runTests(): string {
  const sources = ["stacks", "constructs"].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .map((file) => join(ROOT, folder, file))
      .filter((file) => file.endsWith(".ts") && /from "(cdktf|constructs|@cdktf\/)/.test(readFileSync(file, "utf8"))),
  );
  const config = relative(ROOT, join(__dirname, "jest.config.js"));
  const said = run("npx", [
    "--no-install",
    "jest",
    "--ci",
    "--maxWorkers=100%",
    "--config",
    config,
    "--findRelatedTests",
    ...sources,
  ]);
  const totals = /^Tests:.*$/m.exec(said)?.[0].replace(/\s+/g, " ");
  if (totals === undefined) throw new MatrixError(`jest did not say what it ran:\n${said}`);
  return totals;
}

function versionOf(folder: string): string {
  const manifest: unknown = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  if (typeof manifest === "object" && manifest !== null && "version" in manifest) return String(manifest.version);
  throw new MatrixError(`${folder}/package.json has no version`);
}

/** Runs a program to its end. @returns what it said @throws MatrixError with what it said, unless it ended well */
function run(
  program: string,
  args: readonly string[],
  { cwd = ROOT, env = {} }: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> } = {},
): string {
  const ended = spawnSync(program, args, {
    cwd,
    env: { ...process.env, ...env },
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  const said = `${ended.stdout ?? ""}${ended.stderr ?? ""}`;
  if (ended.status === 0) return said;
  const how = ended.error?.message ?? (ended.signal === null ? `exit code ${ended.status}` : `signal ${ended.signal}`);
  throw new MatrixError(`${program} ${args.slice(0, 4).join(" ")} ended with ${how}:\n${said}`);
}

function timed(title: string, work: () => string): void {
  process.stderr.write(`… ${title}\n`);
  const began = performance.now();
  const found = work();
  process.stdout.write(`✓ ${title}: ${found} (${((performance.now() - began) / 1000).toFixed(1)} s)\n`);
}
