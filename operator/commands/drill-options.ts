import { z } from "zod";
import { type CommandOption, type GivenOptions, UsageError } from "../command";
import { STEP_NAMES } from "../failover/plan";

/** Options that failover and failback share. */
export const DRILL_OPTIONS: readonly CommandOption[] = [
  { name: "--plan", description: "only print what would be done; nothing is changed" },
  { name: "--yes", description: "don't ask before beginning (what --pause-before asks is asked all the same)" },
  {
    name: "--accept-data-loss",
    value: "seconds",
    description: "begin although the target isn't ready, accepting that writes of so many seconds are lost",
  },
  { name: "--pause-before", value: "step", description: "wait for a person's approval there, e.g. promote" },
  { name: "--abandon", description: "end the unfinished drill in its journal; both accounts stay as they are" },
  { name: "--json", description: "print JSON: one message a line, or the plan" },
];

const secondsSchema = z
  .int({ error: "--accept-data-loss is not a whole number of seconds" })
  .min(0, { error: "--accept-data-loss is less than 0" });

/** What was typed. */
export interface DrillRequest {
  readonly plan: boolean;
  readonly assumeYes: boolean;
  readonly acceptedLossSeconds: number | null;
  readonly pauseBefore: string | undefined;
  readonly abandon: boolean;
  readonly json: boolean;
}

/** Reads {@link DRILL_OPTIONS}. @throws UsageError */
export function readDrillRequest(options: GivenOptions): DrillRequest {
  const typed = options.get("--accept-data-loss");
  const seconds =
    typed === undefined ? undefined : secondsSchema.safeParse(typed.trim() === "" ? Number.NaN : Number(typed));
  if (seconds?.success === false) throw new UsageError(seconds.error.issues.map(({ message }) => message).join("\n"));
  if (options.has("--plan") && options.has("--abandon")) {
    throw new UsageError("--plan and --abandon exclude each other: abandoning changes the journal and nothing else");
  }
  const pauseBefore = options.get("--pause-before");
  if (pauseBefore !== undefined && !STEP_NAMES.some((name) => name === pauseBefore.split(":")[0])) {
    throw new UsageError(
      `--pause-before: there is no step ${JSON.stringify(pauseBefore)}; there are ${STEP_NAMES.join(", ")}`,
    );
  }
  return {
    plan: options.has("--plan"),
    assumeYes: options.has("--yes"),
    acceptedLossSeconds: seconds?.data ?? null,
    pauseBefore,
    abandon: options.has("--abandon"),
    json: options.has("--json"),
  };
}
