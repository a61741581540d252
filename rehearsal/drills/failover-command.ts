import { z } from "zod";
import type { AccountRole } from "../../config/schema";
import { runTwinberg } from "../lake/twinberg";
import type { CloudFacts } from "../steps/step";
import type { RehearsalTools } from "../tools";

const lineSchema = z.looseObject({
  code: z.string(),
  level: z.string(),
  text: z.string(),
  data: z.record(z.string(), z.unknown()),
});

/** A line that `twinberg failover` or `failback` told, see docs/failover-messages.md. */
export type FailoverLine = z.infer<typeof lineSchema>;

/** What the command told, and how it ended. */
export interface FailoverRun {
  readonly code: number;
  readonly lines: readonly FailoverLine[];
}

/** Runs `twinberg failover …` or `twinberg failback …` as automation does: with JSON, and without being asked. */
export async function runFailover(
  tools: RehearsalTools,
  clouds: CloudFacts,
  args: readonly string[],
  expected: readonly number[] = [0],
): Promise<FailoverRun> {
  const { code, stdout } = await runTwinberg(tools, clouds, [...args, "--yes", "--json"], expected);
  const lines = stdout
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => lineSchema.parse(JSON.parse(line)));
  return { code, lines };
}

/** The first line of a code. @throws Error when it wasn't told */
export function lineOf({ lines }: FailoverRun, code: string): FailoverLine {
  const found = lines.find((line) => line.code === code);
  if (found === undefined) throw new Error(`${code} was not told: ${lines.map(({ text }) => text).join("; ")}`);
  return found;
}

/** A number that a line tells. @throws Error when it tells none */
export function numberIn({ code, data }: FailoverLine, name: string): number {
  const value = data[name];
  if (typeof value !== "number") throw new Error(`${code} tells no ${name}: ${JSON.stringify(data)}`);
  return value;
}

/** What was told, for a claim's evidence. */
export function told({ lines }: FailoverRun): readonly string[] {
  return lines.map(({ code, text }) => `${code} ${text}`);
}

/** Whether the command ended well, and with this account active. */
export function isComplete(run: FailoverRun, active: AccountRole): boolean {
  return run.code === 0 && run.lines.some(({ code, data }) => code === "F901" && data.to === active);
}

/** In words. */
export function outcomeOf(run: FailoverRun, active: AccountRole): string {
  return isComplete(run, active) ? "it completes" : "it does not complete";
}
