import { randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { configPath, loadConfig } from "../../config/load";
import { ACCOUNT_ROLES, type AccountRole } from "../../config/schema";
import { type CommandDefinition, UsageError } from "../command";
import { exitCodes } from "../exit-codes";
import { untilInterrupted } from "../interruption";
import { toJson } from "../json";
import { openSession, type SessionSettings, type SnowflakeSession } from "../snowflake/session";
import { openAccount } from "../validate/account-access";
import { type CheckResult, isValid } from "../validate/check";
import { deployerSettings } from "../validate/deployers";
import { renderValidation, validationFacts } from "../validate/render";
import { validate } from "../validate/validate";

const DEFAULT_WAIT_SECONDS = 30;
const SECONDS_BETWEEN_LOOKS = 5;

const waitSchema = z
  .int({ error: "--wait is not a whole number of seconds" })
  .min(0, { error: "--wait is less than 0" })
  .max(3600, { error: "--wait is more than 3600 seconds" });

const DETAILS = `What must be so, in each account:
  tables      EXT, CLD and PROD count the same rows at the same snapshot, and so does the other account
  views       those in EXT answer the engineer, those in PROD the analyst
  forbidden   the analyst reads PROD and nothing else, and changes nothing; nobody writes
              through a catalog-linked database that isn't the writer's
  tasks       in their declared state; the last run succeeded, at most two intervals ago
  freshness   heartbeat, SYNC_PROD, the catalog link, and in the secondary the recovery point

A check passes (✓), fails (✗) or can't tell (?), e.g. since the account can't be reached or a table
is still catching up with a commit. For what doesn't pass it is said what was seen, why, and what to do.

It logs in as each account's deployer, by the private keys that Terraform takes,
  TF_VAR_primary_snowflake_private_key and TF_VAR_secondary_snowflake_private_key,
and works as the three roles, one at a time. What must be refused is tried with statements that
change nothing if they aren't: they concern no row, or make something that is dropped again.

Exit code 0: every check passes. 1: one fails or can't tell. 2: the command line, a key or the
configuration can't be used. 130: interrupted.
`;

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

/** `twinberg validate`. @param tools how to reach accounts; tests give others */
export function validateCommand(tools: ValidateTools = realTools): CommandDefinition {
  return {
    name: "validate",
    description: "look at both accounts, and say of each thing that must be so whether it is",
    details: DETAILS,
    options: [
      {
        name: "--wait",
        value: "seconds",
        description: `how long to wait for tables that are still catching up with a commit (default ${DEFAULT_WAIT_SECONDS})`,
      },
      { name: "--json", description: "print JSON" },
    ],
    run(context, options) {
      const { env, signal, write, progress } = context;
      const wait = waitSchema.safeParse(Number(options.get("--wait") || DEFAULT_WAIT_SECONDS));
      if (!wait.success) throw new UsageError(wait.error.issues.map(({ message }) => message).join("\n"));
      const config = loadConfig(configPath(env));
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
              ...ACCOUNT_ROLES.map(
                (role) => [role, `${role} ${config.organization}-${settings[role].account}`] as const,
              ),
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
    },
  };
}
