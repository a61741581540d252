import { GetRoleCommand, IAMClient, UpdateAssumeRolePolicyCommand } from "@aws-sdk/client-iam";
import {
  GrantPermissionsCommand,
  LakeFormationClient,
  type Permission,
  RevokePermissionsCommand,
} from "@aws-sdk/client-lakeformation";
import { changeProperties } from "../../packages/iceberg/src/index";
import { type AwsTarget, awsClientSettings } from "../clouds/aws-target";
import { withLakeTables } from "./lake-tables";

/** Takes back what was broken. */
export type Cure = () => Promise<void>;

const roleName = (arn: string) => arn.slice(arn.lastIndexOf("/") + 1);

/** Replaces a role's trust policy. @param change makes the new document from the one that is there */
export async function breakTrust(
  target: AwsTarget,
  roleArn: string,
  change: (document: string) => string,
): Promise<Cure> {
  const client = new IAMClient(awsClientSettings(target));
  const RoleName = roleName(roleArn);
  const { Role } = await client.send(new GetRoleCommand({ RoleName }));
  const before = decodeURIComponent(Role?.AssumeRolePolicyDocument ?? "");
  if (before === "") throw new Error(`${roleArn} has no trust policy`);
  const put = async (PolicyDocument: string) => {
    await client.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }));
  };
  const after = change(before);
  if (after === before) throw new Error(`the trust policy of ${roleArn} would stay as it is: ${before}`);
  await put(after);
  return () => put(before);
}

/** Nobody may assume the role any more. */
export const denyEverybody = (document: string): string => document.replaceAll('"Allow"', '"Deny"');

/** The role wants another external id. @param externalId that it wants now */
export const otherExternalId =
  (externalId: string) =>
  (document: string): string =>
    document.replaceAll(`"${externalId}"`, '"rehearsal-other-external-id"');

/** Takes from a role all that Lake Formation grants it on a database's tables, as the stack `trust` granted it. */
export async function revokeLakeFormation(target: AwsTarget, roleArn: string, database: string): Promise<Cure> {
  const client = new LakeFormationClient(awsClientSettings(target));
  const grant = {
    Principal: { DataLakePrincipalIdentifier: roleArn },
    Resource: { Table: { DatabaseName: database, TableWildcard: {} } },
    Permissions: ["SELECT", "DESCRIBE"] satisfies Permission[],
  };
  await client.send(new RevokePermissionsCommand(grant));
  return async () => void (await client.send(new GrantPermissionsCommand(grant)));
}

/** Commits to a table, and removes the metadata file that the catalog names since. */
export function loseMetadataFile(target: AwsTarget, database: string, table: string): Promise<Cure> {
  return withLakeTables(target, async (catalog) => {
    const { metadataLocation } = await changeProperties(catalog, { database, table }, { "rehearsal.lost": "true" });
    const bytes = await catalog.files.read(metadataLocation);
    await catalog.files.remove([metadataLocation]);
    return () => withLakeTables(target, ({ files }) => files.write(metadataLocation, bytes));
  });
}
