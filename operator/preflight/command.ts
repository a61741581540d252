import type { AccountRole, TwinbergConfig } from "../../config/schema";
import { AwsClients } from "../aws/clients";
import { openAdministrators } from "../bootstrap/administrator-sessions";
import { chosenConfig } from "../chosen-config";
import { type CommandContext, type GivenOptions, UsageError } from "../command";
import { exitCodes } from "../exit-codes";
import { untilInterrupted } from "../interruption";
import { toJson } from "../json";
import { administratorSettings } from "../snowflake/administrators";
import { keepSessions } from "../snowflake/kept-sessions";
import { openSession, type SessionSettings, type SnowflakeSession } from "../snowflake/session";
import { unlessAborted } from "../validate/account-access";
import { deployerSettings } from "../validate/deployers";
import { evaluatePreflight, standingInTheWay } from "./evaluate";
import type { SeenAws, SeenSnowflake } from "./observation";
import { appliedStacks } from "./observe/applied";
import { observeAws } from "./observe/aws";
import { observePreflight } from "./observe/observe";
import { observeSnowflake } from "./observe/snowflake";
import { preflightFacts, renderPreflight } from "./render";

/** What tests replace. */
export interface PreflightTools {
  readonly open: (settings: SessionSettings) => Promise<SnowflakeSession>;
  readonly openAws: (
    config: TwinbergConfig,
    root: string,
  ) => {
    readonly look: () => Promise<SeenAws>;
    readonly applied: () => Promise<ReadonlySet<string>>;
    close(): void;
  };
}

const realTools: PreflightTools = {
  open: openSession,
  openAws: (config, root) => {
    const clients = new AwsClients(config.local);
    return {
      look: () => observeAws(config, clients),
      applied: () => appliedStacks(config, root, clients),
      close: () => clients.close(),
    };
  },
};

/** Looks everywhere, and tells. @param tools tests give others @returns the exit code */
export function preflight(
  { env, root, signal, write, progress }: CommandContext,
  options: GivenOptions,
  tools: PreflightTools = realTools,
): Promise<number> {
  const { config } = chosenConfig({ env, progress });
  const browser = options.has("--browser");
  const sessions = keepSessions(tools.open);
  const administratorOf = openAdministrators(config, env, browser, sessions.open);
  const aws = tools.openAws(config, root);
  const snowflake = async (_config: TwinbergConfig, account: AccountRole): Promise<SeenSnowflake> => {
    const session = await sessions.open(deployerSettings(config, account, env));
    const administrator =
      administratorSettings(config, account, env, browser) === undefined ? undefined : () => administratorOf(account);
    return observeSnowflake({ session, administrator });
  };
  return untilInterrupted(signal, async () => {
    try {
      const observation = await unlessAborted(signal, () =>
        observePreflight(config, { aws: aws.look, snowflake, applied: aws.applied }, signal),
      );
      const results = evaluatePreflight(config, observation);
      const accepted = acceptedIds(options, new Set(results.map(({ id }) => id)));
      write(options.has("--json") ? toJson(preflightFacts(results, accepted)) : renderPreflight(results, accepted));
      return standingInTheWay(results, accepted).length === 0 ? exitCodes.ok : exitCodes.unhealthy;
    } finally {
      aws.close();
      await sessions.close();
    }
  });
}

/** @throws UsageError for an id that no check has */
function acceptedIds(options: GivenOptions, known: ReadonlySet<string>): ReadonlySet<string> {
  const ids = (options.get("--accept") ?? "")
    .split(",")
    .map((id) => id.trim())
    .filter((id) => id !== "");
  const stranger = ids.find((id) => !known.has(id));
  if (stranger !== undefined)
    throw new UsageError(`--accept: no check is called ${JSON.stringify(stranger)}; --json tells all ids`);
  return new Set(ids);
}
