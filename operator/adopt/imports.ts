import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { type AdoptedResource, adoptedText } from "../../config/adopted";
import { textInFile } from "../text-in-file";
import type { Finding } from "./findings";

/** What each stack takes over. */
export function importsOf(findings: readonly Finding[]): ReadonlyMap<string, readonly AdoptedResource[]> {
  const imports = new Map<string, AdoptedResource[]>();
  for (const finding of findings) {
    const { stack, address } = finding.resource;
    const own = imports.get(stack) ?? [];
    imports.set(stack, own);
    if (finding.kind === "there") own.push({ to: address, id: finding.importId });
  }
  return imports;
}

/**
 * Writes the lists, one file a stack; that of a stack that takes over nothing is removed. A second time writes the same.
 * @returns the files that were changed
 */
export async function writeImports(
  folder: string,
  imports: ReadonlyMap<string, readonly AdoptedResource[]>,
): Promise<readonly string[]> {
  const changed: string[] = [];
  for (const [stack, list] of imports) {
    const file = path.join(folder, `${stack}.json`);
    const before = await textInFile(file);
    const after = list.length === 0 ? undefined : adoptedText(list);
    if (before === after) continue;
    if (after === undefined) await rm(file, { force: true });
    else {
      await mkdir(folder, { recursive: true });
      await writeFile(file, after);
    }
    changed.push(file);
  }
  return changed;
}

/** Import blocks as Terraform JSON has them; Terraform reads an id as a template. */
export const importBlocks = (list: readonly AdoptedResource[]) => ({
  import: list.map(({ to, id }) => ({ to, id: id.replace(/[$%](?=\{)/g, (sign) => sign + sign) })),
});
