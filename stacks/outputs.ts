import { type TerraformBackend, TerraformOutput, type TerraformStack } from "cdktf";
import type { TwinbergConfig } from "../config/schema";
import type { AccessPurpose } from "../constructs/aws/arns";

/** What each kind of stack publishes, by name: for other stacks, for operators and for the rehearsal. None is secret. */
export const PUBLISHED_OUTPUTS = {
  lake: {
    bucket_name: "The lake's bucket",
    glue_database_name: "The Glue database, which is the Iceberg namespace",
    registration_role_arn: "The role that Lake Formation reads the lake as",
  },
  account: {
    analyst_role_name: "The role that reads",
    catalog_integration_rest_name: "The catalog integration for Glue's Iceberg REST endpoint",
    catalog_integration_glue_name: "The catalog integration of type Glue",
    catalog_principal_arn: "The AWS principal of the REST catalog integration",
    glue_principal_arn: "The AWS principal of the Glue catalog integration",
    glue_external_id: "The external id that Snowflake made for the Glue catalog integration",
  },
  /** Of what a failover group carries: published where it is made, and where it arrives. */
  carried: {
    storage_integration_name: "The storage integration",
    external_volume_name: "The external volume",
    storage_principal_arn: "The AWS principal of the storage integration in this account",
    volume_principal_arn: "The AWS principal of the external volume in this account",
  },
  controller: {
    bucket_name: "The bucket of the failover controller's lease and journals",
    bucket_region: "That bucket's region",
    operator_policy:
      "The IAM policy, in JSON, that whoever runs failover and failback needs: the lease and the journals",
  },
  failover: {
    account_group_name: "The failover group of account objects",
    volume_group_name: "The failover group of the external volume",
    database_group_name: "The failover group of databases",
    connection_name: "The connection that clients log in to; empty: they aren't redirected",
    operations_database_name: "The database that replication carries",
    operations_schema_name: "The schema of the recovery point and the definitions in it",
    last_good_schema_name: "The schema of the last-good copies in it",
  },
  data: {
    external_database_name: "The database of single Iceberg tables",
    external_schema_name: "The schema of single Iceberg tables",
    catalog_linked_database_name: "The catalog-linked database",
    prod_database_name: "The database that applications read",
    prod_schema_name: "The schema of the lake's Glue database in it",
    monitoring_database_name: "The database of the account's own logs, procedures and tasks",
    monitoring_schema_name: "The schema of the account's own logs, procedures and tasks",
    operations_database_name: "The database that replication carries",
    operations_schema_name: "The schema of the recovery point and the definitions in it",
    last_good_schema_name: "The schema of the last-good copies in it",
    procedure_names: "The procedures' whole names in SQL, by their own",
    task_names: "The tasks' whole names in SQL, by their own",
    view_names: "The whole names in SQL of the views that are declared where applications read, by their own",
  },
  tableSync: {
    user_name: "The service user that the table sync logs in as",
    role_name: "The role that it works as",
    database_names: "The databases of external tables, by their own names",
    stage_names: "The stages' whole names in SQL, by their own",
    storage_integration_name: "The stages' storage integration",
    storage_role_arn: "The AWS role that Snowflake reads the stages' files as",
    function_name: "The function",
    log_group_name: "The function's log",
    queue_url: "The queue of events",
    dead_letters_url: "The queue of messages that were tried too often",
    undelivered_url: "The queue of events that didn't reach the first one",
    fact_table_name: "The DynamoDB table of what was synced",
    secret_name: "The secret of the private key; empty: there is no key",
  },
  trust: {
    role_arns:
      "The roles that the Snowflake accounts assume, by <account>_<purpose>; of a shared purpose, one for both",
  },
} as const;

/** A kind of stack that publishes outputs. */
export type PublishingStack = keyof typeof PUBLISHED_OUTPUTS;

type OutputValues<Kind extends PublishingStack> = Readonly<
  Record<keyof (typeof PUBLISHED_OUTPUTS)[Kind], string | Readonly<Record<string, string>>>
>;

/** Declares all outputs that a kind of stack publishes; leaving one out doesn't compile. */
export function declareOutputs<Kind extends PublishingStack>(
  stack: TerraformStack,
  kind: Kind,
  values: OutputValues<Kind>,
): void {
  const descriptions: Readonly<Record<string, string>> = PUBLISHED_OUTPUTS[kind];
  for (const [name, value] of Object.entries(values)) {
    new TerraformOutput(stack, name, { value, staticId: true, ...describe(descriptions[name]) });
  }
}

function describe(description: string | undefined): { description?: string } {
  return description === undefined ? {} : { description };
}

/** What both sides of replication publish: names, the same in both accounts. */
export function failoverNames({ databases, failover }: TwinbergConfig): OutputValues<"failover"> {
  return {
    account_group_name: failover.accountGroup.name,
    volume_group_name: failover.volumeGroup.name,
    database_group_name: failover.databaseGroup.name,
    connection_name: failover.connection?.name ?? "",
    operations_database_name: databases.operations.name,
    operations_schema_name: databases.operations.schema,
    last_good_schema_name: databases.operations.lastGoodSchema,
  };
}

/** A stack that publishes principals. */
export interface PublishedState {
  /** Where its state is kept. */
  readonly backend: TerraformBackend;
  /** The stack's name. */
  readonly name: string;
}

/** Reads the principals that a stack publishes from its state, in another stack. */
export class PrincipalOutputs {
  readonly #state: ReturnType<TerraformBackend["getRemoteStateDataSource"]>;

  /**
   * @param reader the stack that reads
   * @param from the stack that publishes
   */
  constructor(reader: TerraformStack, { backend, name }: PublishedState) {
    this.#state = backend.getRemoteStateDataSource(reader, `State-${name}`, name);
  }

  /** The ARN of the account's AWS principal for a purpose that the stack publishes. */
  principalArn(purpose: AccessPurpose): string {
    return this.#state.getString(`${purpose}_principal_arn`);
  }

  /** The external id that Snowflake made for the Glue catalog integration. */
  glueExternalId(): string {
    return this.#state.getString("glue_external_id");
  }
}
