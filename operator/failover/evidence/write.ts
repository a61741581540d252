import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { JournalEntry } from "../journal-entry";
import { evidenceOf } from "./evidence";
import { renderHtml } from "./html";
import { renderMarkdown } from "./markdown";
import type { Objectives } from "./objectives";

/** Where the evidence was written. */
export interface EvidenceFiles {
  readonly markdown: string;
  readonly html: string;
}

/**
 * Writes `evidence.md` and `evidence.html` of a drill, finished or not, over those that are there.
 *
 * @param directory the drill's own, such as `.twinberg/drills/<id>`; it is made when it isn't there
 * @throws Error for a journal without a beginning, or when the files can't be written
 */
export async function writeEvidence(
  directory: string,
  journal: readonly JournalEntry[],
  objectives: Objectives,
): Promise<EvidenceFiles> {
  const evidence = evidenceOf(journal, objectives);
  const files = { markdown: path.join(directory, "evidence.md"), html: path.join(directory, "evidence.html") };
  await mkdir(directory, { recursive: true });
  await writeFile(files.markdown, renderMarkdown(evidence));
  await writeFile(files.html, renderHtml(evidence));
  return files;
}
