import type { DrillOptions, DrillResult } from "../../../operator/failover/drill-options";
import type { DrillIntent } from "../../../operator/failover/journal-entry";
import type { FailoverMessage } from "../../../operator/failover/message";
import { runDrill } from "../../../operator/failover/run";
import type { ChaosWorld } from "../../../rehearsal/chaos/world";

export const PLANNED: DrillIntent = { to: "secondary", mode: "planned", acceptedLossSeconds: null };
export const UNPLANNED: DrillIntent = { to: "secondary", mode: "unplanned", acceptedLossSeconds: 1_000_000 };
export const FAILBACK: DrillIntent = { to: "primary", mode: "planned", acceptedLossSeconds: null };

/** A controller's process is gone in the middle of what it did. */
class Killed extends Error {
  override readonly name = "Killed";
}

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
  const { holder = "ann@bastion", killedAfter, onMessage, confirm = async () => true, options } = settings;
  const messages: FailoverMessage[] = [];
  const notify = (message: FailoverMessage) => {
    messages.push(message);
    onMessage?.(message);
    if (messages.length === killedAfter) throw new Killed();
  };
  try {
    const { outcome, drill } = await world.withController((parts) =>
      runDrill({ ...parts, intent, holder, host: { notify, confirm }, assumeYes: true, ...options }),
    );
    return { outcome, drill, messages };
  } catch (error) {
    if (!(error instanceof Killed)) throw error;
    return { outcome: "killed", drill: null, messages };
  }
}

/** Statements that a run changed something with, with the account before each. */
export function changes({ messages }: Ran): readonly string[] {
  return messages.flatMap(({ code, text }) => (code === "F308" ? [text] : []));
}
