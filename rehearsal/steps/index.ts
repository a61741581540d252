import { cdktfStep } from "./cdktf";
import { cloudsStep } from "./clouds";
import { convergeStep } from "./converge";
import { cycleStep } from "./cycle";
import { destroyStep } from "./destroy";
import { disasterStep } from "./disaster";
import { driftStep } from "./drift";
import { emptyStep } from "./empty";
import { fenceStep } from "./fence";
import { heartbeatStep } from "./heartbeat";
import { leastPrivilegeStep } from "./least-privilege";
import { loadStep } from "./load";
import { plannedDrillStep } from "./planned-drill";
import { schemaDriftStep } from "./schema-drift";
import type { Step } from "./step";
import { synthStep } from "./synth";
import { trustStep } from "./trust";
import { validateStep } from "./validate";

/** The steps of a rehearsal in their order. */
export const rehearsalSteps: readonly Step[] = [
  cloudsStep,
  synthStep,
  convergeStep,
  emptyStep,
  trustStep,
  leastPrivilegeStep,
  loadStep,
  cycleStep,
  fenceStep,
  heartbeatStep,
  schemaDriftStep,
  validateStep,
  plannedDrillStep,
  disasterStep,
  driftStep,
  cdktfStep,
  destroyStep,
];
