import { z } from "zod";
import { type GivenOptions, UsageError } from "../command";
import { STEP_NAMES } from "./plan";

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

/** Reads the options that failover and failback share. @throws UsageError */
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
