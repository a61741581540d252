import type { AccountRole } from "../../config/schema";
import type { DrillJournal } from "./drill-journal";
import { DEFAULT_PATIENCE, type DrillOptions, type DrillResult } from "./drill-options";
import { StaleEpochError, StepError, UnreachableError } from "./errors";
import { FencedAccounts } from "./fenced-accounts";
import { type HeldLease, LEASE_MS } from "./lease";
import { MESSAGES, type MessageType, tell } from "./messages";
import type { Observation } from "./observation";
import type { DrillPlan } from "./plan";
import { commandFor } from "./resume-command";
import type { Step, StepEnd, StepWorld } from "./step";
import { refusalOf } from "./steps/refusal";
import { otherAccount } from "./topology";

/** What is run. */
export interface DrillRunInput {
  readonly plan: DrillPlan;
  readonly lease: HeldLease;
  readonly drill: string;
  readonly journal: DrillJournal;
  /** What the plan was made from. */
  readonly observation: Observation;
}

/** One controller at one drill: carries out the steps of a plan, each written down before and after. */
export class DrillRun {
  private readonly accounts: FencedAccounts;
  /** Statements of the step that is going on. */
  private commands: string[] = [];
  private readonly unreachable: string[] = [];

  constructor(
    private readonly options: DrillOptions,
    private readonly input: DrillRunInput,
  ) {
    const { topology, ports, signal } = options;
    const { lease, drill, observation } = input;
    this.accounts = new FencedAccounts({ topology, ports, lease, drill, signal, observation });
  }

  /** @throws StaleEpochError when somebody else has taken over */
  async run(): Promise<DrillResult> {
    const stop = this.keepLease();
    try {
      return await this.steps();
    } finally {
      stop();
    }
  }

  private async steps(): Promise<DrillResult> {
    const { steps } = this.input.plan;
    const pauseAt = steps.find(({ id }) => matches(id, this.options.pauseBefore));
    for (const [index, step] of steps.entries()) {
      if (step === pauseAt && !(await this.options.host.confirm(`Go on with ${step.id}: ${step.title}?`))) {
        this.say(MESSAGES.paused, { step: step.id, command: commandFor(this.options.intent) });
        return this.stopped("paused");
      }
      const { id, title, account } = step;
      this.say(MESSAGES.stepBegan, { step: id, title, account, number: index + 1, of: steps.length });
      const failure = await this.step(step);
      if (failure !== undefined) return this.stopped(failure);
    }
    return this.completed();
  }

  /** @returns undefined: go on */
  private async step(step: Step): Promise<DrillResult["outcome"] | undefined> {
    const { lease, journal } = this.input;
    const { clock, signal } = this.options;
    const { id: stepId, account } = step;
    this.commands = [];
    const began = clock().getTime();
    try {
      signal.throwIfAborted();
      await lease.renew();
      await journal.write({ kind: "step-began", step: stepId });
      const { outcome, observed } = await this.carryOut(step);
      // The last one has written the end itself.
      if (stepId === "release") return undefined;
      await journal.write({ kind: "step-ended", step: stepId, outcome, commands: this.commands, observed });
      const seconds = Math.round((clock().getTime() - began) / 100) / 10;
      this.say(MESSAGES.stepEnded, { step: stepId, account, outcome, seconds, observed });
      return undefined;
    } catch (error) {
      return this.failed(step, error);
    }
  }

  /** Where the account can't be reached, some steps are left for later. */
  private async carryOut(step: Step): Promise<StepEnd> {
    try {
      return await step.run(this.worldOf(step));
    } catch (error) {
      if (!(error instanceof UnreachableError) || step.unreachable !== "record" || error.account !== step.account)
        throw error;
      this.unreachable.push(step.id);
      this.say(MESSAGES.stepUnreachable, { step: step.id, account: step.account, reason: error.reason });
      if (step.id.startsWith("fence:")) {
        const command = commandFor({ ...this.options.intent, mode: "planned", acceptedLossSeconds: null });
        this.say(MESSAGES.unfenced, { account: error.account, reason: error.reason, command });
      }
      return { outcome: "unreachable", observed: { reason: error.reason } };
    }
  }

  /** Tells what went wrong and how to go on. @throws the error, if it is a bug or somebody has taken over */
  private async failed(step: Step, error: unknown): Promise<DrillResult["outcome"]> {
    const { intent, signal } = this.options;
    const { journal } = this.input;
    const command = commandFor(intent);
    if (error instanceof StaleEpochError) throw error;
    if (signal.aborted) {
      this.say(MESSAGES.interrupted, { step: step.id, command });
      return "interrupted";
    }
    const refusal = refusalOf(error);
    if (refusal === undefined && !(error instanceof StepError) && !(error instanceof UnreachableError)) throw error;
    const reason = refusal ?? (error instanceof UnreachableError ? error.reason : messageOf(error));
    await journal.write({ kind: "step-failed", step: step.id, reason });
    const dead = intent.mode === "planned" ? await this.deadSource(error) : undefined;
    if (dead !== undefined) {
      const without = commandFor({ ...intent, mode: "unplanned" });
      this.say(MESSAGES.primaryDied, {
        step: step.id,
        account: otherAccount(intent.to),
        reason: dead,
        command: without,
      });
      return "failed";
    }
    const account = error instanceof UnreachableError ? error.account : step.account;
    const advice = error instanceof StepError ? (error.advice ?? null) : null;
    this.say(MESSAGES.stepFailed, { step: step.id, account, reason, advice, command });
    return "failed";
  }

  /** Why the source doesn't answer; undefined: it does. */
  private async deadSource(error: unknown): Promise<string | undefined> {
    const source = otherAccount(this.options.intent.to);
    if (error instanceof UnreachableError) return error.account === source ? error.reason : undefined;
    try {
      await (await this.accounts.port(source)).execute("SELECT 1");
      return undefined;
    } catch (probed) {
      if (probed instanceof UnreachableError) return probed.reason;
      // Who refuses answers.
      if (refusalOf(probed) !== undefined) return undefined;
      throw probed;
    }
  }

  private worldOf(step: Step): StepWorld {
    const { topology, intent, asClient, clock, pause, patience = DEFAULT_PATIENCE } = this.options;
    const { drill, journal, lease } = this.input;
    return {
      topology,
      intent,
      drill,
      firstEpoch: journal.firstEpoch,
      journal: journal.entries,
      patience,
      port: (account) => this.accounts.port(account),
      change: (account, sql) => this.change(step, account, sql),
      asClient,
      enter: (account) => this.accounts.enter(account),
      release: () => this.end(),
      now: clock,
      pause: async (ms) => {
        await pause(ms);
        await lease.renew(LEASE_MS / 3);
      },
      tell: (type, data) => this.say(type, data),
      measure: (name, value, unit) => journal.write({ kind: "measured", name, value, unit }),
    };
  }

  private async change(step: Step, account: AccountRole, sql: string) {
    const rows = await this.accounts.change(account, sql);
    this.commands.push(`${account}: ${sql}`);
    this.say(MESSAGES.changed, { step: step.id, account, statement: sql });
    return rows;
  }

  private async end(): Promise<void> {
    await this.input.journal.write({ kind: "ended", outcome: "completed", reason: null });
    await this.letGo();
  }

  private completed(): DrillResult {
    const { drill } = this.input;
    this.say(MESSAGES.completed, { drill, to: this.options.intent.to, unreachable: this.unreachable });
    return { outcome: "completed", drill, unreachable: this.unreachable };
  }

  /** Others may go on at once. */
  private async stopped(outcome: DrillResult["outcome"]): Promise<DrillResult> {
    await this.letGo();
    return { outcome, drill: this.input.drill, unreachable: this.unreachable };
  }

  private async letGo(): Promise<void> {
    try {
      await this.input.lease.release();
    } catch (error) {
      if (error instanceof StaleEpochError) throw error;
      const until = new Date(this.options.clock().getTime() + LEASE_MS);
      this.say(MESSAGES.notReleased, { reason: messageOf(error), until });
    }
  }

  /** @returns ends it */
  private keepLease(): () => void {
    if (this.options.keepLease !== true) return () => undefined;
    // What goes wrong comes up again at the next step, which renews the lease first.
    const timer = setInterval(() => void this.input.lease.renew(LEASE_MS / 3).catch(() => undefined), LEASE_MS / 4);
    return () => clearInterval(timer);
  }

  private say<Data extends object>(type: MessageType<Data>, data: Data): void {
    tell(this.options.host, type, data, this.options.clock());
  }
}

/** By its whole id, or its name. */
function matches(id: string, wanted: string | undefined): boolean {
  return id === wanted || id.split(":")[0] === wanted;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
