import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { type BuildOptions, buildSync } from "esbuild";

/** How the function is bundled: by the modules' own ES sources, which can be shaken. */
export const BUNDLE_OPTIONS = {
  bundle: true,
  minify: true,
  platform: "node",
  target: "node22",
  format: "cjs",
  mainFields: ["module", "main"],
  conditions: ["import", "module"],
  alias: { "@aws-sdk/credential-provider-node": join(sources(), "function-credentials.ts") },
  legalComments: "none",
  charset: "utf8",
  write: false,
  logLevel: "error",
} as const satisfies BuildOptions;

/** The function's files by name, which lie beside each other. The same source gives the same texts on any machine. */
export interface TableSyncFiles {
  /** The handler, and what nearly every invocation needs. */
  readonly "index.js": string;
  /** What it loads when it needs it, see rare.ts. */
  readonly "rare.js": string;
}

/** Bundles the function. */
export function bundleTableSync(): TableSyncFiles {
  return { "index.js": bundled("handler.ts", ["./rare"]), "rare.js": bundled("rare.ts", []) };
}

function bundled(entry: string, external: readonly string[]): string {
  const [file] = buildSync({
    ...BUNDLE_OPTIONS,
    entryPoints: [join(sources(), entry)],
    external: [...external],
  }).outputFiles;
  if (file === undefined) throw new Error(`esbuild gave no file for ${entry}`);
  return file.text;
}

/** This folder in the sources, also when this file was bundled into another place of the tree. */
function sources(): string {
  for (let folder = __dirname; ; folder = dirname(folder)) {
    for (const candidate of [folder, join(folder, "lambda-src/table-sync")]) {
      if (existsSync(join(candidate, "handler.ts"))) return candidate;
    }
    if (dirname(folder) === folder) throw new Error(`no folder above ${__dirname} holds the table sync's sources`);
  }
}
