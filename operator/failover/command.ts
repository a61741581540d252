import { ACCOUNT_ROLES } from "../../config/schema";
import { chosenConfig } from "../chosen-config";
import { type CommandContext, type GivenOptions, UsageError } from "../command";
import { exitCodes } from "../exit-codes";
import { untilInterrupted } from "../interruption";
import { toJson } from "../json";
import { askPerson, canAsk } from "./ask-person";
import type { DrillResult } from "./drill-options";
import { writeEvidence } from "./evidence/write";
import { jsonHost, terminalHost } from "./hosts";
import type { DrillIntent } from "./journal-entry";
import { type DrillInput, type OpenedDrill, openDrill } from "./open-drill";
import { type DrillRequest, readDrillRequest } from "./read-request";
import { unaccepted } from "./refusals";
import { planFacts, renderPlan } from "./render-plan";
import { abandonDrill, planNow, runDrill } from "./run";

/** What tests replace. */
export interface DrillTools {
  readonly open: (input: DrillInput) => OpenedDrill;
  /** Asks a person. @throws the signal's reason when interrupted */
  readonly ask: (question: string, signal: AbortSignal) => Promise<boolean>;
  /** Whether somebody is there to be asked. */
  readonly canAsk: () => boolean;
}

const realDrillTools: DrillTools = { open: openDrill, ask: askPerson, canAsk };

/** Makes an account the active one. @param tools tests give others @returns the exit code */
export function failOver(context: CommandContext, options: GivenOptions, tools?: DrillTools): Promise<number> {
  const request = readDrillRequest(options);
  const { acceptedLossSeconds } = request;
  return drill(context, { intent: { ...readIntent(options), acceptedLossSeconds }, request }, tools);
}

/** Makes the primary the active one again. @param tools tests give others @returns the exit code */
export function failBack(context: CommandContext, options: GivenOptions, tools?: DrillTools): Promise<number> {
  const request = readDrillRequest(options);
  const { acceptedLossSeconds } = request;
  return drill(context, { intent: { to: "primary", mode: "planned", acceptedLossSeconds }, request }, tools);
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

/** Plans, abandons or runs a drill, and says how it went. @returns the exit code */
function drill(
  context: CommandContext,
  { intent, request }: { readonly intent: DrillIntent; readonly request: DrillRequest },
  tools: DrillTools = realDrillTools,
): Promise<number> {
  const { env, root, signal, write, progress } = context;
  refuseUnasked(request, tools);
  const { config } = chosenConfig(context);
  const host = (request.json ? jsonHost : terminalHost)({
    write,
    progress,
    confirm: (question) => tools.ask(question, signal),
  });
  const opened = tools.open({ config, intent, host, env, root, signal });
  return untilInterrupted(signal, async () => {
    try {
      const { assumeYes, pauseBefore } = request;
      const options = { ...opened.options, assumeYes, ...(pauseBefore === undefined ? {} : { pauseBefore }) };
      if (request.plan) {
        const { plan, unfinished } = await planNow(options);
        const id = unfinished?.id ?? null;
        write(request.json ? toJson(planFacts(plan, id)) : renderPlan(plan, id));
        return unaccepted(plan.refusals, intent).length === 0 ? exitCodes.ok : exitCodes.unhealthy;
      }
      const result = request.abandon
        ? await abandonDrill(options)
        : await runDrill({
            ...options,
            onPlan: (plan) => {
              // What is refused is told by messages, each with its reason and its fix.
              const refused = unaccepted(plan.refusals, intent).length > 0;
              if (!request.json && !refused) progress(renderPlan(plan, null));
            },
          });
      if (result.drill !== null) {
        const journal = await options.journals.read(result.drill);
        if (journal.length > 0) {
          const { markdown, html } = await writeEvidence(opened.folderOf(result.drill), journal, options.topology);
          progress(`  evidence: ${markdown}, ${html}\n`);
        }
      }
      return exitCodeOf(result);
    } finally {
      await opened.close();
    }
  });
}

/** Before anything is looked at, and not halfway. @throws UsageError when something would be asked, and nobody is there */
function refuseUnasked({ plan, assumeYes, pauseBefore }: DrillRequest, tools: DrillTools): void {
  if (plan || tools.canAsk()) return;
  if (pauseBefore !== undefined) {
    throw new UsageError(`--pause-before ${pauseBefore} asks a person, and there is no terminal: run it on one`);
  }
  if (!assumeYes) {
    throw new UsageError(
      "there is no terminal to ask on, and nothing was done: give --yes to go on without being asked, or --plan to only look",
    );
  }
}

function exitCodeOf({ outcome }: DrillResult): number {
  switch (outcome) {
    case "completed":
    case "nothing-to-do":
    case "abandoned":
      return exitCodes.ok;
    case "interrupted":
      return exitCodes.interrupted;
    default:
      return exitCodes.unhealthy;
  }
}
