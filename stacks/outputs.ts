import { type TerraformBackend, TerraformOutput, type TerraformStack } from "cdktf";
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
    storage_integration_name: "The storage integration",
    external_volume_name: "The external volume",
    catalog_integration_rest_name: "The catalog integration for Glue's Iceberg REST endpoint",
    catalog_integration_glue_name: "The catalog integration of type Glue",
    storage_principal_arn: "The AWS principal of the storage integration",
    volume_principal_arn: "The AWS principal of the external volume",
    catalog_principal_arn: "The AWS principal of the REST catalog integration",
    glue_principal_arn: "The AWS principal of the Glue catalog integration",
    glue_external_id: "The external id that Snowflake made for the Glue catalog integration",
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
  trust: {
    role_arns: "The roles that the Snowflake accounts assume, by <account>_<purpose>",
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

/** Reads an account stack's outputs from its state, in another stack. */
export class AccountOutputs {
  readonly #state: ReturnType<TerraformBackend["getRemoteStateDataSource"]>;

  /**
   * @param reader the stack that reads
   * @param backend the account stack's backend
   * @param from the account stack's name
   */
  constructor(reader: TerraformStack, backend: TerraformBackend, from: string) {
    this.#state = backend.getRemoteStateDataSource(reader, `State-${from}`, from);
  }

  /** The ARN of the account's AWS principal for a purpose. */
  principalArn(purpose: AccessPurpose): string {
    return this.#state.getString(`${purpose}_principal_arn`);
  }

  /** The external id that Snowflake made for the Glue catalog integration. */
  glueExternalId(): string {
    return this.#state.getString("glue_external_id");
  }
}
