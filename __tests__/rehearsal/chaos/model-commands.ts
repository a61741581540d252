import fc from "fast-check";
import { ACCOUNT_ROLES, type AccountRole } from "../../../config/schema";
import { intentOf, isUnfinished, newestDrill } from "../../../operator/failover/journal";
import type { DrillIntent } from "../../../operator/failover/journal-entry";
import type { Undo } from "../../../rehearsal/chaos/world";
import { run } from "./controllers";
import type { FakeWorld } from "./fake-world";
import type { FailoverModel } from "./model";

/** What the commands act on. */
export interface Real {
  readonly world: FakeWorld;
  comeBack: Undo | undefined;
}

type Command = fc.AsyncCommand<FailoverModel, Real>;

/** Nothing that must never happen did, and no acknowledged row is gone from where it can be found. */
function mustBeSound({ world }: Real, model: FailoverModel): void {
  expect(world.accounts.violations).toEqual([]);
  const { primary, secondary } = world.accounts.accounts;
  const found = [primary, secondary].flatMap(({ tables, quarantine }) =>
    [...tables.values(), ...quarantine.values()].flat(),
  );
  expect(found).toEqual(expect.arrayContaining(model.acknowledged));
}

/** Somebody writes, wherever he can. */
class Write implements Command {
  constructor(private readonly row: string) {}
  check = () => true;
  async run(model: FailoverModel, real: Real): Promise<void> {
    const taken = ACCOUNT_ROLES.filter((account) => real.world.accounts.write(account, `${this.row} of ${account}`));
    expect(taken.length).toBeLessThan(2);
    for (const account of ACCOUNT_ROLES) {
      const expected = model.takes(account);
      if (expected !== undefined) expect([account, taken.includes(account)]).toEqual([account, expected]);
    }
    model.acknowledged.push(...taken.map((account) => `${this.row} of ${account}`));
    mustBeSound(real, model);
  }
  toString = () => `write ${this.row}`;
}

/** Time passes: schedules refresh, leases of the dead end. */
class Pass implements Command {
  constructor(private readonly minutes: number) {}
  check = () => true;
  async run(model: FailoverModel, real: Real): Promise<void> {
    await real.world.advance(this.minutes * 60);
    mustBeSound(real, model);
  }
  toString = () => `${this.minutes} minutes pass`;
}

/** An account goes down; the other stays. */
export class TakeDown implements Command {
  constructor(private readonly account: AccountRole) {}
  check = ({ down }: Readonly<FailoverModel>) => down === undefined;
  async run(model: FailoverModel, real: Real): Promise<void> {
    real.comeBack = await real.world.outage(this.account);
    model.down = this.account;
  }
  toString = () => `${this.account} goes down`;
}

class ComeBack implements Command {
  check = ({ down }: Readonly<FailoverModel>) => down !== undefined;
  async run(model: FailoverModel, real: Real): Promise<void> {
    await real.comeBack?.();
    real.comeBack = undefined;
    model.down = undefined;
  }
  toString = () => "it comes back";
}

/** A controller runs to its end. */
export class Run implements Command {
  constructor(private readonly intent: DrillIntent) {}
  check = () => true;
  async run(model: FailoverModel, real: Real): Promise<void> {
    const { outcome } = await run(real.world, this.intent);
    expect(model.outcomes(this.intent)).toContain(outcome);
    await note(model, real, this.intent, outcome);
    mustBeSound(real, model);
  }
  toString = () => `${this.intent.mode} to ${this.intent.to}`;
}

/** A controller runs, and is killed after so many messages, if it has that many. */
export class Kill implements Command {
  constructor(
    private readonly intent: DrillIntent,
    private readonly killedAfter: number,
  ) {}
  check = () => true;
  async run(model: FailoverModel, real: Real): Promise<void> {
    const { outcome } = await run(real.world, this.intent, { killedAfter: this.killedAfter });
    if (outcome !== "killed") expect(model.outcomes(this.intent)).toContain(outcome);
    await note(model, real, this.intent, outcome);
    mustBeSound(real, model);
  }
  toString = () => `${this.intent.mode} to ${this.intent.to}, killed after ${this.killedAfter} messages`;
}

/** Takes note of what the journal says: a run that was killed may have begun something, or have ended it before it could say so. */
async function note(model: FailoverModel, { world }: Real, intent: DrillIntent, outcome: string): Promise<void> {
  const newest = await world.withController("primary", ({ journals }) => newestDrill(journals));
  const completed = newest?.entries.some((entry) => entry.kind === "ended" && entry.outcome === "completed") === true;
  const news = newest?.id !== model.newestCompleted;
  if (completed) model.newestCompleted = newest?.id;
  if (outcome === "completed") return model.completed(intent);
  if (newest !== undefined && isUnfinished(newest)) return model.killed(intentOf(newest.entries));
  if (outcome === "killed" && completed && news) model.completed(intent);
}

const to = fc.constantFrom(...ACCOUNT_ROLES);
const intent: fc.Arbitrary<DrillIntent> = fc
  .tuple(to, fc.boolean())
  .map(([target, planned]) =>
    planned
      ? { to: target, mode: "planned", acceptedLossSeconds: null }
      : { to: target, mode: "unplanned", acceptedLossSeconds: 1_000_000 },
  );

/** Every command, with what differs. */
export const COMMANDS: fc.Arbitrary<Command>[] = [
  fc.stringMatching(/^[a-z]{6}$/).map((row) => new Write(row)),
  fc.integer({ min: 1, max: 30 }).map((minutes) => new Pass(minutes)),
  to.map((account) => new TakeDown(account)),
  fc.constant(new ComeBack()),
  intent.map((one) => new Run(one)),
  fc.tuple(intent, fc.integer({ min: 1, max: 80 })).map(([one, killedAfter]) => new Kill(one, killedAfter)),
];
