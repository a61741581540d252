import {
  CreateDatabaseCommand,
  DeleteTableCommand,
  EntityNotFoundException,
  GetDatabaseCommand,
  GetTableCommand,
  GlueClient,
  paginateGetDatabases,
  paginateGetTables,
  type Table,
} from "@aws-sdk/client-glue";
import { callAws, clientOptions } from "../../aws/sdk-call";
import type { GlueService, GlueTable } from "./lake-services";

/** Glue by the AWS SDK. */
export class SdkGlue implements GlueService {
  readonly #client: GlueClient;

  constructor(
    private readonly endpoint: string,
    region: string,
  ) {
    this.#client = new GlueClient(clientOptions(endpoint, region));
  }

  databases(catalogId: string): Promise<readonly string[]> {
    return this.#call("GetDatabases", async () => {
      const names: string[] = [];
      for await (const page of paginateGetDatabases({ client: this.#client }, { CatalogId: catalogId })) {
        for (const { Name } of page.DatabaseList ?? []) if (Name !== undefined) names.push(Name);
      }
      return names;
    });
  }

  async hasDatabase(catalogId: string, database: string): Promise<boolean> {
    const found = await this.#find("GetDatabase", () =>
      this.#client.send(new GetDatabaseCommand({ CatalogId: catalogId, Name: database })),
    );
    return found !== undefined;
  }

  async *tables(catalogId: string, database: string): AsyncIterable<readonly GlueTable[]> {
    const request = { CatalogId: catalogId, DatabaseName: database };
    const pages = paginateGetTables({ client: this.#client }, request)[Symbol.asyncIterator]();
    for (;;) {
      const page = await this.#call("GetTables", () => pages.next());
      if (page.done === true) return;
      yield (page.value.TableList ?? []).map((table) => glueTable(database, table));
    }
  }

  async table(catalogId: string, database: string, name: string): Promise<GlueTable | undefined> {
    // Glue's names are lower case, and it finds them in any case.
    const place = { DatabaseName: database.toLowerCase(), Name: name.toLowerCase() };
    const command = new GetTableCommand({ CatalogId: catalogId, ...place });
    const found = await this.#find("GetTable", () => this.#client.send(command));
    return found?.Table === undefined ? undefined : glueTable(database, found.Table);
  }

  async createDatabase(catalogId: string, database: string): Promise<void> {
    const command = new CreateDatabaseCommand({ CatalogId: catalogId, DatabaseInput: { Name: database } });
    await this.#call("CreateDatabase", () => this.#client.send(command));
  }

  async deleteTable(catalogId: string, database: string, name: string): Promise<void> {
    const command = new DeleteTableCommand({ CatalogId: catalogId, DatabaseName: database, Name: name });
    await this.#call("DeleteTable", () => this.#client.send(command));
  }

  /** What there is; undefined for an answer that it is not there. */
  #find<T>(operation: string, call: () => Promise<T>): Promise<T | undefined> {
    return this.#call(operation, async () => {
      try {
        return await call();
      } catch (error) {
        if (error instanceof EntityNotFoundException) return undefined;
        throw error;
      }
    });
  }

  #call<T>(operation: string, call: () => Promise<T>): Promise<T> {
    return callAws(this.endpoint, operation, call);
  }
}

/** Glue's table. Source of the parameters: Iceberg's GlueTableOperations. */
function glueTable(
  database: string,
  { Name = "", Parameters = {}, StorageDescriptor, VersionId = "" }: Table,
): GlueTable {
  const isIceberg = Parameters.table_type?.toUpperCase() === "ICEBERG";
  return {
    namespace: database,
    name: Name,
    metadataLocation: isIceberg ? Parameters.metadata_location : undefined,
    version: VersionId,
    location: StorageDescriptor?.Location,
  };
}
