import type { RehearsalHost } from "./host";
import type { Interrupts } from "./interrupts";
import { type Claim, isSuccess, type StepId, type StepRecord } from "./report/claims";
import type { Report } from "./report/schema";
import { writeReport } from "./report/write";
import type { FactStore, Step } from "./steps/step";
import { providerName, requiredProviders } from "./terraform/requirements";
import type { RehearsalTools } from "./tools";

/** What a run of the steps is made of. */
export interface RehearseInput {
  /** Found and checked by prepare(). */
  readonly tools: RehearsalTools;
  /** Steps in their order. */
  readonly steps: readonly Step[];
  /** Is told what goes on. */
  readonly host: RehearsalHost;
  /** The user's wish to stop: the step that runs is not waited for, and no further one is begun. */
  readonly interrupts: Pick<Interrupts, "asked" | "whenAsked">;
  /** The time. */
  readonly now: () => Date;
}

/**
 * Runs the steps one after the other. The report is written after each, so that a run that breaks off leaves what it saw; until the
 * last step has run it says that the rehearsal is not ok. Keeps the facts for the caller.
 */
export async function rehearse(input: RehearseInput): Promise<{ readonly report: Report; readonly facts: FactStore }> {
  const { tools, steps, host, interrupts, now } = input;
  const startedAt = now();
  const facts: FactStore = {};
  const records: StepRecord[] = [];
  const claims: Claim[] = [];
  host.tell({ kind: "plan", steps: steps.map(({ id, title }) => ({ id, title })) });

  const reportNow = async (complete: boolean): Promise<Report> => {
    const report: Report = {
      ok: complete && isSuccess(records, claims),
      startedAt: startedAt.toISOString(),
      durationMs: Math.max(0, now().getTime() - startedAt.getTime()),
      terraform: { kind: tools.terraform.kind, version: tools.terraform.version },
      providers: providersOf(tools, facts),
      steps: records.map((record) => ({ ...record })),
      claims: claims.map((claim) => ({ ...claim, evidence: [...claim.evidence] })),
    };
    await writeReport(tools.workspace, report, [tools.keys.privateKeyPem]);
    return report;
  };

  for (const step of steps) {
    if (interrupts.asked()) {
      return { report: await reportNow(false), facts };
    }
    const begun = now().getTime();
    host.tell({ kind: "step-started", step: step.id, title: step.title });
    const made = await Promise.race([
      step.execute(tools, facts, (text) => host.tell({ kind: "progress", step: step.id, text })),
      // Drivers try for minutes to reach a cloud that was stopped.
      interrupts.whenAsked.then(() => [interruptedClaim(step.id)]),
    ]);
    const record: StepRecord = {
      id: step.id,
      title: step.title,
      durationMs: Math.max(0, now().getTime() - begun),
      ok: made.length > 0 && made.every((claim) => claim.ok),
    };
    records.push(record);
    claims.push(...made);
    host.tell({
      kind: "step-ended",
      step: step.id,
      title: step.title,
      ok: record.ok,
      durationMs: record.durationMs,
      claims: made,
    });
    await reportNow(false);
  }
  return { report: await reportNow(!interrupts.asked()), facts };
}

/** What Terraform chose; until it has chosen, what was found for it. */
function providersOf(tools: RehearsalTools, facts: FactStore): Report["providers"] {
  const chosen = facts.converge?.versions;
  const { aws, snowflake } = tools.providers;
  return {
    aws: { version: chosen?.get(providerName(requiredProviders.aws)) ?? aws.version, source: aws.source },
    snowflake: {
      version: chosen?.get(providerName(requiredProviders.snowflake)) ?? snowflake.version,
      source: snowflake.source,
    },
  };
}

function interruptedClaim(step: StepId): Claim {
  const observed = "the user interrupted it";
  return { id: `${step}.runs`, step, expected: "the step runs to its end", observed, ok: false, evidence: [] };
}
