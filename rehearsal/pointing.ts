import { writeFile } from "node:fs/promises";
import path from "node:path";
import { ACCOUNT_ROLES } from "../config/schema";
import { administratorEnvironment } from "../operator/snowflake/administrators";
import type { AccountsAtFirst } from "./snowflake/accounts-at-first";
import { administratorUser } from "./snowflake/prepare-account";
import type { CloudFacts } from "./steps/step";
import type { RehearsalTools } from "./tools";

/** What a shell is pointed at. */
export interface PointedAt {
  /** What the accounts were like at first. */
  readonly accounts: AccountsAtFirst;
  /** Stacks that are there; empty: nothing was applied. */
  readonly stacks: readonly string[];
}

/** What is pointed at besides paths. */
type Pointing = Pick<RehearsalTools, "workspace" | "config" | "keys">;

/**
 * Writes `.twinberg/env.sh`, which points a shell's Terraform, cdktf and AWS tools at the clouds that run. The private key itself is
 * not in it: the shell reads it from its file.
 */
export async function writeEnvironmentFile(
  tools: Pointing,
  facts: Pick<CloudFacts, "terraformEnv">,
  accounts: AccountsAtFirst,
): Promise<void> {
  const { workspace, keys } = tools;
  const own = ["TF_CLI_CONFIG_FILE", "TERRAFORM_BINARY_NAME", "CDKTF_DISABLE_PLUGIN_CACHE_ENV", "CHECKPOINT_DISABLE"];
  const prefixes = ["AWS_", "SNOWFLAKE_", "SF_"];
  const settings = Object.entries(facts.terraformEnv).filter(
    ([name]) => own.includes(name) || prefixes.some((prefix) => name.startsWith(prefix)),
  );
  const key = `"$(cat ${shellQuote(keys.privateKeyFile)})"`;
  // In new accounts there is an administrator and no deployer, and which configuration it becomes is the user's to say.
  const who =
    accounts === "new"
      ? ACCOUNT_ROLES.flatMap((account) => {
          const names = administratorEnvironment(account);
          return [`export ${names.user}=${shellQuote(administratorUser)}`, `export ${names.privateKey}=${key}`];
        })
      : [
          `export TWINBERG_CONFIG=${shellQuote(workspace.config)}`,
          ...ACCOUNT_ROLES.map((account) => `export TF_VAR_${account}_snowflake_private_key=${key}`),
        ];
  const lines = [...settings.map(([name, value]) => `export ${name}=${shellQuote(value)}`), ...who];
  await writeFile(workspace.environmentFile, `${lines.join("\n")}\n`, { mode: 0o600 });
}

/** How to point tools at the clouds that run, line by line. */
export function pointingLines(
  tools: Pointing,
  facts: Pick<CloudFacts, "sessions" | "snowflakeEndpoint" | "aws" | "controlUrl">,
  { accounts, stacks }: PointedAt,
): readonly string[] {
  const { workspace, config, keys } = tools;
  const { primary, secondary } = facts.sessions;
  const { hostname, port } = new URL(facts.snowflakeEndpoint);
  const here = (file: string): string => path.relative(workspace.root, file);
  return [
    "Both clouds are up. Ctrl-C ends them, and all that they hold is gone.",
    "",
    `  local AWS        ${facts.aws.endpoint} (account ${config.aws.accountId}, ${config.aws.region})`,
    `  local Snowflake  ${facts.snowflakeEndpoint} (organization ${config.organization}, accounts ${primary.account} and ${secondary.account})`,
    `                   time and faults: ${facts.controlUrl} (GET / lists what it takes)`,
    "",
    "In another shell, in this folder:",
    "",
    `  source ${here(workspace.environmentFile)}`,
    ...(accounts === "new"
      ? initLines(tools, facts)
      : [
          stacks[0] === undefined ? "  npx cdktf list" : `  npx cdktf diff ${stacks[0]} --skip-provider-lock`,
          `  npx cdktf deploy ${stacks.length > 0 ? stacks.join(" ") : "'*'"} --auto-approve --skip-provider-lock`,
          "  npx twinberg status",
        ]),
    "  aws s3 ls",
    "",
    "A Snowflake client takes, e.g. the snow command line:",
    "",
    `  snow sql -x --account ${config.organization}-${primary.account} --user ${primary.user} --role ${primary.role} --host ${hostname} --port ${port} --protocol http --authenticator SNOWFLAKE_JWT --private-key-file ${here(keys.privateKeyFile)} -q "SHOW ROLES"`,
    "",
    `and the Node driver accessUrl "${facts.snowflakeEndpoint}" with the same account, user and key.`,
  ];
}

/** `twinberg init` with the answers that are right here; new accounts have nothing else in them. */
function initLines(
  { config }: Pointing,
  { aws, snowflakeEndpoint }: Pick<CloudFacts, "aws" | "snowflakeEndpoint">,
): readonly string[] {
  const flags = [
    `--organization ${config.organization}`,
    ...ACCOUNT_ROLES.map((role) => {
      const { name, region } = config.accounts[role];
      return `--${role}-account ${name} --${role}-region ${region}`;
    }),
    `--aws-account ${config.aws.accountId} --lake-formation-admins ${config.aws.lakeFormationAdmins.join(",")}`,
    `--glue-database ${config.lake.glueDatabase} --tables sample`,
    `--local-aws ${aws.endpoint} --local-snowflake ${snowflakeEndpoint}`,
  ];
  return [
    "  npx twinberg init --yes \\",
    ...flags.map((flag, at) => `    ${flag}${at < flags.length - 1 ? " \\" : ""}`),
  ];
}

/** A word for a POSIX shell. */
export function shellQuote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
