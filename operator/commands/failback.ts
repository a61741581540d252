import type { CommandDefinition } from "../command";
import { DRILL_DETAILS, type DrillTools, drill, realDrillTools } from "./drill";
import { DRILL_OPTIONS, readDrillRequest } from "./drill-options";

const DETAILS = `The same as failover --to primary --planned. If the primary has been away, what it wrote that the
secondary doesn't have is put into QUARANTINE_E<epoch> first, and it is refreshed; then the roles
change back without loss.

${DRILL_DETAILS}`;

/** `twinberg failback`. @param tools tests give others */
export function failbackCommand(tools: DrillTools = realDrillTools): CommandDefinition {
  return {
    name: "failback",
    description: "make the primary the active account again, keeping what it alone has",
    details: DETAILS,
    options: DRILL_OPTIONS,
    run(context, options) {
      const request = readDrillRequest(options);
      const { acceptedLossSeconds } = request;
      return drill(context, { intent: { to: "primary", mode: "planned", acceptedLossSeconds }, request }, tools);
    },
  };
}
