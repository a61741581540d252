import { configPath, loadConfig } from "../../config/load";
import type { CommandContext } from "../command";
import { exitCodes } from "../exit-codes";
import { askPerson } from "../failover/ask-person";
import type { DrillResult } from "../failover/drill-options";
import { writeEvidence } from "../failover/evidence/write";
import { jsonHost, terminalHost } from "../failover/hosts";
import type { DrillIntent } from "../failover/journal-entry";
import { type DrillInput, type OpenedDrill, openDrill } from "../failover/open-drill";
import { unaccepted } from "../failover/refusals";
import { planFacts, renderPlan } from "../failover/render-plan";
import { abandonDrill, planNow, runDrill } from "../failover/run";
import { untilInterrupted } from "../interruption";
import { toJson } from "../json";
import type { DrillRequest } from "./drill-options";

/** What tests replace. */
export interface DrillTools {
  readonly open: (input: DrillInput) => OpenedDrill;
  /** Asks a person. @throws the signal's reason when interrupted */
  readonly ask: (question: string, signal: AbortSignal) => Promise<boolean>;
}

/** The real ones. */
export const realDrillTools: DrillTools = { open: openDrill, ask: askPerson };

/** What both commands' help says at its end. */
export const DRILL_DETAILS = `First it looks at both accounts, plans only what is missing, shows that and asks; the answer is no unless
it is yes. Then each step looks whether it is done already, acts, looks again, and is written down in
the journal before and after: drills/<id>/journal.jsonl in the controller's bucket, with a copy in
.twinberg/drills/<id>/, where the evidence comes, too.

However it ended before (killed, interrupted, refused by Snowflake), the same command goes on from
there. Only one controller acts at a time: a lease with an epoch in the bucket, which both accounts
know as well; who has a lower epoch is refused there, and told who has the higher.

It logs in as each account's deployer, by the private keys that Terraform takes:
  TF_VAR_primary_snowflake_private_key and TF_VAR_secondary_snowflake_private_key
and to the bucket with the AWS credentials of the environment.

Exit code 0: done, or nothing to do. 1: refused, declined, held by somebody else, or stopped at a step:
what was said last tells how to go on. 2: the command line, a key or the configuration can't be used.
130: interrupted; what was begun is in the journal.
`;

/** Plans, abandons or runs a drill, and says how it went. @returns the exit code */
export function drill(
  context: CommandContext,
  { intent, request }: { readonly intent: DrillIntent; readonly request: DrillRequest },
  tools: DrillTools,
): Promise<number> {
  const { env, root, signal, write, progress } = context;
  const config = loadConfig(configPath(env));
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
