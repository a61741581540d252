import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type BuildOptions, buildSync } from "esbuild";

const SOURCES = sources();

/** How the function is bundled: by the modules' own ES sources, which can be shaken. */
export const BUNDLE_OPTIONS = {
  bundle: true,
  minify: true,
  platform: "node",
  target: "node22",
  format: "cjs",
  mainFields: ["module", "main"],
  conditions: ["import", "module"],
  alias: { "@aws-sdk/credential-provider-node": join(SOURCES, "function-credentials.ts") },
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

/** Bundles the function: both files at once, what they share is read once. */
export function bundleTableSync(): TableSyncFiles {
  const { outputFiles } = buildSync({
    ...BUNDLE_OPTIONS,
    entryPoints: { index: join(SOURCES, "handler.ts"), rare: join(SOURCES, "rare.ts") },
    // The first loads the second from beside it.
    external: ["./rare"],
    // Nothing is written there: it names the files.
    outdir: SOURCES,
  });
  const text = (name: keyof TableSyncFiles): string => {
    const file = outputFiles.find(({ path }) => basename(path) === name);
    if (file === undefined) throw new Error(`esbuild gave no ${name}`);
    return file.text;
  };
  return { "index.js": text("index.js"), "rare.js": text("rare.js") };
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
