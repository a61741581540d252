import { ACCOUNT_ROLES, type AccountRole, type TwinbergConfig } from "../../config/schema";
import { type SnowflakeSession, withSession } from "../../operator/snowflake/session";
import { type AwsAccess, createAwsAccess } from "../../packages/snowflake-emulator/src/aws";
import { type ClaimInput, claimFrom } from "../report/claims";
import { createProbeStatement, objectKindOf, type ProbeInputs, type Purpose, purposes } from "../snowflake/probes";
import {
  dropStatement,
  type Verification,
  validateStorageIntegration,
  verifyCatalogIntegration,
  verifyExternalVolume,
} from "../snowflake/verification";
import { type AccountOutputs, parseOutputs, type TwinOutputs } from "../terraform/outputs";
import { defineStep } from "./step";

/** Each account reaches its roles with the right external id, and nobody reaches them with a wrong one or from the other account. */
export const trustStep = defineStep({
  id: "trust",
  title: "Trust: right external id in, everything else out",
  needs: ["clouds", "converge"],
  async run({ tools, facts, progress }) {
    const outputs = parseOutputs(facts.converge.outputs);
    const { aws, sessions } = facts.clouds;
    const access = createAwsAccess({ endpoint: aws.endpoint, region: aws.region });
    const claims = await withSession(sessions.primary, (primary) =>
      withSession(sessions.secondary, async (secondary) => {
        const open = { primary, secondary };
        const found: ClaimInput[] = [];
        for (const account of ACCOUNT_ROLES) {
          for (const purpose of purposes) {
            found.push(...(await trustClaims({ config: tools.config, outputs, open, account, purpose })));
            progress(`${account} ${purpose}`);
          }
          found.push(await glueClaim(access, outputs, account));
        }
        return found;
      }),
    );
    return { facts: {}, claims };
  },
});

interface TrustCheck {
  readonly config: TwinbergConfig;
  readonly outputs: TwinOutputs;
  readonly open: Readonly<Record<AccountRole, SnowflakeSession>>;
  readonly account: AccountRole;
  readonly purpose: Purpose;
}

function otherThan(account: AccountRole): AccountRole {
  return account === "primary" ? "secondary" : "primary";
}

async function trustClaims(check: TrustCheck): Promise<readonly ClaimInput[]> {
  const { config, outputs, open, account, purpose } = check;
  const other = otherThan(account);
  const id = `trust.${account}.${purpose}`;
  const location = `s3://${outputs.lake.bucket_name}/${config.lake.prefix}`;
  const roleArn = outputs.trust.role_arns[`${account}_${purpose}`] ?? "";
  const probe = (suffix: string, externalId: string): ProbeInputs => ({
    name: `REHEARSAL_PROBE_${account.toUpperCase()}_${purpose.toUpperCase()}_${suffix}`,
    roleArn,
    externalId,
    location,
    awsAccountId: config.aws.accountId,
    awsRegion: config.aws.region,
    glueDatabase: outputs.lake.glue_database_name,
  });
  // Snowflake makes the external id of an integration of type Glue: a second integration can't present the first one's.
  const rightId = purpose === "glue" ? "" : config.externalIds[account][purpose];
  return [
    await claimFrom(`${id}.right-external-id`, "Snowflake assumes the role", async () => {
      const seen = await verify(open[account], purpose, declaredName(outputs[account], purpose), location);
      return { observed: seen.ok ? "it does" : "it is refused", ok: seen.ok, evidence: [seen.statement, seen.answer] };
    }),
    await claimFrom(`${id}.wrong-external-id`, "the trust policy refuses", () =>
      refusal(open[account], purpose, probe("WRONG_ID", "rehearsal-wrong-external-id")),
    ),
    await claimFrom(`${id}.as-${other}`, "the trust policy refuses the other account's principal", () =>
      refusal(open[other], purpose, probe("OTHER_ACCOUNT", rightId)),
    ),
  ];
}

/**
 * Nobody can choose the external id of an integration of type Glue, so no throwaway one can present the right id from the other
 * account: here AWS is asked directly, and nothing but the principal is wrong.
 */
function glueClaim(
  access: Pick<AwsAccess, "assumeRole">,
  outputs: TwinOutputs,
  account: AccountRole,
): Promise<ClaimInput> {
  const other = otherThan(account);
  const id = `trust.${account}.glue.as-${other}-with-right-external-id`;
  return claimFrom(id, "the trust policy refuses the other account's principal", async () => {
    const request = {
      roleArn: outputs.trust.role_arns[`${account}_glue`] ?? "",
      principalArn: outputs[other].glue_principal_arn,
      externalId: outputs[account].glue_external_id,
    };
    const rightPrincipal = await access.assumeRole({ ...request, principalArn: outputs[account].glue_principal_arn });
    const answer = await access.assumeRole(request);
    return {
      observed: answer.allowed ? "it lets it in" : "it refuses",
      ok: !answer.allowed && rightPrincipal.allowed,
      evidence: [
        `sts:AssumeRole on ${request.roleArn} by ${request.principalArn}: ${answer.allowed ? "allowed" : answer.reason}`,
        `the same by ${outputs[account].glue_principal_arn}: ${rightPrincipal.allowed ? "allowed" : rightPrincipal.reason}`,
      ],
    };
  });
}

function declaredName(outputs: AccountOutputs, purpose: Purpose): string {
  const names: Readonly<Record<Purpose, string>> = {
    storage: outputs.storage_integration_name,
    volume: outputs.external_volume_name,
    catalog: outputs.catalog_integration_rest_name,
    glue: outputs.catalog_integration_glue_name,
  };
  return names[purpose];
}

function verify(session: SnowflakeSession, purpose: Purpose, name: string, location: string): Promise<Verification> {
  switch (purpose) {
    case "storage":
      return validateStorageIntegration(session, name, location, "list");
    case "volume":
      return verifyExternalVolume(session, name);
    case "catalog":
    case "glue":
      return verifyCatalogIntegration(session, name);
  }
}

/** Makes a throwaway object, checks it, drops it. It counts as refused only if the answer is about assuming the role. */
async function refusal(
  session: SnowflakeSession,
  purpose: Purpose,
  inputs: ProbeInputs,
): Promise<Pick<ClaimInput, "observed" | "ok" | "evidence">> {
  if (inputs.roleArn === "") {
    throw new Error(`the stack trust publishes no role for ${inputs.name}`);
  }
  const create = createProbeStatement(purpose, inputs);
  await session.execute(create);
  try {
    const seen = await verify(session, purpose, inputs.name, inputs.location);
    const namesTrust = /assum/i.test(seen.answer);
    const ok = !seen.ok && namesTrust;
    const observed = seen.ok
      ? "it lets it in"
      : namesTrust
        ? "it refuses"
        : "refused for another reason than the trust";
    return { observed, ok, evidence: [create, seen.statement, seen.answer] };
  } finally {
    await session.execute(dropStatement(objectKindOf[purpose], inputs.name));
  }
}
