import type { CommandDefinition } from "../command";
import { type DoctorProbes, isHealthy, runChecks } from "../doctor/check";
import { doctorChecks } from "../doctor/checks";
import { renderResults, renderResultsJson } from "../doctor/render";
import { systemProbes } from "../doctor/system-probes";
import { exitCodes } from "../exit-codes";

/** `twinberg doctor`. @param makeProbes how to look at the machine; tests give another */
export function doctorCommand(
  makeProbes: (...from: Parameters<typeof systemProbes>) => DoctorProbes = systemProbes,
): CommandDefinition {
  return {
    name: "doctor",
    description: "say what is missing on this machine, why it is needed and how to get it",
    options: [{ name: "--json", description: "print JSON" }],
    async run({ root, env, write }, options) {
      const results = await runChecks(doctorChecks, makeProbes(root, env));
      write(options.has("--json") ? renderResultsJson(results) : renderResults(results));
      return isHealthy(results) ? exitCodes.ok : exitCodes.unhealthy;
    },
  };
}
