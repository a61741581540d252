import { AutomationBench } from "../tasks/automation-bench";
import { MemoryCatalog } from "./memory-catalog";

/** How SYSTEM$CATALOG_LINK_STATUS answers. */
export interface LinkStatusAnswer {
  readonly executionState: string;
  readonly failedExecutionStateReason?: string;
  readonly failedExecutionStateErrorCode?: string;
  readonly lastLinkAttemptStartTime?: string;
  readonly failureDetails: readonly Readonly<Record<string, string>>[];
}

const ROLE = "arn:aws:iam::123456789012:role/lake";

/** CREATE CATALOG INTEGRATION for Glue's Iceberg endpoint. */
export const restIntegration = (name: string, more = "", access = "VENDED_CREDENTIALS") =>
  `CREATE CATALOG INTEGRATION ${name} CATALOG_SOURCE = ICEBERG_REST TABLE_FORMAT = ICEBERG REST_CONFIG = (
     CATALOG_URI = 'https://glue.us-east-1.amazonaws.com/iceberg' CATALOG_API_TYPE = AWS_GLUE CATALOG_NAME = '123456789012'
     ACCESS_DELEGATION_MODE = ${access}) REST_AUTHENTICATION = (TYPE = SIGV4 SIGV4_IAM_ROLE = '${ROLE}') ENABLED = TRUE ${more}`;

/** An account that reaches a catalog in memory through the integration CI. Time stands still until the test moves it. */
export class LinkBench extends AutomationBench {
  readonly catalog = new MemoryCatalog();

  constructor() {
    super();
    this.account.iceberg.connect(this.catalog.services);
    this.account.catalogLinks.connect(this.scheduler);
  }

  /** Creates the integration, and a linked database LAKE; resolves when its first discovery has ended. */
  async link(options = "", more = ""): Promise<void> {
    await this.run(
      restIntegration("ci"),
      `CREATE DATABASE lake LINKED_CATALOG = (CATALOG = 'CI'${options === "" ? "" : `, ${options}`}) ${more}`,
    );
    await this.scheduler.idle();
  }

  /** Lets seconds pass, with all that falls due. */
  async seconds(count: number): Promise<void> {
    await this.scheduler.advanceBy(count * 1000);
  }

  /** `SCHEMA` and `SCHEMA.TABLE` of everything in a database. */
  contents(database = "LAKE"): readonly string[] {
    const { objects } = this.account.state;
    const id = objects.DATABASE.get(database)?.id ?? -1;
    return objects.SCHEMA.in(id).flatMap((schema) => [
      schema.name,
      ...objects.ICEBERG_TABLE.in(schema.id).map((table) => `${schema.name}.${table.name}`),
    ]);
  }

  async status(database = "LAKE"): Promise<LinkStatusAnswer> {
    const row = await this.row(`SELECT SYSTEM$CATALOG_LINK_STATUS('${database}') AS S`);
    return JSON.parse(String(row.S));
  }

  async config(database = "LAKE"): Promise<Readonly<Record<string, unknown>>> {
    const row = await this.row(`SELECT SYSTEM$GET_CATALOG_LINKED_DATABASE_CONFIG('${database}') AS C`);
    return JSON.parse(String(row.C));
  }
}
