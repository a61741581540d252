import { configPath, loadConfig } from "../../config/load";
import type { AccountRole, TwinbergConfig } from "../../config/schema";
import { AwsClients } from "../aws/clients";
import { openAdministrators } from "../bootstrap/administrator-sessions";
import { type CommandDefinition, type GivenOptions, UsageError } from "../command";
import { exitCodes } from "../exit-codes";
import { untilInterrupted } from "../interruption";
import { toJson } from "../json";
import { evaluatePreflight, standingInTheWay } from "../preflight/evaluate";
import type { SeenAws, SeenSnowflake } from "../preflight/observation";
import { appliedStacks } from "../preflight/observe/applied";
import { observeAws } from "../preflight/observe/aws";
import { observePreflight } from "../preflight/observe/observe";
import { observeSnowflake } from "../preflight/observe/snowflake";
import { preflightFacts, renderPreflight } from "../preflight/render";
import { administratorSettings } from "../snowflake/administrators";
import { keepSessions } from "../snowflake/kept-sessions";
import { openSession, type SessionSettings, type SnowflakeSession } from "../snowflake/session";
import { unlessAborted } from "../validate/account-access";
import { deployerSettings } from "../validate/deployers";

const DETAILS = `Looks at both Snowflake accounts and at AWS before the first apply, and changes nothing: are they the accounts
that the configuration means, of the right region and edition, do they take part in replication, may the
deployers and the AWS caller do what the stacks do, is nothing there under the names that the stacks take,
would Lake Formation lose an administrator, is there room, is the state's bucket fit for it?

  ✓ so   ✗ not so   ? can't be told, which is as good as not so   - means nothing here

Each that isn't ✓ tells what was found and what to do. After the first apply, what the stacks have made
is no longer in their way.

It logs in as each account's deployer, as Terraform does: by the private keys of
  TF_VAR_primary_snowflake_private_key and TF_VAR_secondary_snowflake_private_key,
or by workload identity where that is configured; and takes the AWS credentials of the environment. Editions
are told to the organization's administrator only: name one by TWINBERG_PRIMARY_ADMIN_USER and the like, as
twinberg bootstrap --help says, or look yourself and accept the check.

  twinberg preflight
  twinberg preflight --accept primary.edition,secondary.edition
  twinberg preflight --json | jq '.checks[] | select(.verdict == "bad") | {id, found, fix}'

Exit code 0: nothing stands in the way. 1: something does, or can't be told. 2: the command line or the
configuration can't be used. 130: interrupted.
`;

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

/** `twinberg preflight`. @param tools tests give others */
export function preflightCommand(tools: PreflightTools = realTools): CommandDefinition {
  return {
    name: "preflight",
    description: "say what stands in the way of the first apply in real accounts, and what to do about it",
    details: DETAILS,
    options: [
      {
        name: "--accept",
        value: "ids",
        description: "checks that you looked at and take as they are, separated by commas",
      },
      { name: "--browser", description: "administrators log in by single sign-on, in the browser that opens" },
      { name: "--json", description: "print JSON" },
    ],
    run({ env, root, signal, write }, options) {
      const config = loadConfig(configPath(env));
      const browser = options.has("--browser");
      const sessions = keepSessions(tools.open);
      const administratorOf = openAdministrators(config, env, browser, sessions.open);
      const aws = tools.openAws(config, root);
      const snowflake = async (_config: TwinbergConfig, account: AccountRole): Promise<SeenSnowflake> => {
        const session = await sessions.open(deployerSettings(config, account, env));
        const administrator =
          administratorSettings(config, account, env, browser) === undefined
            ? undefined
            : () => administratorOf(account);
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
    },
  };
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
