import { GlueClient, paginateGetDatabases } from "@aws-sdk/client-glue";
import { IAMClient, paginateListPolicies, paginateListRoles } from "@aws-sdk/client-iam";
import {
  GetDataLakeSettingsCommand,
  LakeFormationClient,
  paginateListPermissions,
  paginateListResources,
} from "@aws-sdk/client-lakeformation";
import { ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import { type SessionSettings, withSession } from "../../operator/snowflake/session";
import { type AwsTarget, awsClientSettings } from "./aws-target";
import { listEventServices } from "./event-inventory";

/** Names of what is in a cloud, each with its kind: `bucket lake`, `ROLE SYSADMIN`. Sorted. */
export type Inventory = readonly string[];

/** Buckets, IAM roles and policies, Glue databases, what Lake Formation holds, and what handles events. @throws the SDK's errors. */
export async function listAws(target: AwsTarget): Promise<Inventory> {
  const settings = awsClientSettings(target);
  const lists = await Promise.all([
    listBuckets(new S3Client({ ...settings, forcePathStyle: true })),
    listIam(new IAMClient(settings)),
    listGlue(new GlueClient(settings)),
    listLakeFormation(new LakeFormationClient(settings)),
    listEventServices(target),
  ]);
  return lists.flat().sort();
}

async function listBuckets(client: S3Client): Promise<string[]> {
  const { Buckets = [] } = await client.send(new ListBucketsCommand({}));
  return Buckets.map((bucket) => `bucket ${bucket.Name}`);
}

async function listIam(client: IAMClient): Promise<string[]> {
  const found: string[] = [];
  for await (const page of paginateListRoles({ client }, {})) {
    found.push(...(page.Roles ?? []).map((role) => `IAM role ${role.RoleName}`));
  }
  for await (const page of paginateListPolicies({ client }, { Scope: "Local" })) {
    found.push(...(page.Policies ?? []).map((policy) => `IAM policy ${policy.PolicyName}`));
  }
  return found;
}

async function listGlue(client: GlueClient): Promise<string[]> {
  const found: string[] = [];
  for await (const page of paginateGetDatabases({ client }, {})) {
    found.push(...(page.DatabaseList ?? []).map((database) => `Glue database ${database.Name}`));
  }
  return found;
}

async function listLakeFormation(client: LakeFormationClient): Promise<string[]> {
  const found: string[] = [];
  for await (const page of paginateListResources({ client }, {})) {
    found.push(...(page.ResourceInfoList ?? []).map((resource) => `Lake Formation location ${resource.ResourceArn}`));
  }
  for await (const page of paginateListPermissions({ client }, {})) {
    found.push(
      ...(page.PrincipalResourcePermissions ?? []).map(
        ({ Principal, Resource }) =>
          `Lake Formation grant to ${Principal?.DataLakePrincipalIdentifier} on ${JSON.stringify(Resource)}`,
      ),
    );
  }
  const { DataLakeSettings } = await client.send(new GetDataLakeSettingsCommand({}));
  const admins = DataLakeSettings?.DataLakeAdmins ?? [];
  found.push(...admins.map((admin) => `Lake Formation admin ${admin.DataLakePrincipalIdentifier}`));
  return found;
}

/** Kinds of objects that the stacks make, as SHOW names them. */
const shownKinds = [
  "ROLES",
  "USERS",
  "WAREHOUSES",
  "DATABASES",
  "INTEGRATIONS",
  "EXTERNAL VOLUMES",
  "NETWORK POLICIES",
  "RESOURCE MONITORS",
] as const;

/** Account objects of the kinds that the stacks make. @throws the driver's errors. */
export async function listSnowflake(settings: SessionSettings): Promise<Inventory> {
  return withSession(settings, async (session) => {
    const found: string[] = [];
    for (const kind of shownKinds) {
      const rows = await session.execute(`SHOW ${kind}`);
      found.push(
        ...rows.map((row) => {
          if (typeof row.name !== "string") {
            throw new Error(`SHOW ${kind} answered a row without a name: ${JSON.stringify(row)}`);
          }
          return `${kind} ${row.name}`;
        }),
      );
    }
    return found.sort();
  });
}

/** What one inventory holds and the other does not. */
export function inventoryDifference(
  before: Inventory,
  after: Inventory,
): { readonly left: readonly string[]; readonly lost: readonly string[] } {
  return {
    left: after.filter((name) => !before.includes(name)),
    lost: before.filter((name) => !after.includes(name)),
  };
}
