import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { App } from "cdktf";
import type { AdoptedResources } from "../config/adopted";
import { RULES_REPORT_FILE, type RulesReport } from "../config/rules-report";
import type { TwinbergConfig } from "../config/schema";
import { declareAdopted } from "./adopted";
import { declareStacks } from "./declare-stacks";

/**
 * Synthesizes the program, and writes beside it how it meets the rules.
 *
 * @param outdir default: cdktf's own
 * @param adopted what exists already; default: nothing
 * @throws RulesError with all violations of the rules
 * @throws ConfigError when something is to be adopted that isn't declared
 */
export function synthesizeStacks(
  config: TwinbergConfig,
  outdir?: string,
  adopted: AdoptedResources = new Map(),
): RulesReport {
  const app = new App(outdir === undefined ? {} : { outdir });
  const file = join(app.outdir, RULES_REPORT_FILE);
  rmSync(file, { force: true });
  const policies = declareStacks(app, config);
  declareAdopted(app, adopted);
  app.synth();
  writeFileSync(file, `${JSON.stringify(policies.report, undefined, 2)}\n`);
  return policies.report;
}
