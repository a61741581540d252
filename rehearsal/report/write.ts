import { rename, writeFile } from "node:fs/promises";
import { renderHtml } from "./html";
import { type Report, reportSchema } from "./schema";

/** Where a report goes. */
export interface ReportFiles {
  /** For programs. */
  readonly reportJson: string;
  /** For people. */
  readonly reportHtml: string;
}

/**
 * Writes both forms of a report. Each file appears whole or not at all, so that a run that breaks off half-way leaves the report
 * of what it had seen until then.
 *
 * @param secrets values that must not stand in a report; each occurrence is replaced, as a last line of defence
 * @throws ZodError if the report is not as its schema says.
 */
export async function writeReport(files: ReportFiles, report: Report, secrets: readonly string[]): Promise<void> {
  const clean = reportSchema.parse(redact(report, secrets));
  await Promise.all([
    writeWhole(files.reportJson, `${JSON.stringify(clean, null, 2)}\n`),
    writeWhole(files.reportHtml, renderHtml(clean)),
  ]);
}

function redact(report: Report, secrets: readonly string[]): unknown {
  // A PEM appears whole, or line by line in a diff.
  const parts = secrets.flatMap((secret) => [
    secret,
    ...secret.split("\n").filter((line) => line.length > 20 && !line.startsWith("-----")),
  ]);
  return JSON.parse(JSON.stringify(report), (_key, value: unknown) =>
    typeof value === "string" ? parts.reduce((text, part) => text.replaceAll(part, "(secret)"), value) : value,
  );
}

async function writeWhole(file: string, text: string): Promise<void> {
  const unfinished = `${file}.unfinished`;
  await writeFile(unfinished, text);
  await rename(unfinished, file);
}
