import { writeFile } from "node:fs/promises";
import path from "node:path";
import { ACCOUNT_ROLES } from "../../config/schema";
import { startLocalAws } from "../clouds/aws";
import { SnowflakeControl } from "../clouds/control";
import { type Inventory, listAws, listSnowflake } from "../clouds/inventory";
import { startLocalSnowflake } from "../clouds/snowflake";
import { ensureVenv } from "../clouds/venv";
import {
  awsEnvironment,
  baseEnvironment,
  pipEnvironment,
  quietSnowflakeDrivers,
  terraformEnvironment,
} from "../environment";
import { localConfig } from "../local-config";
import { type AccountsAtFirst, makeAccounts } from "../snowflake/accounts-at-first";
import { renderCliConfig } from "../terraform/cli-config";
import type { RehearsalTools } from "../tools";
import { type CloudFacts, defineStep } from "./step";

/** Starts both clouds, points configuration and Terraform at them, and lists what is in them. */
export const cloudsStep = defineStep({
  id: "clouds",
  title: "Start the local AWS and the local Snowflake organization",
  needs: [],
  async run({ tools, progress }) {
    const facts = await startClouds(tools, progress, "prepared");
    // What tasks do then follows from what the rehearsal does, and not from how fast.
    await new SnowflakeControl(facts.controlUrl).freeze();
    const { before, aws, snowflakeEndpoint } = facts;
    return {
      facts,
      claims: [
        {
          id: "clouds.aws",
          expected: "the local AWS answers",
          observed: `it does, and holds ${count(before.aws)}`,
          ok: true,
          evidence: [aws.endpoint, ...before.aws],
        },
        ...ACCOUNT_ROLES.map((account) => ({
          id: `clouds.snowflake.${account}`,
          expected: "the deployer logs in with its key pair",
          observed: `it does, and sees ${count(before[account])}`,
          ok: true,
          evidence: [snowflakeEndpoint, ...before[account]],
        })),
      ],
    };
  },
});

/**
 * Starts both clouds and writes `.twinberg/rehearsal.yaml` and `.twinberg/terraform.rc`. Time runs in both.
 * @throws RehearsalError if one does not come up; the SDK's or driver's error if it does not answer.
 */
export async function startClouds(
  tools: RehearsalTools,
  progress: (text: string) => void,
  accounts: AccountsAtFirst,
): Promise<CloudFacts> {
  const { workspace, config, env, supervisor, keys } = tools;
  const { accountId, region } = config.aws;
  const localAws = path.join(workspace.root, "rehearsal", "local-aws");
  progress("Python environment");
  const { python, made } = await ensureVenv({
    python: tools.python,
    requirements: path.join(localAws, "requirements.txt"),
    folder: workspace.venv,
    env: pipEnvironment(env),
    logFile: path.join(workspace.logs, "python.log"),
    supervisor,
  });
  progress(made ? "Python environment made" : "Python environment kept from an earlier run");
  const cloudEnv = {
    ...baseEnvironment(env),
    ...awsEnvironment(workspace, accountId, region),
    ...quietSnowflakeDrivers,
  };
  const shared = { env: cloudEnv, logs: workspace.logs, supervisor };
  const awsEndpoint = await startLocalAws({ ...shared, python, folder: localAws, accountId });
  progress(`local AWS at ${awsEndpoint}`);
  const { url: snowflakeEndpoint, controlUrl } = await startLocalSnowflake({
    ...shared,
    root: workspace.root,
    config,
    awsEndpoint,
    publicKeyFile: keys.publicKeyFile,
  });
  progress(`local Snowflake organization at ${snowflakeEndpoint}`);
  const text = localConfig(tools.configText, { awsEndpoint, snowflakeEndpoint, stateDirectory: workspace.state });
  await writeFile(workspace.config, text);
  await writeFile(
    workspace.terraformConfig,
    renderCliConfig([tools.providers.aws.rule, tools.providers.snowflake.rule]),
  );

  const sessions = await makeAccounts(tools, snowflakeEndpoint, accounts);
  const aws = { endpoint: awsEndpoint, region, accountId };
  const [inAws, primary, secondary] = await Promise.all([
    listAws(aws),
    listSnowflake(sessions.primary),
    listSnowflake(sessions.secondary),
  ]);
  return {
    aws,
    snowflakeEndpoint,
    controlUrl,
    python,
    sessions,
    before: { aws: inAws, primary, secondary },
    terraformEnv: terraformEnvironment({
      env,
      workspace,
      accountId,
      region,
      awsEndpoint,
      terraform: tools.terraform.path,
      privateKeyPem: keys.privateKeyPem,
    }),
  };
}

function count(inventory: Inventory): string {
  return inventory.length === 1 ? "1 object" : `${inventory.length} objects`;
}
