import { ACCOUNT_ROLES, type AccountRole } from "../../config/schema";
import type { DrillResult } from "../../operator/failover/drill-options";
import { intentOf, unfinishedDrill } from "../../operator/failover/journal";
import type { FailoverMessage } from "../../operator/failover/message";
import { activeAccount, type Side, sidesOf } from "../../operator/failover/readiness/sides";
import { runDrill } from "../../operator/failover/run";
import { killableHost, unlessKilled } from "../drills/killable-controller";
import { ChaosMarks } from "./marks";
import { type ChaosEvent, describeEvent } from "./schedule";
import { readShape, shapeDifferences } from "./shape";
import type { ChaosWorld, Undo } from "./world";

/** Statements that a controller changes something with. */
const CHANGING = "^\\s*(ALTER|INSERT|CREATE|DROP|DELETE)\\b";
/** More than anything that is refused for. */
const ANY_LOSS_SECONDS = 1_000_000;
/** How often an interrupted failover is gone on with before it is given up. */
const TRIES = 6;
/** What passes between two of them. */
const PAUSE_SECONDS = 180;

/** What is not as it must be, and after which event. */
export interface Violation {
  readonly invariant: string;
  readonly after: string;
  readonly what: string;
}

/** What came of a schedule. */
export interface ChaosOutcome {
  readonly violations: readonly Violation[];
  /** What happened and how it ended, line by line. */
  readonly log: readonly string[];
  readonly marksWritten: number;
}

/**
 * Lets things happen one after another, then heals all and brings the primary back. Looks meanwhile and at the end whether the
 * invariants hold: one controller at a time (I5), a stale one changes nothing (I6), groups change sides all or in order (I8), going on from
 * anywhere comes to the same end and loses no acknowledged row (I12), and nothing that is declared is changed by it (I13).
 */
export async function runSchedule(world: ChaosWorld, events: readonly ChaosEvent[]): Promise<ChaosOutcome> {
  const run = new ScheduleRun(world);
  await run.begin();
  for (const event of events) await run.happen(event);
  await run.end();
  return { violations: run.violations, log: run.log, marksWritten: run.marks.written.length };
}

class ScheduleRun {
  readonly violations: Violation[] = [];
  readonly log: string[] = [];
  readonly marks: ChaosMarks;
  readonly #undo: Undo[] = [];
  #shape: readonly string[] = [];
  #after = "the beginning";
  #controllers = 0;

  constructor(private readonly world: ChaosWorld) {
    this.marks = new ChaosMarks(world);
  }

  async begin(): Promise<void> {
    this.#shape = await readShape(this.world);
    await this.marks.create("primary");
    for (const { name } of this.world.topology.groups)
      await this.world.execute("secondary", `ALTER FAILOVER GROUP ${name} REFRESH`);
  }

  async happen(event: ChaosEvent): Promise<void> {
    this.#after = describeEvent(event);
    this.log.push(this.#after);
    switch (event.kind) {
      case "write":
        return this.#write();
      case "advance":
        return this.world.advance(event.seconds);
      case "outage":
        this.#undo.push(await this.world.outage(event.account));
        return;
      case "latency":
        this.#undo.push(await this.world.latency(event.account, event.milliseconds));
        return;
      case "failing":
        this.#undo.push(await this.world.failing(event.account, CHANGING, event.times));
        return;
      case "heal":
        return this.#heal();
      case "drill":
        await this.#drill(event.to, event.mode, event.killedAfter);
        return this.#lookAtOrder();
      case "race":
        return this.#race(event.to, event.mode);
    }
  }

  /** All is healed, what was interrupted is gone on with, and the primary is active again: nothing may be missing. */
  async end(): Promise<void> {
    this.#after = "the end";
    await this.#heal();
    await this.#settle();
    const sides = await this.#sides();
    if (activeAccount(sides) !== "primary") {
      this.#violate(
        "I12",
        `the primary is not active again: ${sides.map(({ reason, name }) => `${name}: ${reason}`).join("; ")}`,
      );
      return;
    }
    await this.#write();
    const there = new Set(await this.marks.replicated("primary"));
    const aside = new Set<number>();
    for (const account of ACCOUNT_ROLES) for (const mark of await this.marks.quarantined(account)) aside.add(mark);
    const lost = this.marks.written.filter(({ mark }) => !there.has(mark) && !aside.has(mark));
    if (lost.length > 0) this.#violate("I12", `acknowledged, and neither there nor put aside: ${JSON.stringify(lost)}`);
    for (const { name } of this.world.topology.groups)
      await this.world.execute("secondary", `ALTER FAILOVER GROUP ${name} REFRESH`);
    const followed = await this.marks.replicated("secondary");
    if (followed.join() !== [...there].join())
      this.#violate("I8", `the secondary has ${followed.join()}, the primary ${[...there].join()}`);
    await this.marks.remove("primary");
    const changed = shapeDifferences(this.#shape, await readShape(this.world));
    if (changed.length > 0) this.#violate("I13", `what is declared is no longer as it was: ${changed.join("; ")}`);
  }

  /** Goes on with what is unfinished, then back to the primary. */
  async #settle(): Promise<void> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const unfinished = await this.world.withController("primary", ({ journals }) => unfinishedDrill(journals));
      if (unfinished !== undefined) {
        const { to, mode } = intentOf(unfinished.entries);
        await this.#drill(to, mode, null);
      }
      const last = await this.#drill("primary", "planned", null);
      if (last !== "killed" && (last.outcome === "completed" || last.outcome === "nothing-to-do")) return;
      // Long enough, all in all, for a heartbeat, without which an account that was down isn't ready.
      await this.world.advance(PAUSE_SECONDS);
    }
  }

  async #write(): Promise<void> {
    const accepted = await this.marks.write();
    this.log.push(`  written in ${accepted.join(" and ") || "none"}`);
    if (accepted.length > 1) this.#violate("I6", `both accounts accepted a row: ${accepted.join(", ")}`);
  }

  async #heal(): Promise<void> {
    for (const undo of this.#undo.splice(0)) await undo();
  }

  async #drill(
    to: AccountRole,
    mode: "planned" | "unplanned",
    killedAfter: number | null,
  ): Promise<DrillResult | "killed"> {
    this.#controllers += 1;
    const holder = `operator-${this.#controllers}`;
    const { host, messages } = killableHost({ killedAt: (_, count) => count === killedAfter });
    const intent = { to, mode, acceptedLossSeconds: mode === "unplanned" ? ANY_LOSS_SECONDS : null };
    const result = await unlessKilled(() =>
      this.world.withController(to, (parts) => runDrill({ ...parts, intent, host, holder, assumeYes: true })),
    );
    this.log.push(`  ${holder}: ${result === "killed" ? result : result.outcome}${endOf(messages)}`);
    return result;
  }

  /** Two at once: at most one of them gets to do it. */
  async #race(to: AccountRole, mode: "planned" | "unplanned"): Promise<void> {
    const results = await Promise.all([this.#drill(to, mode, null), this.#drill(to, mode, null)]);
    const completed = results.filter((one) => one !== "killed" && one.outcome === "completed");
    if (completed.length > 1) this.#violate("I5", `${completed.length} controllers completed the same failover`);
    await this.#lookAtOrder();
  }

  /** The groups that are promoted are the first ones, in the order of promotion. */
  async #lookAtOrder(): Promise<void> {
    const sides = await this.#sides();
    if (sides.some(({ holder }) => holder === "split")) {
      this.#violate("I8", `split: ${sides.map(({ name, reason }) => `${name}: ${reason}`).join("; ")}`);
    }
    const holders = sides.map(({ holder }) => holder).filter((holder) => holder !== "unknown");
    const changes = holders.filter((holder, index) => index > 0 && holder !== holders[index - 1]);
    if (changes.length > 1)
      this.#violate("I8", `out of order: ${sides.map(({ name, holder }) => `${name}: ${holder}`).join("; ")}`);
  }

  #sides(): Promise<readonly Side[]> {
    return this.world.withController("primary", async ({ observe, topology }) => sidesOf(topology, await observe()));
  }

  #violate(invariant: string, what: string): void {
    this.violations.push({ invariant, after: this.#after, what });
    this.log.push(`  VIOLATED ${invariant}: ${what}`);
  }
}

function endOf(messages: readonly FailoverMessage[]): string {
  const last = messages.at(-1);
  return last === undefined ? "" : `, last said: ${last.code} ${last.text}`;
}
