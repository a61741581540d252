import type { DeployedStack } from "./apply-stacks";
import type { StackReport } from "./deploy-json";
import type { PlannedStack } from "./plan-stacks";
import { kindOf, type StackChange } from "./stack-plan";

const NOTHING: Omit<StackReport, "stack" | "result"> = {
  changes: [],
  because: [],
  problem: null,
  remedy: null,
  log: null,
};

/** A planned stack for the report. */
export function plannedReport(stack: string, planned: PlannedStack): StackReport {
  switch (planned.kind) {
    case "empty":
      return { ...NOTHING, stack, result: "unchanged" };
    case "changes":
      return { ...NOTHING, stack, result: "planned", changes: changesOf(planned.plan.changes) };
    case "later":
      return { ...NOTHING, stack, result: "later", because: [...planned.because] };
    case "interrupted":
      return deployedReport(stack, { kind: "interrupted", begun: false });
    case "refused":
    case "failed":
    case "not-begun":
      return deployedReport(stack, planned);
  }
}

/** A deployed stack for the report. */
export function deployedReport(stack: string, deployed: DeployedStack): StackReport {
  switch (deployed.kind) {
    case "unchanged":
      return { ...NOTHING, stack, result: "unchanged" };
    case "applied":
      return { ...NOTHING, stack, result: "applied", changes: changesOf(deployed.plan.changes) };
    case "refused":
      return {
        ...NOTHING,
        stack,
        result: "refused",
        changes: changesOf(deployed.plan.changes),
        problem: `its plan loses for good:\n${deployed.lost.map(({ address, lost }) => `${address}: ${lost ?? ""}`).join("\n")}`,
        remedy: `find out what in the configuration makes it, and take that back; or, if it is meant: --allow-destroy ${stack}`,
      };
    case "unshown":
      return {
        ...NOTHING,
        stack,
        result: "refused",
        changes: changesOf(deployed.plan.changes),
        problem: `its plan, made when what it needs was applied, destroys what wasn't shown:\n${deployed.unshown.map(({ address }) => address).join("\n")}`,
        remedy: "deploy again: it is shown then",
      };
    case "failed":
      return { ...NOTHING, stack, result: "failed", ...deployed.stop };
    case "not-begun":
      return { ...NOTHING, stack, result: "not-begun", because: [...deployed.because] };
    case "interrupted":
      return {
        ...NOTHING,
        stack,
        result: "interrupted",
        problem: deployed.begun ? "Terraform was stopped in it" : "it was not begun any more",
        remedy: "deploy again: it goes on from here",
      };
  }
}

function changesOf(changes: readonly StackChange[]): StackReport["changes"] {
  return changes.map((change) => ({
    address: change.address,
    kind: kindOf(change),
    attributes: [...change.attributes],
    lost: change.lost ?? null,
  }));
}
