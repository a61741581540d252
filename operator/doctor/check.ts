import type { Probe } from "../../rehearsal/process/probe";
import type { TerraformBinary } from "../../rehearsal/terraform/binary";
import type { MirrorSearch } from "../../rehearsal/terraform/mirrors";

/** Everything that checks look at, injected so that tests can make any machine. */
export interface DoctorProbes {
  /** Environment of the caller. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Node's version, e.g. 20.20.2. */
  readonly nodeVersion: string;
  /** Runs a short command. */
  readonly probe: Probe;
  /** Finds Terraform. @throws RehearsalError */
  readonly findTerraform: () => Promise<TerraformBinary>;
  /** Where filesystem mirrors may be. */
  readonly mirrors: MirrorSearch;
  /** Whether a registry's host answers, and if not why. */
  readonly reachRegistry: (
    host: string,
  ) => Promise<{ readonly ok: true } | { readonly ok: false; readonly reason: string }>;
  /** Binds a free port on 127.0.0.1 and lets it go. @returns the port. @throws the system's error */
  readonly bindFreePort: () => Promise<number>;
  /** Checks the chosen configuration. @returns its path. @throws ConfigError listing all problems */
  readonly validateConfig: () => string;
}

/** What a check found. */
export type Finding =
  /** All right. */
  | { readonly kind: "ok"; readonly found: string }
  /** Works without, but not as well. */
  | { readonly kind: "warning"; readonly found: string; readonly fix: string }
  /** Something required is missing. */
  | { readonly kind: "missing"; readonly found: string; readonly fix: string };

/** One thing that the machine needs. */
export interface DoctorCheck {
  /** Stable id for programs. */
  readonly id: string;
  /** What is looked for. */
  readonly title: string;
  /** What it is needed for. */
  readonly why: string;
  /** Looks. A check that throws counts as missing. */
  look(probes: DoctorProbes): Promise<Finding>;
}

/** A check with what it found. */
export interface CheckResult {
  /** Stable id. */
  readonly id: string;
  /** What was looked for. */
  readonly title: string;
  /** What it is needed for. */
  readonly why: string;
  /** What was found. */
  readonly finding: Finding;
}

/** Runs all checks at the same time; results are in the order of the checks. */
export function runChecks(checks: readonly DoctorCheck[], probes: DoctorProbes): Promise<readonly CheckResult[]> {
  return Promise.all(
    checks.map(async ({ id, title, why, look }) => ({ id, title, why, finding: await lookSafely(look, probes) })),
  );
}

/** True if nothing required is missing. */
export function isHealthy(results: readonly CheckResult[]): boolean {
  return results.every((result) => result.finding.kind !== "missing");
}

async function lookSafely(look: DoctorCheck["look"], probes: DoctorProbes): Promise<Finding> {
  try {
    return await look(probes);
  } catch (error) {
    return {
      kind: "missing",
      found: `the check itself failed: ${error instanceof Error ? error.message : String(error)}`,
      fix: "this is a defect of the check: report it with the line above",
    };
  }
}
