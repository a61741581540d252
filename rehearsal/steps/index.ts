import { cdktfStep } from "./cdktf";
import { cloudsStep } from "./clouds";
import { convergeStep } from "./converge";
import { destroyStep } from "./destroy";
import { driftStep } from "./drift";
import { emptyStep } from "./empty";
import { leastPrivilegeStep } from "./least-privilege";
import type { Step } from "./step";
import { synthStep } from "./synth";
import { trustStep } from "./trust";

/** The steps of a rehearsal in their order. */
export const rehearsalSteps: readonly Step[] = [
  cloudsStep,
  synthStep,
  convergeStep,
  emptyStep,
  trustStep,
  leastPrivilegeStep,
  driftStep,
  cdktfStep,
  destroyStep,
];
