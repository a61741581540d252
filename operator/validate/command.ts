import { randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { ACCOUNT_ROLES, type AccountRole } from "../../config/schema";
import { chosenConfig } from "../chosen-config";
import { type CommandContext, type GivenOptions, UsageError } from "../command";
import { exitCodes } from "../exit-codes";
import { untilInterrupted } from "../interruption";
import { toJson } from "../json";
import { openSession, type SessionSettings, type SnowflakeSession } from "../snowflake/session";
import { openAccount } from "./account-access";
import { type CheckResult, isValid } from "./check";
import { deployerSettings } from "./deployers";
import { renderValidation, validationFacts } from "./render";
import { validate } from "./validate";

/** How long tables that are catching up are waited for, in seconds, unless told otherwise. */
const DEFAULT_WAIT_SECONDS = 30;
const SECONDS_BETWEEN_LOOKS = 5;

const waitSchema = z
  .int({ error: "--wait is not a whole number of seconds" })
  .min(0, { error: "--wait is less than 0" })
  .max(3600, { error: "--wait is more than 3600 seconds" });

/** What tests replace. */
export interface ValidateTools {
  /** Opens a session of an account. */
  readonly open: (settings: SessionSettings) => Promise<SnowflakeSession>;
  /** Lets time pass. @throws the signal's reason when interrupted */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
  /** What tells the throwaway names of one run from another's: letters and digits. */
  readonly suffix: () => string;
}

const realTools: ValidateTools = {
  open: openSession,
  pause: (ms, signal) => delay(ms, undefined, { signal }),
  suffix: () => randomBytes(6).toString("hex").toUpperCase(),
};

/** Looks at both accounts, and tells. @param tools how to reach accounts; tests give others @returns the exit code */
export function validateAccounts(
  context: CommandContext,
  options: GivenOptions,
  tools: ValidateTools = realTools,
): Promise<number> {
  const { env, signal, write, progress } = context;
  const wait = waitSchema.safeParse(Number(options.get("--wait") || DEFAULT_WAIT_SECONDS));
  if (!wait.success) throw new UsageError(wait.error.issues.map(({ message }) => message).join("\n"));
  const { config } = chosenConfig(context);
  const settings: Readonly<Record<AccountRole, SessionSettings>> = {
    primary: deployerSettings(config, "primary", env),
    secondary: deployerSettings(config, "secondary", env),
  };
  const open = (account: AccountRole) =>
    openAccount({ config, account, settings: settings[account], signal, open: tools.open });
  return untilInterrupted(signal, async () => {
    const accounts = { primary: open("primary"), secondary: open("secondary") };
    try {
      const results = await validate({
        config,
        accounts,
        suffix: tools.suffix(),
        patience: {
          pauseMs: SECONDS_BETWEEN_LOOKS * 1000,
          looks: Math.ceil(wait.data / SECONDS_BETWEEN_LOOKS),
          pause: (ms) => tools.pause(ms, signal),
          onWait: (tables) => progress(`still catching up, looking again: ${tables.join(", ")}\n`),
        },
      });
      const rendered = {
        results,
        titles: new Map<CheckResult["account"], string>([
          ...ACCOUNT_ROLES.map((role) => [role, `${role} ${config.organization}-${settings[role].account}`] as const),
          ["both", "both accounts"],
        ]),
        notes: config.lake.tables.length > 0 ? [] : ["lake.tables declares no table: none was counted."],
      };
      write(options.has("--json") ? toJson(validationFacts(rendered)) : renderValidation(rendered));
      return isValid(results) ? exitCodes.ok : exitCodes.unhealthy;
    } finally {
      await Promise.all(ACCOUNT_ROLES.map((account) => accounts[account].close()));
    }
  });
}
