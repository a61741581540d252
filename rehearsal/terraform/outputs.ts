import { z } from "zod";
import type { AccountRole } from "../../config/schema";
import { RehearsalError } from "../errors";

const text = z.string().min(1);

const lakeSchema = z.looseObject({ bucket_name: text, glue_database_name: text, registration_role_arn: text });
const accountSchema = z.looseObject({
  catalog_integration_rest_name: text,
  catalog_integration_glue_name: text,
  analyst_role_name: text,
  glue_principal_arn: text,
  glue_external_id: text,
});
const carriedSchema = z.looseObject({
  storage_integration_name: text,
  external_volume_name: text,
  storage_principal_arn: text,
  volume_principal_arn: text,
});
const controllerSchema = z.looseObject({ bucket_name: text, bucket_region: text });
const failoverSchema = z.looseObject({
  account_group_name: text,
  volume_group_name: text,
  database_group_name: text,
  connection_name: z.string(),
});
const dataSchema = z.looseObject({
  external_database_name: text,
  external_schema_name: text,
  catalog_linked_database_name: text,
  prod_database_name: text,
  prod_schema_name: text,
  monitoring_database_name: text,
  monitoring_schema_name: text,
  operations_database_name: text,
  procedure_names: z.record(z.string(), text),
  task_names: z.record(z.string(), text),
  view_names: z.record(z.string(), text),
});
const trustSchema = z.looseObject({ role_arns: z.record(z.string(), text) });

/** Published outputs of an account stack, with those of what a failover group carries. */
export type AccountOutputs = z.infer<typeof accountSchema> & z.infer<typeof carriedSchema>;
/** Published outputs of a data stack. */
export type DataOutputs = z.infer<typeof dataSchema>;
/** Published outputs of the stacks that the checks read. */
export interface TwinOutputs {
  /** Stack `lake`. */
  readonly lake: z.infer<typeof lakeSchema>;
  /** Stack `controller`. */
  readonly controller: z.infer<typeof controllerSchema>;
  /** Stacks `failover-primary` and `failover-secondary`. */
  readonly failover: Readonly<Record<AccountRole, z.infer<typeof failoverSchema>>>;
  /** Stack `primary-account`. */
  readonly primary: AccountOutputs;
  /** Stacks `secondary-account` and `failover-secondary`, where what is carried arrives. */
  readonly secondary: AccountOutputs;
  /** Stacks `primary-data` and `secondary-data`. */
  readonly data: Readonly<Record<AccountRole, DataOutputs>>;
  /** Stack `trust`: `PURPOSE` of an account to role ARN, e.g. primary_storage. */
  readonly trust: z.infer<typeof trustSchema>;
}

/** Names of the stacks whose outputs the checks read. */
export const stackNames = {
  lake: "lake",
  primary: "primary-account",
  secondary: "secondary-account",
  controller: "controller",
  failover: { primary: "failover-primary", secondary: "failover-secondary" },
  trust: "trust",
  data: { primary: "primary-data", secondary: "secondary-data" },
} as const;

/**
 * Checks the outputs that Terraform gave.
 * @param outputs stack name to its outputs
 * @throws RehearsalError BAD_OUTPUT naming stack and output.
 */
export function parseOutputs(outputs: ReadonlyMap<string, Readonly<Record<string, unknown>>>): TwinOutputs {
  return {
    lake: parse(lakeSchema, stackNames.lake, outputs),
    controller: parse(controllerSchema, stackNames.controller, outputs),
    failover: {
      primary: parse(failoverSchema, stackNames.failover.primary, outputs),
      secondary: parse(failoverSchema, stackNames.failover.secondary, outputs),
    },
    primary: {
      ...parse(accountSchema, stackNames.primary, outputs),
      ...parse(carriedSchema, stackNames.primary, outputs),
    },
    secondary: {
      ...parse(accountSchema, stackNames.secondary, outputs),
      ...parse(carriedSchema, stackNames.failover.secondary, outputs),
    },
    data: {
      primary: parse(dataSchema, stackNames.data.primary, outputs),
      secondary: parse(dataSchema, stackNames.data.secondary, outputs),
    },
    trust: parse(trustSchema, stackNames.trust, outputs),
  };
}

function parse<T>(
  schema: z.ZodType<T>,
  stack: string,
  outputs: ReadonlyMap<string, Readonly<Record<string, unknown>>>,
): T {
  const found = outputs.get(stack);
  if (found === undefined) {
    throw new RehearsalError("BAD_OUTPUT", `there are no outputs of stack ${stack}`, "see why it did not converge");
  }
  const parsed = schema.safeParse(found);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ");
    throw new RehearsalError(
      "BAD_OUTPUT",
      `outputs of stack ${stack} are not as published: ${problems}`,
      `see the outputs in stacks/`,
    );
  }
  return parsed.data;
}
