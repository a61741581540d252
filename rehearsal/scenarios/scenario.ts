import type { TwinbergConfig } from "../../config/schema";
import { cdktfStep } from "../steps/cdktf";
import { chaosStep } from "../steps/chaos";
import { cloudsStep } from "../steps/clouds";
import { controllerStep } from "../steps/controller";
import { convergeStep } from "../steps/converge";
import { cycleStep } from "../steps/cycle";
import { destroyStep } from "../steps/destroy";
import { disasterStep } from "../steps/disaster";
import { driftStep } from "../steps/drift";
import { emptyStep } from "../steps/empty";
import { fenceStep } from "../steps/fence";
import { heartbeatStep } from "../steps/heartbeat";
import { leastPrivilegeStep } from "../steps/least-privilege";
import { loadStep } from "../steps/load";
import { plannedDrillStep } from "../steps/planned-drill";
import { schemaDriftStep } from "../steps/schema-drift";
import type { Step } from "../steps/step";
import { synthStep } from "../steps/synth";
import { tableSyncStep } from "../steps/table-sync";
import { trustStep } from "../steps/trust";
import { validateStep } from "../steps/validate";

/** What can be rehearsed, and what each is, for people. */
export const SCENARIOS = {
  full: "everything, the default",
  converge: "the least: apply every stack, plan again, destroy; e.g. to try another Terraform or provider",
  drills: "only what disasters are about: planned drill, killed controllers, loss of the primary",
  "table-sync": "only the table sync",
  chaos: "random faults, writes and failovers, then everything is healed; --seed repeats a run",
} as const;
/** One of them. */
export type ScenarioName = keyof typeof SCENARIOS;

/** What is rehearsed. */
export type Scenario =
  | { readonly name: Exclude<ScenarioName, "chaos"> }
  /** @property seed the same seed gives the same events */
  | { readonly name: "chaos"; readonly seed: number };

const BEGINNING: readonly Step[] = [cloudsStep, synthStep, convergeStep];
const DRILLS: readonly Step[] = [plannedDrillStep, controllerStep, disasterStep];

/** The steps of a scenario in their order. A configuration without a table sync has none to rehearse. */
export function stepsOf(scenario: Scenario, { tableSync }: Pick<TwinbergConfig, "tableSync">): readonly Step[] {
  switch (scenario.name) {
    case "full":
      return [
        ...BEGINNING,
        emptyStep,
        trustStep,
        leastPrivilegeStep,
        loadStep,
        ...(tableSync === undefined ? [] : [tableSyncStep]),
        cycleStep,
        fenceStep,
        heartbeatStep,
        schemaDriftStep,
        validateStep,
        ...DRILLS,
        driftStep,
        cdktfStep,
        destroyStep,
      ];
    case "converge":
      return [...BEGINNING, emptyStep, destroyStep];
    case "table-sync":
      return [...BEGINNING, tableSyncStep, emptyStep, destroyStep];
    case "drills":
      return [...BEGINNING, loadStep, ...DRILLS, destroyStep];
    case "chaos":
      return [...BEGINNING, loadStep, chaosStep(scenario.seed), destroyStep];
  }
}
