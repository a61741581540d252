import { GlueClient } from "@aws-sdk/client-glue";
import { IAMClient } from "@aws-sdk/client-iam";
import { LakeFormationClient } from "@aws-sdk/client-lakeformation";
import { S3Client } from "@aws-sdk/client-s3";
import { STSClient } from "@aws-sdk/client-sts";
import type { TwinbergConfig } from "../../config/schema";
import { QUESTION } from "./patience";

/** Clients of AWS, one of each kind and region, made when first asked for. Credentials come from the environment. */
export class AwsClients {
  private readonly open: { destroy(): void }[] = [];
  readonly s3: (region: string) => S3Client;
  readonly iam: (region: string) => IAMClient;
  readonly sts: (region: string) => STSClient;
  readonly glue: (region: string) => GlueClient;
  readonly lakeFormation: (region: string) => LakeFormationClient;

  /** @param local where a local AWS is; undefined: AWS itself */
  constructor(local: TwinbergConfig["local"]) {
    const at = (region: string) => ({
      ...QUESTION,
      region,
      ...(local === undefined ? {} : { endpoint: local.awsEndpoint }),
    });
    this.s3 = this.kept(
      (region) => new S3Client({ ...at(region), followRegionRedirects: true, forcePathStyle: local !== undefined }),
    );
    this.iam = this.kept((region) => new IAMClient(at(region)));
    this.sts = this.kept((region) => new STSClient(at(region)));
    this.glue = this.kept((region) => new GlueClient(at(region)));
    this.lakeFormation = this.kept((region) => new LakeFormationClient(at(region)));
  }

  /** Lets go of connections. */
  close(): void {
    for (const client of this.open.splice(0)) client.destroy();
  }

  private kept<Client extends { destroy(): void }>(make: (region: string) => Client): (region: string) => Client {
    const byRegion = new Map<string, Client>();
    return (region) => {
      const client = byRegion.get(region) ?? make(region);
      if (!byRegion.has(region)) this.open.push(client);
      byRegion.set(region, client);
      return client;
    };
  }
}

/** What an error of AWS says, in one line: its name first, which people look up. */
export function awsReason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return `${error.name}: ${error.message}`.replace(/\s+/g, " ").trim();
}
