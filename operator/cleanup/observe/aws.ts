import { EntityNotFoundException, paginateGetTables } from "@aws-sdk/client-glue";
import type { TwinbergConfig } from "../../../config/schema";
import type { AwsClients } from "../../aws/clients";
import { countContents } from "../bucket-contents";
import type { SeenAws, SeenContents } from "../observation";

/** Looks at what holds data in AWS, and changes nothing. @throws the SDK's errors */
export async function observeAws({ lake, aws, failover }: TwinbergConfig, clients: AwsClients): Promise<SeenAws> {
  const buckets = new Map<string, SeenContents | null>();
  for (const { bucket, region } of [{ bucket: lake.bucket, region: aws.region }, failover.controller]) {
    buckets.set(bucket, await countContents(clients.s3(region), bucket));
  }
  return { buckets, glueTables: await glueTables(clients, aws.region, lake.glueDatabase) };
}

async function glueTables(clients: AwsClients, region: string, database: string): Promise<readonly string[] | null> {
  const names: string[] = [];
  try {
    for await (const { TableList = [] } of paginateGetTables(
      { client: clients.glue(region) },
      { DatabaseName: database },
    )) {
      names.push(...TableList.flatMap(({ Name }) => (Name === undefined ? [] : [Name])));
    }
  } catch (error) {
    if (error instanceof EntityNotFoundException) return null;
    throw error;
  }
  return names;
}
