import type { DrillOptions, DrillResult } from "../../../operator/failover/drill-options";
import type { DrillIntent } from "../../../operator/failover/journal-entry";
import type { FailoverMessage } from "../../../operator/failover/message";
import { runDrill } from "../../../operator/failover/run";
import type { ChaosWorld } from "../../../rehearsal/chaos/world";
import { killableHost, unlessKilled } from "../../../rehearsal/drills/killable-controller";

export const PLANNED: DrillIntent = { to: "secondary", mode: "planned", acceptedLossSeconds: null };
export const UNPLANNED: DrillIntent = { to: "secondary", mode: "unplanned", acceptedLossSeconds: 1_000_000 };
export const FAILBACK: DrillIntent = { to: "primary", mode: "planned", acceptedLossSeconds: null };

/** How a run went, and what it told. */
export interface Ran {
  readonly outcome: DrillResult["outcome"] | "killed";
  readonly drill: string | null;
  readonly messages: readonly FailoverMessage[];
}

/** What differs from a run by ann to its end. */
export interface RunSettings {
  readonly holder?: string;
  /** After so many messages it is gone. Default: never. */
  readonly killedAfter?: number;
  /** Is called at each message, before the controller goes on. */
  readonly onMessage?: (message: FailoverMessage) => void;
  /** Answers questions. Default: yes. */
  readonly confirm?: (question: string) => Promise<boolean>;
  readonly options?: Partial<DrillOptions>;
}

/** Runs a controller in a world. */
export async function run(world: ChaosWorld, intent: DrillIntent, settings: RunSettings = {}): Promise<Ran> {
  const { holder = "ann@bastion", killedAfter, onMessage, confirm, options } = settings;
  const { host, messages } = killableHost({ killedAt: (_, count) => count === killedAfter, onMessage, confirm });
  const result = await unlessKilled(() =>
    world.withController(intent.to, (parts) =>
      runDrill({ ...parts, intent, holder, host, assumeYes: true, ...options }),
    ),
  );
  return result === "killed"
    ? { outcome: result, drill: null, messages }
    : { outcome: result.outcome, drill: result.drill, messages };
}

/** Statements that a run changed something with, with the account before each. */
export function changes({ messages }: Ran): readonly string[] {
  return messages.flatMap(({ code, text }) => (code === "F308" ? [text] : []));
}
