import type { CleanupPlan, DataItem } from "./step";
import { stepTitle } from "./step";

/** A plan for people. */
export function renderPlan({ refusals, steps, keeps, deletes, stays, leaves }: CleanupPlan): string {
  const blocks = [
    refusals.length === 0
      ? []
      : [
          "It can't be begun:",
          ...refusals.flatMap(({ id, text, fix }) => [`  ✗ ${text} [${id}]`, `      fix: ${fix}`]),
        ],
    steps.length === 0
      ? ["Nothing is left to remove."]
      : [
          "To do:",
          ...steps.flatMap((step, index) => [`${String(index + 1).padStart(3)}. ${stepTitle(step)}`, ...details(step)]),
        ],
    deletes.length === 0 ? [] : ["Deletes for good:", ...deletes.map(renderItem)],
    keeps.length === 0 ? [] : ["Keeps:", ...keeps.map(renderKept)],
    stays.length === 0 ? [] : ["Stays as it is:", ...stays.map(({ stack, why }) => `  ${stack}: ${why}`)],
    leaves.length === 0
      ? []
      : [
          "Can't be removed from here:",
          ...leaves.flatMap(({ what, why, who }) => [`  ${what}`, `      why: ${why}`, `      who: ${who}`]),
        ],
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join("\n"))
    .join("\n\n")}\n`;
}

function details(step: CleanupPlan["steps"][number]): readonly string[] {
  return step.kind === "quiet" ? step.statements.map((sql) => `       ${sql};`) : [];
}

function renderItem({ data, what, holds }: DataItem): string {
  return `  ${what} (${holds}) [${data}]`;
}

/** What Terraform hasn't isn't deleted by this command, whatever is asked for. */
function renderKept(item: DataItem): string {
  return `${renderItem(item)}${item.owned ? "" : ": it isn't Terraform's, and is its owner's to remove"}`;
}
