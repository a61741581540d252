import { Outbox } from "../../src/control/outbox";
import { systemRandomness } from "../../src/randomness";
import { SessionStore } from "../../src/session/session-store";
import { connectAutomation } from "../../src/tasks/connect";
import { Scheduler } from "../../src/time/scheduler";
import { Bench } from "../support/accounts";

/** An account whose tasks and alerts run, with a database to put them in. Time stands still until the test moves it. */
export class AutomationBench extends Bench {
  readonly scheduler = new Scheduler(this.clock, (error) => {
    throw error;
  });
  readonly outbox = new Outbox(this.clock);

  constructor() {
    super();
    connectAutomation(this.account, {
      scheduler: this.scheduler,
      sessions: new SessionStore(this.clock, systemRandomness),
      statements: { aws: () => undefined, accounts: [this.account] },
      outbox: this.outbox,
    });
  }

  /** Creates DB.PUBLIC and the warehouse WH, and uses them. */
  async prepare(): Promise<void> {
    await this.run("CREATE DATABASE db", "CREATE WAREHOUSE wh", "USE SCHEMA db.public");
  }

  /** Lets minutes pass. */
  async pass(minutes: number): Promise<void> {
    await this.scheduler.advanceBy(minutes * 60_000);
  }

  /** `NAME STATE` of every run of a task, in order. */
  runs(): readonly string[] {
    return [...this.account.automation.taskRuns.all()].map((run) => `${run.name} ${run.state}`);
  }
}
