import { z } from "zod";
import { formatDuration } from "../host";
import { stepIds } from "../report/claims";
import type { Report } from "../report/schema";

/** A run of the full rehearsal as the tour keeps it: its report without evidence, and what it printed. */
export const recordedRunSchema = z.strictObject({
  startedAt: z.iso.datetime(),
  durationMs: z.number().int().nonnegative(),
  providers: z.strictObject({ aws: z.string(), snowflake: z.string() }),
  steps: z.array(
    z.strictObject({
      id: z.enum(stepIds),
      title: z.string(),
      durationMs: z.number().int().nonnegative(),
      output: z.array(z.string()).describe("The lines that it printed, its first and its last among them."),
    }),
  ),
  claims: z.array(
    z.strictObject({ id: z.string(), step: z.enum(stepIds), expected: z.string(), observed: z.string() }),
  ),
});

/** See {@link recordedRunSchema}. */
export type RecordedRun = z.infer<typeof recordedRunSchema>;

/** More of what was seen than anybody reads in a table. */
const LONGEST = 220;

/**
 * Puts a report and its output together.
 *
 * @param log what the rehearsal printed to a pipe; lines of something else in it do no harm
 * @throws Error when a claim failed, or when the output is another run's
 */
export function recordRun(report: Report, log: string): RecordedRun {
  const failed = report.claims.filter(({ ok }) => !ok).map(({ id }) => id);
  if (!report.ok) throw new Error(`the tour shows a rehearsal that passed; failed here: ${failed.join(", ")}`);
  return {
    startedAt: report.startedAt,
    durationMs: report.durationMs,
    providers: {
      aws: `${report.providers.aws.version}, ${report.providers.aws.source}`,
      snowflake: `${report.providers.snowflake.version}, ${report.providers.snowflake.source}`,
    },
    steps: report.steps.map(({ id, title, durationMs }) => ({
      id,
      title,
      durationMs,
      output: outputOf(title, durationMs, log),
    })),
    claims: report.claims.map(({ id, step, expected, observed }) => ({
      id,
      step,
      expected: oneLine(expected),
      observed: oneLine(observed),
    })),
  };
}

function outputOf(title: string, durationMs: number, log: string): string[] {
  const lines = log.split("\n");
  const first = lines.indexOf(`▸ ${title}`);
  const count = lines.slice(first).findIndex((line) => line.startsWith(`✓ ${title} (`));
  const last = lines[first + count] ?? "";
  if (first < 0 || count < 0 || !last.includes(`(${formatDuration(durationMs)},`)) {
    throw new Error(`the output isn't the report's: no step "${title}" that took ${formatDuration(durationMs)}`);
  }
  return lines.slice(first, first + count + 1);
}

function oneLine(text: string): string {
  const line = text.replace(/\s*\n\s*/g, " ");
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST)}…`;
}
