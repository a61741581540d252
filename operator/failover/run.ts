import { ACCOUNT_ROLES } from "../../config/schema";
import { unlessAborted } from "../validate/account-access";
import { DrillJournal } from "./drill-journal";
import type { DrillOptions, DrillResult } from "./drill-options";
import { DrillRun } from "./drill-run";
import { BucketError, LeaseHeldError, StaleEpochError } from "./errors";
import { intentOf, type JournalledDrill, unfinishedDrill } from "./journal";
import { type HeldLease, takeLease } from "./lease";
import { MESSAGES, type MessageType, tell } from "./messages";
import type { Observation } from "./observation";
import { type DrillPlan, planDrill } from "./plan";
import { unaccepted } from "./refusals";
import { commandFor } from "./resume-command";
import { otherAccount } from "./topology";

/** A plan with the drill that it continues. */
export interface PlannedDrill {
  readonly plan: DrillPlan;
  readonly unfinished: JournalledDrill | undefined;
}

/** Looks, and plans what is missing. Changes nothing. */
export async function planNow({ topology, intent, observe, journals, signal }: DrillOptions): Promise<PlannedDrill> {
  const unfinished = await unlessAborted(signal, () => unfinishedDrill(journals));
  const journal = unfinished?.entries ?? [];
  return {
    plan: planDrill({ intent, topology, observation: await unlessAborted(signal, observe), journal }),
    unfinished,
  };
}

/**
 * Fails over or back, or goes on with it: plans, asks, takes the lease, plans again, and carries out step by step.
 * What goes wrong is told to the host, and in the result; a bug is thrown.
 */
export async function runDrill(options: DrillOptions): Promise<DrillResult> {
  const { host, intent, clock, observe, topology, signal } = options;
  const found = await findUnfinished(options);
  if (found === undefined) return without("failed");
  const { unfinished } = found;
  if (isAnother(options, unfinished)) return without("refused");
  const observation = await unlessAborted(signal, observe);
  const plan = planDrill({ intent, topology, observation, journal: unfinished?.entries ?? [] });
  options.onPlan?.(plan);
  if (refuses(options, plan)) return without("refused");
  if (plan.steps.length === 0) return nothingToDo(options, observation);
  const steps = plan.steps.map(({ id }) => id);
  say(options, MESSAGES.planned, { drill: unfinished?.id ?? null, to: intent.to, mode: intent.mode, steps });
  const question = `Carry out these ${steps.length} steps: ${intent.mode} to ${intent.to}?`;
  if (options.assumeYes !== true && !(await host.confirm(question))) {
    say(options, MESSAGES.declined, { question });
    return without("declined");
  }
  const yesAt = clock();
  return holdingLease(options, unfinished?.id, observation, (lease) =>
    underLease(options, { lease, known: unfinished?.entries.length ?? 0, yesAt }),
  );
}

/** Ends the unfinished drill in the journal, and leaves both accounts as they are. */
export async function abandonDrill(options: DrillOptions): Promise<DrillResult> {
  const found = await findUnfinished(options);
  if (found === undefined) return without("failed");
  const { unfinished } = found;
  if (unfinished === undefined) {
    say(options, MESSAGES.nothingToAbandon, {});
    return without("refused");
  }
  const question = `Abandon drill ${unfinished.id}, and leave both accounts as they are?`;
  if (options.assumeYes !== true && !(await options.host.confirm(question))) {
    say(options, MESSAGES.declined, { question });
    return without("declined");
  }
  return holdingLease(options, unfinished.id, await unlessAborted(options.signal, options.observe), async (lease) => {
    const { id, entries } = unfinished;
    const journal = new DrillJournal(options.journals, id, lease, options.clock, entries);
    await journal.write({ kind: "ended", outcome: "abandoned", reason: `by ${options.holder}` });
    await lease.release();
    say(options, MESSAGES.abandoned, { drill: id });
    return { outcome: "abandoned", drill: id, unreachable: [] };
  });
}

/** undefined: the bucket doesn't tell, which was said. */
async function findUnfinished(
  options: DrillOptions,
): Promise<{ readonly unfinished: JournalledDrill | undefined } | undefined> {
  try {
    return { unfinished: await unlessAborted(options.signal, () => unfinishedDrill(options.journals)) };
  } catch (error) {
    if (!(error instanceof BucketError)) throw error;
    noBucket(options, error, undefined);
    return undefined;
  }
}

function noBucket(options: DrillOptions, { message }: BucketError, drill: string | undefined): DrillResult {
  say(options, MESSAGES.noBucket, { reason: message, command: commandFor(options.intent) });
  return { ...without("failed"), drill: drill ?? null };
}

const without = (outcome: DrillResult["outcome"]): DrillResult => ({ outcome, drill: null, unreachable: [] });

function say<Data extends object>({ host, clock }: DrillOptions, type: MessageType<Data>, data: Data): void {
  tell(host, type, data, clock());
}

/** Takes the lease above every epoch that was seen; who is refused, or overtaken later, tells who it is. */
async function holdingLease(
  options: DrillOptions,
  continued: string | undefined,
  { accounts }: Observation,
  work: (lease: HeldLease) => Promise<DrillResult>,
): Promise<DrillResult> {
  const { leases, holder, clock, token } = options;
  const epochs = ACCOUNT_ROLES.map((account) => {
    const seen = accounts[account];
    return seen.reachable && seen.epoch.known ? seen.epoch.value : 0;
  });
  const drill = (epoch: number) => continued ?? newId(options, epoch);
  try {
    const lease = await takeLease(leases, { holder, drill, above: Math.max(...epochs), now: clock, token });
    say(options, MESSAGES.leaseTaken, { epoch: lease.epoch, holder, drill: lease.drill });
    return await work(lease);
  } catch (error) {
    if (error instanceof LeaseHeldError) {
      say(options, MESSAGES.leaseHeld, error.held);
      return without("held");
    }
    if (error instanceof BucketError) return noBucket(options, error, continued);
    if (error instanceof StaleEpochError) {
      const { own, seen, where } = error;
      say(options, MESSAGES.stale, { own, ...seen, where });
      return { outcome: "stale", drill: continued ?? null, unreachable: [] };
    }
    throw error;
  }
}

/** Plans again, now that nobody else changes anything, and does it. */
async function underLease(
  options: DrillOptions,
  { lease, known, yesAt }: { readonly lease: HeldLease; readonly known: number; readonly yesAt: Date },
): Promise<DrillResult> {
  const { drill } = lease;
  const { intent, topology, observe, journals, clock, holder } = options;
  const unfinished = await unfinishedDrill(journals);
  const entries = unfinished?.entries ?? [];
  if ((unfinished !== undefined && unfinished.id !== drill) || entries.length !== known) {
    // Somebody was quicker: what was asked about is no longer what is to be done.
    await lease.release();
    return runDrill(options);
  }
  const observation = await observe();
  const plan = planDrill({ intent, topology, observation, journal: entries });
  if (refuses(options, plan) || plan.steps.length === 0) {
    await lease.release();
    return plan.steps.length === 0 ? nothingToDo(options, observation) : without("refused");
  }
  const journal = new DrillJournal(journals, drill, lease, clock, entries);
  if (entries.length === 0) {
    const steps = plan.steps.map(({ id }) => id);
    await journal.write({ kind: "began", intent, operator: holder, plan: steps }, yesAt);
  } else if (intentOf(entries).mode !== intent.mode) {
    await journal.write({ kind: "continued-as", intent });
    say(options, MESSAGES.continuedAs, { drill, mode: intent.mode });
  }
  return new DrillRun(options, { plan, lease, drill, journal, observation }).run();
}

/** Whether an unfinished drill isn't what is asked for; a planned one may go on as unplanned. */
function isAnother(options: DrillOptions, unfinished: JournalledDrill | undefined): boolean {
  if (unfinished === undefined) return false;
  const begun = intentOf(unfinished.entries);
  const { to, mode } = options.intent;
  if (begun.to === to && (begun.mode === mode || mode === "unplanned")) return false;
  say(options, MESSAGES.otherDrillUnfinished, { drill: unfinished.id, command: commandFor(begun) });
  return true;
}

function refuses(options: DrillOptions, { refusals }: DrillPlan): boolean {
  const open = unaccepted(refusals, options.intent);
  for (const { id, ...why } of open) say(options, MESSAGES.refused, { refusal: id, ...why });
  return open.length > 0;
}

function nothingToDo(options: DrillOptions, { accounts }: Observation): DrillResult {
  const { intent } = options;
  const other = accounts[otherAccount(intent.to)];
  if (other.reachable) say(options, MESSAGES.nothingToDo, { to: intent.to });
  else {
    const { account, reason } = other;
    say(options, MESSAGES.unfenced, { account, reason, command: commandFor({ ...intent, acceptedLossSeconds: null }) });
  }
  return without("nothing-to-do");
}

/** Begins with its epoch, so that the newest is the last. */
function newId({ intent, clock }: DrillOptions, epoch: number): string {
  const time = clock()
    .toISOString()
    .replace(/[-:]|\.\d+/g, "");
  return `${String(epoch).padStart(6, "0")}-${time}-to-${intent.to}`;
}
