import { GetDatabasesCommand } from "@aws-sdk/client-glue";
import { GetAccountSummaryCommand, GetRoleCommand, NoSuchEntityException } from "@aws-sdk/client-iam";
import { type DataLakeSettings, GetDataLakeSettingsCommand } from "@aws-sdk/client-lakeformation";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import type { TwinbergConfig } from "../../../config/schema";
import type { BucketPlace, SeenBucket } from "../../aws/bucket";
import { type AwsClients, awsReason } from "../../aws/clients";
import { S3Buckets } from "../../aws/s3-buckets";
import type { Known } from "../../failover/observation";
import { regionsOf } from "../checks/aws-account";
import { iamRoleNames } from "../declared-names";
import type { SeenAws, SeenLakeFormation } from "../observation";
import { known } from "./known";
import { simulate } from "./permissions";

/** Looks at AWS, and changes nothing. @throws Error when it doesn't even tell whose credentials these are */
export async function observeAws(config: TwinbergConfig, clients: AwsClients): Promise<SeenAws> {
  const { region, accountId, rolePrefix } = config.aws;
  const caller = await whose(clients, region);
  const regions = new Map<string, Known<true>>();
  for (const one of regionsOf(config).keys()) {
    // A region that isn't enabled doesn't know the credentials.
    const asked = await known(() => whose(clients, one), awsReason);
    regions.set(one, asked.known ? { known: true, value: true } : asked);
  }
  const s3 = new S3Buckets(clients, accountId, rolePrefix);
  const buckets = new Map<string, Known<SeenBucket>>();
  for (const place of bucketsOf(config)) buckets.set(place.bucket, await known(() => s3.look(place), awsReason));
  return {
    caller,
    regions,
    buckets,
    roles: await known(() => rolesThere(config, clients), awsReason),
    glueDatabases: await known(() => glueDatabases(config, clients), awsReason),
    lakeFormation: await known(() => lakeFormationSettings(clients, region), awsReason),
    roleQuota: await known(() => roleQuota(clients, region), awsReason),
    permissions:
      config.local === undefined ? await known(() => simulate(config, clients, caller.arn), awsReason) : undefined,
  };
}

function bucketsOf({ lake, aws, failover, backend }: TwinbergConfig): readonly BucketPlace[] {
  return [
    { bucket: lake.bucket, region: aws.region },
    failover.controller,
    ...lake.replicas,
    ...(backend.type === "s3" ? [backend, ...(backend.replica === undefined ? [] : [backend.replica])] : []),
  ];
}

async function whose(clients: AwsClients, region: string): Promise<SeenAws["caller"]> {
  const { Account, Arn } = await clients.sts(region).send(new GetCallerIdentityCommand({}));
  if (Account === undefined || Arn === undefined) throw new Error("AWS doesn't tell whose credentials these are");
  return { account: Account, arn: Arn };
}

async function rolesThere(config: TwinbergConfig, clients: AwsClients): Promise<readonly string[]> {
  const iam = clients.iam(config.aws.region);
  const there: string[] = [];
  for (const { name } of iamRoleNames(config)) {
    try {
      await iam.send(new GetRoleCommand({ RoleName: name }));
      there.push(name);
    } catch (error) {
      if (!(error instanceof NoSuchEntityException)) throw error;
    }
  }
  return there;
}

async function glueDatabases({ aws }: TwinbergConfig, clients: AwsClients): Promise<readonly string[]> {
  const glue = clients.glue(aws.region);
  const names: string[] = [];
  let NextToken: string | undefined;
  do {
    const page = await glue.send(
      new GetDatabasesCommand({ CatalogId: aws.accountId, ...(NextToken === undefined ? {} : { NextToken }) }),
    );
    for (const { Name } of page.DatabaseList ?? []) if (Name !== undefined) names.push(Name);
    NextToken = page.NextToken;
  } while (NextToken !== undefined && NextToken !== "");
  return names;
}

async function lakeFormationSettings(clients: AwsClients, region: string): Promise<SeenLakeFormation> {
  const { DataLakeSettings: found = {} } = await clients.lakeFormation(region).send(new GetDataLakeSettingsCommand({}));
  const opens = (permissions: DataLakeSettings["CreateDatabaseDefaultPermissions"]): boolean =>
    (permissions ?? []).some(
      ({ Principal, Permissions }) =>
        Principal?.DataLakePrincipalIdentifier === "IAM_ALLOWED_PRINCIPALS" && (Permissions ?? []).length > 0,
    );
  return {
    admins: (found.DataLakeAdmins ?? []).flatMap(({ DataLakePrincipalIdentifier: arn }) =>
      arn === undefined ? [] : [arn],
    ),
    opensNewDatabases: opens(found.CreateDatabaseDefaultPermissions),
    opensNewTables: opens(found.CreateTableDefaultPermissions),
  };
}

async function roleQuota(
  clients: AwsClients,
  region: string,
): Promise<{ readonly used: number; readonly limit: number }> {
  const { SummaryMap } = await clients.iam(region).send(new GetAccountSummaryCommand({}));
  const [used, limit] = [SummaryMap?.Roles, SummaryMap?.RolesQuota];
  if (used === undefined || limit === undefined) throw new Error("the account's summary doesn't tell of roles");
  return { used, limit };
}
