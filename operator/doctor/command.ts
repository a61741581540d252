import type { CommandContext, GivenOptions } from "../command";
import { exitCodes } from "../exit-codes";
import { untilInterrupted } from "../interruption";
import { toJson } from "../json";
import { unlessAborted } from "../validate/account-access";
import { type DoctorProbes, isHealthy, runChecks } from "./check";
import { doctorChecks } from "./checks";
import { doctorFacts, renderResults } from "./render";
import { systemProbes } from "./system-probes";

/** How to look at the machine. */
export type MakeProbes = (...from: Parameters<typeof systemProbes>) => DoctorProbes;

/** Looks at the machine, and tells. @param makeProbes tests give another @returns the exit code */
export function examineMachine(
  { root, env, signal, write }: CommandContext,
  options: GivenOptions,
  makeProbes: MakeProbes = systemProbes,
): Promise<number> {
  return untilInterrupted(signal, async () => {
    const results = await unlessAborted(signal, () => runChecks(doctorChecks, makeProbes(root, env)));
    write(options.has("--json") ? toJson(doctorFacts(results)) : renderResults(results));
    return isHealthy(results) ? exitCodes.ok : exitCodes.unhealthy;
  });
}
