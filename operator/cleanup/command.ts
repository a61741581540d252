import { ACCOUNT_ROLES, type AccountRole, type TwinbergConfig } from "../../config/schema";
import { chosenConfig } from "../chosen-config";
import { type CommandContext, type GivenOptions, UsageError } from "../command";
import { exitCodes } from "../exit-codes";
import { canAsk } from "../failover/ask-person";
import { untilInterrupted } from "../interruption";
import { toJson } from "../json";
import { cleanUp } from "./clean-up";
import { askTyped, consentOf, dataToDelete } from "./confirm";
import { cleanupFacts } from "./facts";
import { type OpenedCleanup, openCleanup } from "./open-cleanup";
import { renderPlan } from "./render";
import type { CleanupPlan } from "./step";

/** What tests replace. */
export interface CleanupCommandTools {
  readonly open: (config: TwinbergConfig, context: CommandContext) => Promise<OpenedCleanup>;
  /** Whether a person can be asked. */
  readonly isTerminal: () => boolean;
  /** Asks a person to type a text. @throws the signal's reason when interrupted */
  readonly ask: (question: string, expected: string, signal: AbortSignal) => Promise<boolean>;
  readonly clock: () => Date;
}

const realTools: CleanupCommandTools = {
  open: openCleanup,
  isTerminal: canAsk,
  ask: askTyped,
  clock: () => new Date(),
};

/** Looks, plans, asks, and removes. @param tools tests give others @returns the exit code @throws UsageError */
export async function cleanupStacks(
  context: CommandContext,
  options: GivenOptions,
  tools: CleanupCommandTools = realTools,
): Promise<number> {
  const { config } = chosenConfig(context);
  const agreed = consentOf(options, config.organization, tools.isTerminal());
  const input = { config, data: dataToDelete(options), without: accountLeftOut(options) };
  const json = options.has("--json");
  const show = (plan: CleanupPlan, done: readonly string[]) =>
    context.write(json ? toJson(cleanupFacts(plan, done)) : renderPlan(plan));
  return untilInterrupted(context.signal, async () => {
    const opened = await tools.open(config, context);
    try {
      const ended = await cleanUp({
        ...input,
        agreed,
        opened,
        context,
        ask: tools.ask,
        clock: tools.clock,
        show,
        json,
      });
      return ended.left ? exitCodes.unhealthy : exitCodes.ok;
    } finally {
      await opened.close();
    }
  });
}

/** @throws UsageError for a name that is no account's */
function accountLeftOut(options: GivenOptions): AccountRole | undefined {
  const typed = options.get("--without");
  if (typed === undefined) return undefined;
  const account = ACCOUNT_ROLES.find((one) => one === typed);
  if (account === undefined) throw new UsageError(`--without is primary or secondary, not ${JSON.stringify(typed)}`);
  return account;
}
