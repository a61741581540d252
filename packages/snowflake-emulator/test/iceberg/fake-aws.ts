import { MemoryFileStore } from "@twinberg/iceberg";
import type { AwsAccess, AwsDecision } from "../../src/aws";
import type { LakeGrant, LakeSettings } from "../../src/iceberg/aws/lake-grants";
import type { GlueTable, LakeServices, RegisteredLocation } from "../../src/iceberg/aws/lake-services";

const NO: AwsDecision = { allowed: false, reason: "the policy says no" };

/** An AWS in memory: what a role may do, what Glue and Lake Formation hold. */
export class FakeAws implements AwsAccess {
  trusted = true;
  /** `action resource` that are denied, by their beginnings. */
  denied: readonly string[] = [];
  readonly asked: string[] = [];
  databases: readonly string[] = ["sales", "hr"];
  tables: readonly GlueTable[] = [];
  grants: readonly LakeGrant[] = [];
  settings: LakeSettings = { databaseDefaults: [], tableDefaults: [], fullTableExternalAccess: true };
  locations: readonly RegisteredLocation[] = [];
  readonly files = new MemoryFileStore();

  async assumeRole(request: Parameters<AwsAccess["assumeRole"]>[0]): Promise<AwsDecision> {
    this.asked.push(`assume ${request.roleArn} with ${request.externalId ?? "nothing"}`);
    return this.trusted ? { allowed: true } : NO;
  }

  async isAllowed({ roleArn, action, resourceArn }: Parameters<AwsAccess["isAllowed"]>[0]): Promise<AwsDecision> {
    const what = `${action} ${resourceArn}`;
    this.asked.push(`${roleArn.split("/").at(-1)}: ${what}`);
    return this.denied.some((one) => what.startsWith(one)) ? NO : { allowed: true };
  }

  get lake(): LakeServices {
    const { files } = this;
    return {
      glue: () => ({
        databases: async () => this.databases,
        hasDatabase: async (_id, database) => this.databases.includes(database),
        tables: (_id, database) => this.#pages(database),
        table: async (_id, database, name) =>
          this.tables.find((one) => one.namespace === database && one.name === name),
        createDatabase: async (_id, database) => {
          this.databases = [...this.databases, database];
        },
        deleteTable: async (_id, database, name) => {
          this.tables = this.tables.filter((one) => one.namespace !== database || one.name !== name);
        },
      }),
      lakeFormation: () => ({
        grants: async () => this.grants,
        settings: async () => this.settings,
        locations: async () => this.locations,
      }),
      files: () => files,
      objects: () => {
        throw new Error("nothing is listed here");
      },
      catalog: () => {
        throw new Error("nothing is committed here");
      },
    };
  }

  async *#pages(database: string): AsyncIterable<readonly GlueTable[]> {
    for (const table of this.tables) if (table.namespace === database) yield [table];
  }
}

/** What catalog integrations of all kinds have. */
export const CATALOG_INTEGRATION = {
  id: 1,
  parentId: null,
  ownerRoleId: null,
  createdOn: 0,
  comment: null,
  kind: "CATALOG",
  enabled: true,
  refreshIntervalSeconds: 30,
  catalogNamespace: null,
} as const;

/** A table of Glue's, as Iceberg writes it there. */
export const glueTable = (namespace: string, name: string): GlueTable => ({
  namespace,
  name,
  metadataLocation: `s3://lake/${namespace}/${name}/metadata/0.metadata.json`,
  version: "0",
  location: `s3://lake/${namespace}/${name}`,
});
