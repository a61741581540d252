import type { AccountRole, TwinbergConfig } from "../../../config/schema";
import { within } from "../../failover/observe/within";
import { unlessAborted } from "../../validate/account-access";
import type { PreflightObservation, SeenAws, SeenSnowflake } from "../observation";
import { known } from "./known";

/** How long one cloud may take to tell everything, in milliseconds. */
export const LOOK_LIMIT_MS = 60_000;

/** How each is looked at. They reject when nothing can be told. */
export interface PreflightLooks {
  readonly aws: (config: TwinbergConfig) => Promise<SeenAws>;
  readonly snowflake: (config: TwinbergConfig, account: AccountRole) => Promise<SeenSnowflake>;
  readonly applied: (config: TwinbergConfig) => Promise<ReadonlySet<string>>;
}

/**
 * Looks everywhere at once, and changes nothing. What can't be looked at is not known, with the reason; it never throws.
 * @param signal aborted by Ctrl-C: nothing is waited for any more
 */
export async function observePreflight(
  config: TwinbergConfig,
  looks: PreflightLooks,
  signal: AbortSignal,
  limitMs = LOOK_LIMIT_MS,
): Promise<PreflightObservation> {
  const limited = <Value>(look: () => Promise<Value>) =>
    known(() => within(limitMs, () => unlessAborted(signal, look)));
  const [aws, primary, secondary, applied] = await Promise.all([
    limited(() => looks.aws(config)),
    limited(() => looks.snowflake(config, "primary")),
    limited(() => looks.snowflake(config, "secondary")),
    limited(() => looks.applied(config)),
  ]);
  return { aws, accounts: { primary, secondary }, applied };
}
