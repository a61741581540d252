import { join } from "node:path";
import { type BuildOptions, buildSync } from "esbuild";

/** How the function is bundled: everything into one file, by the modules' own ES sources, which can be shaken. */
export const BUNDLE_OPTIONS = {
  entryPoints: [join(__dirname, "handler.ts")],
  bundle: true,
  minify: true,
  platform: "node",
  target: "node22",
  format: "cjs",
  mainFields: ["module", "main"],
  conditions: ["import", "module"],
  legalComments: "none",
  charset: "utf8",
  write: false,
  logLevel: "error",
} as const satisfies BuildOptions;

/** The function's one file. The same source gives the same text on any machine. */
export function bundleTableSync(): string {
  const [file] = buildSync(BUNDLE_OPTIONS).outputFiles;
  if (file === undefined) throw new Error("esbuild gave no file for the table sync");
  return file.text;
}
