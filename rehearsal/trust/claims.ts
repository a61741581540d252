import { externalIdOf } from "../../config/external-ids";
import type { AccountRole, TwinbergConfig } from "../../config/schema";
import type { SnowflakeSession } from "../../operator/snowflake/session";
import type { AwsAccess } from "../../packages/snowflake-emulator/src/aws";
import { type ClaimInput, claimFrom } from "../report/claims";
import { createProbeStatement, objectKindOf, type ProbeInputs, type Purpose } from "../snowflake/probes";
import {
  dropStatement,
  type Verification,
  validateStorageIntegration,
  verifyCatalogIntegration,
  verifyExternalVolume,
} from "../snowflake/verification";
import type { AccountOutputs, TwinOutputs } from "../terraform/outputs";

/** What a failover group carries: both accounts have it, with the same role of AWS and the same external id. */
const CARRIED: ReadonlySet<Purpose> = new Set(["storage", "volume"]);
/** Somebody's account that the configuration doesn't name. */
const STRANGER_ARN = "arn:aws:iam::999999999999:user/stranger";

/** What the claims about one role are made from. */
export interface TrustCheck {
  readonly config: TwinbergConfig;
  readonly outputs: TwinOutputs;
  readonly open: Readonly<Record<AccountRole, SnowflakeSession>>;
  readonly account: AccountRole;
  readonly purpose: Purpose;
}

function otherThan(account: AccountRole): AccountRole {
  return account === "primary" ? "secondary" : "primary";
}

/** Who gets in with what, and who doesn't. */
export function trustClaims(check: TrustCheck, access: Pick<AwsAccess, "assumeRole">): Promise<readonly ClaimInput[]> {
  return CARRIED.has(check.purpose) ? carriedClaims(check, access) : ownClaims(check);
}

/** Of an integration that only this account has. */
async function ownClaims(check: TrustCheck): Promise<readonly ClaimInput[]> {
  const { config, open, account, purpose } = check;
  const other = otherThan(account);
  // Snowflake makes the external id of an integration of type Glue: a second integration can't present the first one's.
  const rightId = purpose === "glue" ? "" : externalIdOf(config, account, purpose);
  return [
    await rightIdClaim(check),
    await wrongIdClaim(check),
    await claimFrom(`${claimId(check)}.as-${other}`, "the trust policy refuses the other account's principal", () =>
      refusal(open[other], purpose, probe(check, "OTHER_ACCOUNT", rightId)),
    ),
  ];
}

/**
 * Of what a failover group carries: it reaches its role from both accounts. In the secondary nobody makes another one (what the group
 * carries is read-only there), so that a wrong external id is tried in the primary, and who else is let in is asked of AWS.
 */
async function carriedClaims(check: TrustCheck, access: Pick<AwsAccess, "assumeRole">): Promise<readonly ClaimInput[]> {
  const { config, outputs, account, purpose } = check;
  const right = await rightIdClaim(check);
  if (account === "secondary" || (purpose !== "storage" && purpose !== "volume")) return [right];
  const stranger = await claimFrom(`${claimId(check)}.stranger`, "the trust policy refuses anybody else", async () => {
    const request = { roleArn: roleArnOf(check), externalId: externalIdOf(config, account, purpose) };
    const trusted = [outputs.primary, outputs.secondary].map((one) => one[`${purpose}_principal_arn`]);
    const allowed: string[] = [];
    for (const principalArn of [...trusted, STRANGER_ARN]) {
      if ((await access.assumeRole({ ...request, principalArn })).allowed) allowed.push(principalArn);
    }
    return {
      observed: allowed.includes(STRANGER_ARN) ? "it lets it in" : "it refuses",
      ok: allowed.join() === trusted.join(),
      evidence: [
        `sts:AssumeRole on ${request.roleArn}: allowed for ${allowed.join(", ")}, asked by ${STRANGER_ARN}, too`,
      ],
    };
  });
  return [right, await wrongIdClaim(check), stranger];
}

function rightIdClaim(check: TrustCheck): Promise<ClaimInput> {
  const { outputs, open, account, purpose } = check;
  return claimFrom(`${claimId(check)}.right-external-id`, "Snowflake assumes the role", async () => {
    const seen = await verify(open[account], purpose, declaredName(outputs[account], purpose), locationOf(check));
    return { observed: seen.ok ? "it does" : "it is refused", ok: seen.ok, evidence: [seen.statement, seen.answer] };
  });
}

function wrongIdClaim(check: TrustCheck): Promise<ClaimInput> {
  return claimFrom(`${claimId(check)}.wrong-external-id`, "the trust policy refuses", () =>
    refusal(check.open[check.account], check.purpose, probe(check, "WRONG_ID", "rehearsal-wrong-external-id")),
  );
}

function claimId({ account, purpose }: TrustCheck): string {
  return `trust.${account}.${purpose}`;
}

function locationOf({ config, outputs }: TrustCheck): string {
  return `s3://${outputs.lake.bucket_name}/${config.lake.prefix}`;
}

function roleArnOf({ outputs, account, purpose }: TrustCheck): string {
  return outputs.trust.role_arns[`${account}_${purpose}`] ?? "";
}

function probe(check: TrustCheck, suffix: string, externalId: string): ProbeInputs {
  const { config, outputs, account, purpose } = check;
  return {
    name: `REHEARSAL_PROBE_${account.toUpperCase()}_${purpose.toUpperCase()}_${suffix}`,
    roleArn: roleArnOf(check),
    externalId,
    location: locationOf(check),
    awsAccountId: config.aws.accountId,
    awsRegion: config.aws.region,
    glueDatabase: outputs.lake.glue_database_name,
  };
}

/**
 * Nobody can choose the external id of an integration of type Glue, so no throwaway one can present the right id from the other
 * account: here AWS is asked directly, and nothing but the principal is wrong.
 */
export function glueClaim(
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
