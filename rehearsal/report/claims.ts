/** Steps of the rehearsal, in the order in which they run. */
export const stepIds = [
  "clouds",
  "synth",
  "converge",
  "empty",
  "trust",
  "least-privilege",
  "load",
  "table-sync",
  "cycle",
  "fence",
  "heartbeat",
  "schema-drift",
  "validate",
  "planned-drill",
  "controller",
  "disaster",
  "chaos",
  "drift",
  "cdktf",
  "destroy",
] as const;
/** One step. */
export type StepId = (typeof stepIds)[number];

/** What a step says that it found out. */
export interface Claim {
  /** Stable id, its parts joined by dots: `trust.primary.storage.wrong-external-id`. */
  readonly id: string;
  /** The step that made it. */
  readonly step: StepId;
  /** What must be seen. */
  readonly expected: string;
  /** What was seen. */
  readonly observed: string;
  /** True if that is what was expected. A check that can't tell is false. */
  readonly ok: boolean;
  /** How it was seen: statements, answers, exit codes. No secrets. */
  readonly evidence: readonly string[];
}

/** A claim before it is known which step makes it. */
export type ClaimInput = Omit<Claim, "step">;

/** How one step went. */
export interface StepRecord {
  /** Which. */
  readonly id: StepId;
  /** For people. */
  readonly title: string;
  /** Wall clock, milliseconds. */
  readonly durationMs: number;
  /** True if it ran to its end and all its claims hold. */
  readonly ok: boolean;
}

/** Claims as numbers. */
export interface ClaimTotals {
  /** Claims that hold. */
  readonly held: number;
  /** Claims that failed. */
  readonly failed: number;
}

/** Counts claims. */
export function totalsOf(claims: readonly Claim[]): ClaimTotals {
  const held = claims.filter((claim) => claim.ok).length;
  return { held, failed: claims.length - held };
}

/** True if at least one claim was made and every claim and step is all right: nothing proven is not a success. */
export function isSuccess(steps: readonly StepRecord[], claims: readonly Claim[]): boolean {
  return claims.length > 0 && claims.every((claim) => claim.ok) && steps.every((step) => step.ok);
}

/** A claim from a check that may throw: throwing is a failed claim, since a check that can't tell proves nothing. */
export async function claimFrom(
  id: string,
  expected: string,
  check: () => Promise<Pick<Claim, "observed" | "ok" | "evidence">>,
): Promise<ClaimInput> {
  try {
    return { id, expected, ...(await check()) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      id,
      expected,
      observed: `could not be checked: ${reason.split("\n")[0] ?? ""}`,
      ok: false,
      evidence: [reason],
    };
  }
}
