import {
  type Column,
  EntityNotFoundException,
  GetDatabasesCommand,
  GetPartitionsCommand,
  GetTableCommand,
  GetTablesCommand,
  type GlueClient,
  type Table,
} from "@aws-sdk/client-glue";
import type { GlueColumn, GluePartition, GlueTable } from "./glue-table";
import type { TableIdentity } from "./identity";
import type { GluePort } from "./ports";

/** Most databases or tables that Glue gives at once. Source: docs.aws.amazon.com, glue/latest/webapi. */
const PAGE = 100;
/** Most partitions that Glue gives at once. */
const PARTITION_PAGE = 1000;

/** The Glue Data Catalog, through the AWS API. */
export class GlueTables implements GluePort {
  /** @param catalog id of the catalog: an AWS account id */
  constructor(
    private readonly client: Pick<GlueClient, "send">,
    private readonly catalog: string,
  ) {}

  async databases(): Promise<readonly string[]> {
    const names: string[] = [];
    let NextToken: string | undefined;
    do {
      const page = await this.client.send(
        new GetDatabasesCommand({ CatalogId: this.catalog, MaxResults: PAGE, NextToken }),
      );
      for (const { Name } of page.DatabaseList ?? []) if (Name !== undefined) names.push(Name);
      NextToken = page.NextToken;
    } while (NextToken !== undefined && NextToken !== "");
    return names;
  }

  async tables(database: string): Promise<readonly GlueTable[]> {
    const tables: GlueTable[] = [];
    let NextToken: string | undefined;
    do {
      const page = await found(
        this.client.send(
          new GetTablesCommand({ CatalogId: this.catalog, DatabaseName: database, MaxResults: PAGE, NextToken }),
        ),
      );
      for (const table of page?.TableList ?? []) tables.push(this.read(table, database));
      NextToken = page?.NextToken;
    } while (NextToken !== undefined && NextToken !== "");
    return tables;
  }

  async table({ catalog, database, table }: TableIdentity): Promise<GlueTable | undefined> {
    const answer = await found(
      this.client.send(new GetTableCommand({ CatalogId: catalog, DatabaseName: database, Name: table })),
    );
    return answer?.Table === undefined ? undefined : this.read(answer.Table, database);
  }

  async partitions({ catalog, database, table }: TableIdentity): Promise<readonly GluePartition[]> {
    const partitions: GluePartition[] = [];
    let NextToken: string | undefined;
    do {
      const page = await found(
        this.client.send(
          new GetPartitionsCommand({
            ...{ CatalogId: catalog, DatabaseName: database, TableName: table },
            ...{ ExcludeColumnSchema: true, MaxResults: PARTITION_PAGE, NextToken },
          }),
        ),
      );
      for (const { Values, StorageDescriptor } of page?.Partitions ?? []) {
        partitions.push({ values: Values ?? [], location: StorageDescriptor?.Location ?? "" });
      }
      NextToken = page?.NextToken;
    } while (NextToken !== undefined && NextToken !== "");
    return partitions;
  }

  private read(table: Table, database: string): GlueTable {
    const { StorageDescriptor: storage } = table;
    return {
      identity: { catalog: this.catalog, database: table.DatabaseName ?? database, table: table.Name ?? "" },
      version: {
        created: table.CreateTime?.getTime() ?? 0,
        version: Number(table.VersionId ?? 0) || 0,
        updated: table.UpdateTime?.getTime() ?? 0,
      },
      tableType: table.TableType ?? "",
      parameters: table.Parameters ?? {},
      columns: (storage?.Columns ?? []).map(column),
      partitionKeys: (table.PartitionKeys ?? []).map(column),
      ...(storage === undefined
        ? {}
        : {
            storage: {
              location: storage.Location ?? "",
              serde: storage.SerdeInfo?.SerializationLibrary ?? "",
              serdeParameters: storage.SerdeInfo?.Parameters ?? {},
              inputFormat: storage.InputFormat ?? "",
            },
          }),
    };
  }
}

const column = ({ Name = "", Type = "" }: Column): GlueColumn => ({ name: Name, type: Type });

/** Undefined: Glue has no such database or table. Any other error is one. */
async function found<Answer>(answer: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof EntityNotFoundException) return undefined;
    throw error;
  }
}
