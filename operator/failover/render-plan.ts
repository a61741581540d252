import type { DrillPlan } from "./plan";
import { unaccepted } from "./refusals";

/** A plan for people: each step with its precondition, its statements and its postcondition. */
export function renderPlan({ intent, steps, refusals }: DrillPlan, drill: string | null): string {
  const title = `${intent.mode === "planned" ? "Planned" : "Unplanned"} failover to ${intent.to}`;
  const continued = drill === null ? "" : `, going on with drill ${drill}`;
  if (steps.length === 0) return `${title}: nothing is missing\n`;
  const body = steps.flatMap(({ id, title: what, account, precondition, commands, postcondition }, index) => [
    `${String(index + 1).padStart(3)}. ${what}`,
    `     ${id}, in ${account}`,
    `     before: ${precondition}`,
    ...commands.map((command) => `     > ${command.replace(/\s+/g, " ")}`),
    `     after:  ${postcondition}`,
    "",
  ]);
  const open = unaccepted(refusals, intent);
  const against = open.map(({ text, fix, acceptedBy }) => {
    const accept = acceptedBy === null ? "nothing accepts that" : `--accept-data-loss ${acceptedBy} accepts that`;
    return `  ✗ ${text}\n      fix: ${fix}\n      ${accept}`;
  });
  const verdict = open.length === 0 ? "Nothing stands against it." : "It would be refused:";
  return `${[`${title}${continued}: ${steps.length} steps`, "", ...body, verdict, ...against].join("\n")}\n`;
}

/** A plan for programs: `{ drill, intent, steps: [{ id, title, account, precondition, commands, postcondition }], refusals }`. */
export function planFacts({ intent, steps, refusals }: DrillPlan, drill: string | null) {
  return {
    drill,
    intent,
    steps: steps.map(({ id, title, account, precondition, commands, postcondition }) => ({
      ...{ id, title, account, precondition, commands, postcondition },
    })),
    refusals: unaccepted(refusals, intent),
  };
}
