import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { buildSync } from "esbuild";
import { CONNECTION_SIDE, type ProcedureName, type ProcedureSettings } from "./settings";

/** Snowflake recommends no more than 100 KB for a JavaScript body. Source: docs.snowflake.com, udf-javascript-limitations. */
export const MAX_BODY_BYTES = 100_000;

/** The file in this folder that each procedure begins with. */
const ENTRIES: Readonly<Record<ScriptName, string>> = {
  SYNC_PROD: "sync-prod/main.ts",
  HEARTBEAT: "heartbeat/main.ts",
  EXPORT_SCHEMA: "export-schema/main.ts",
  DETECT_DRIFT: "detect-drift/main.ts",
  KEEP_LAST_GOOD: "keep-last-good/main.ts",
  CONNECTION_SIDE: "connection-side/main.ts",
};

type ScriptName = ProcedureName | typeof CONNECTION_SIDE.name;

let scripts: ReadonlyMap<string, string> | undefined;

/**
 * The body of a procedure: one self-contained script, the same text on any machine for the same sources and settings.
 * It holds neither `$$`, so that it can stand between such, nor `${` and `%{`, which Terraform would read as its own.
 *
 * @throws Error when a source can't be compiled, or the body is longer than {@link MAX_BODY_BYTES}
 */
export function procedureBody(name: ProcedureName, settings: ProcedureSettings): string {
  const script = scriptOf(name);
  const body = `const settings = ${settingsText(settings)};\n${script}return procedure.main(snowflake, settings);\n`;
  const bytes = Buffer.byteLength(body);
  if (bytes > MAX_BODY_BYTES) {
    throw new Error(
      `the body of ${name} has ${bytes} bytes, Snowflake recommends at most ${MAX_BODY_BYTES}: its settings (grants, views, tasks) are too many`,
    );
  }
  return body;
}

/** The body of CONNECTION_SIDE, which needs no settings. @throws Error when its source can't be compiled */
export function connectionSideBody(): string {
  return `${scriptOf(CONNECTION_SIDE.name)}return procedure.main(snowflake);\n`;
}

function scriptOf(name: ScriptName): string {
  scripts ??= bundle();
  const script = scripts.get(name);
  if (script === undefined) throw new Error(`esbuild gave no script of ${name}`);
  return script;
}

/** All scripts by name, compiled in one go: what they share is read once. */
function bundle(): ReadonlyMap<string, string> {
  const folder = sources();
  const { outputFiles } = buildSync({
    absWorkingDir: folder,
    entryPoints: ENTRIES,
    // Nothing is written there: it names the files.
    outdir: folder,
    bundle: true,
    write: false,
    format: "iife",
    globalName: "procedure",
    platform: "neutral",
    // Snowflake names no edition of ECMAScript; this one is old enough.
    target: "es2019",
    // Terraform would take `${` for its own.
    supported: { "template-literal": false },
    charset: "ascii",
    legalComments: "none",
    logLevel: "silent",
    tsconfigRaw: {},
  });
  const compiled = new Map(outputFiles.map(({ path, text }) => [basename(path, ".js"), text]));
  for (const [name, script] of compiled) {
    for (const forbidden of ["$$", "${", "%{"]) {
      if (script.includes(forbidden))
        throw new Error(`the compiled body of ${name} holds ${forbidden}: write it otherwise`);
    }
  }
  return compiled;
}

/** This folder in the sources, also when this file was bundled into another place of the tree. */
function sources(): string {
  for (let folder = __dirname; ; folder = dirname(folder)) {
    for (const candidate of [folder, join(folder, "procedures")]) {
      if (existsSync(join(candidate, ENTRIES.SYNC_PROD))) return candidate;
    }
    if (dirname(folder) === folder) throw new Error(`no folder above ${__dirname} holds the procedures' sources`);
  }
}

/** JSON with keys in order, one line, ASCII, and free of what {@link procedureBody} rules out. */
function settingsText(settings: ProcedureSettings): string {
  return JSON.stringify(settings, sortKeys)
    .replace(/[^\x20-\x7e]/g, escapeUnit)
    .replace(/(?<=[$%])[{]|(?<=\$)\$/g, escapeUnit);
}

const escapeUnit = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
