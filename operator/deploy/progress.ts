import type { ApplyingEvent } from "./apply-stacks";
import { deployedReport, plannedReport } from "./deploy-report";
import type { PlanningEvent } from "./plan-stacks";
import { headline } from "./render";

/**
 * Tells what goes on as lines, each with the time since the beginning and, at an end, how long it took.
 * @param write takes whole lines
 */
export function progressLines(
  write: (line: string) => void,
  now: () => Date,
): (event: PlanningEvent | ApplyingEvent) => void {
  const start = now().getTime();
  const begun = new Map<string, number>();
  return (event) => {
    const { stack } = event;
    const at = now().getTime();
    const took = () => {
      const since = begun.get(stack);
      return since === undefined ? "" : ` (${seconds(at - since)})`;
    };
    const line = (text: string): void => write(`${seconds(at - start).padStart(9)}  ${stack}: ${text}\n`);
    switch (event.kind) {
      case "planning":
        begun.set(stack, at);
        line("plan");
        break;
      case "replanning":
        begun.set(stack, at);
        line(event.because === "there" ? "plan: what it needs is there" : "plan anew: what it needs was changed");
        break;
      case "planned":
        line(`${headline(plannedReport(stack, event.planned))}${took()}`);
        begun.delete(stack);
        break;
      case "applying":
        begun.set(stack, at);
        line("apply");
        break;
      case "progress":
        line(`${event.completed} of ${event.of} are done${took()}`);
        break;
      case "ended":
        line(`${headline(deployedReport(stack, event.deployed))}${took()}`);
        break;
    }
  };
}

/** `12.3 s`, or `4 min 5 s` from a minute on. */
function seconds(ms: number): string {
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const whole = Math.round(ms / 1000);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
