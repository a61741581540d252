import { writeFile } from "node:fs/promises";
import { ACCOUNT_ROLES } from "../config/schema";
import type { CloudFacts } from "./steps/step";
import type { RehearsalTools } from "./tools";

/**
 * Writes `.twinberg/env.sh`, which points a shell's Terraform, cdktf and AWS tools at the clouds that run. The private key itself is
 * not in it: the shell reads it from its file.
 */
export async function writeEnvironmentFile(tools: RehearsalTools, facts: CloudFacts): Promise<void> {
  const { workspace, keys } = tools;
  const own = [
    "TWINBERG_CONFIG",
    "TF_CLI_CONFIG_FILE",
    "TERRAFORM_BINARY_NAME",
    "CDKTF_DISABLE_PLUGIN_CACHE_ENV",
    "CHECKPOINT_DISABLE",
  ];
  const prefixes = ["AWS_", "SNOWFLAKE_", "SF_"];
  const settings = Object.entries(facts.terraformEnv).filter(
    ([name]) => own.includes(name) || prefixes.some((prefix) => name.startsWith(prefix)),
  );
  const lines = [
    ...settings.map(([name, value]) => `export ${name}=${shellQuote(value)}`),
    `export AWS_ENDPOINT_URL=${shellQuote(facts.aws.endpoint)}`,
    ...ACCOUNT_ROLES.map(
      (account) => `export TF_VAR_${account}_snowflake_private_key="$(cat ${shellQuote(keys.privateKeyFile)})"`,
    ),
  ];
  await writeFile(workspace.environmentFile, `${lines.join("\n")}\n`, { mode: 0o600 });
}

/** How to point tools at the clouds that run, line by line. */
export function pointingLines(tools: RehearsalTools, facts: CloudFacts, stacks: readonly string[]): readonly string[] {
  const { workspace, config, keys } = tools;
  const { primary, secondary } = facts.sessions;
  const { hostname, port } = new URL(facts.snowflakeEndpoint);
  return [
    "Both clouds are up. Ctrl-C ends them, and all that they hold is gone.",
    "",
    `  local AWS        ${facts.aws.endpoint} (account ${config.aws.accountId}, ${config.aws.region})`,
    `  local Snowflake  ${facts.snowflakeEndpoint} (organization ${config.organization}, accounts ${primary.account} and ${secondary.account})`,
    `                   time and faults: ${facts.controlUrl} (GET / lists what it takes)`,
    "",
    "In another shell:",
    "",
    `  source ${workspace.environmentFile}`,
    stacks[0] === undefined ? "  npx cdktf list" : `  npx cdktf diff ${stacks[0]} --skip-provider-lock`,
    `  npx cdktf deploy ${stacks.length > 0 ? stacks.join(" ") : "'*'"} --auto-approve --skip-provider-lock`,
    "  npm run twinberg -- status",
    "  aws s3 ls",
    "",
    "A Snowflake client takes, e.g. the snow command line:",
    "",
    `  snow sql -x --account ${config.organization}-${primary.account} --user ${primary.user} --role ${primary.role} --host ${hostname} --port ${port} --protocol http --authenticator SNOWFLAKE_JWT --private-key-file ${keys.privateKeyFile} -q "SHOW ROLES"`,
    "",
    `and the Node driver accessUrl "${facts.snowflakeEndpoint}" with the same account, user and key.`,
  ];
}

/** A word for a POSIX shell. */
export function shellQuote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
