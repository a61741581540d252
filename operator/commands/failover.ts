import { ACCOUNT_ROLES } from "../../config/schema";
import { type CommandDefinition, type GivenOptions, UsageError } from "../command";
import type { DrillIntent } from "../failover/journal-entry";
import { DRILL_DETAILS, type DrillTools, drill, realDrillTools } from "./drill";
import { DRILL_OPTIONS, readDrillRequest } from "./drill-options";

const DETAILS = `Planned: the active account takes part. Its writes are stopped, the other one is refreshed for the last
time, and each table compared: nothing is lost. When the active account dies meanwhile, the last
message tells the command that goes on without it.
Unplanned: nothing needs the active account, its cloud or its state. What was written there since the
last refresh is lost, or found again: run the command once more when the account is back, and what it
has and the other doesn't is put into QUARANTINE_E<epoch> before it follows.

${DRILL_DETAILS}`;

/** `twinberg failover`. @param tools tests give others */
export function failoverCommand(tools: DrillTools = realDrillTools): CommandDefinition {
  return {
    name: "failover",
    description: "make the other account the active one: groups, tasks, catalog writes, clients",
    details: DETAILS,
    options: [
      { name: "--to", value: "account", description: `the account to be active: ${ACCOUNT_ROLES.join(" or ")}` },
      { name: "--planned", description: "the active account takes part, and nothing is lost (default)" },
      { name: "--unplanned", description: "without the active account" },
      ...DRILL_OPTIONS,
    ],
    run(context, options) {
      const request = readDrillRequest(options);
      const { acceptedLossSeconds } = request;
      return drill(context, { intent: { ...readIntent(options), acceptedLossSeconds }, request }, tools);
    },
  };
}

function readIntent(options: GivenOptions): Pick<DrillIntent, "to" | "mode"> {
  const typed = options.get("--to");
  const to = ACCOUNT_ROLES.find((role) => role === typed);
  if (to === undefined) {
    const seen = typed === undefined ? "is missing" : `is ${JSON.stringify(typed)}`;
    throw new UsageError(`--to ${seen}: say which account is to be active, ${ACCOUNT_ROLES.join(" or ")}`);
  }
  if (options.has("--planned") && options.has("--unplanned")) {
    throw new UsageError("--planned and --unplanned exclude each other");
  }
  return { to, mode: options.has("--unplanned") ? "unplanned" : "planned" };
}
