import { z } from "zod";
import { columnTypeProblem } from "./column-type";
import { alerts, databases, SCHEDULE_MINUTES, schedules } from "./data-schema";
import { failover } from "./failover-schema";
import {
  awsRegion,
  bucketName,
  externalId,
  glueName,
  kmsKey,
  principalArn,
  snowflakeName,
  stringOf,
  workspaceTag,
} from "./field-types";
import { login } from "./login-schema";
import { rules } from "./rules-schema";
import { tableSync } from "./table-sync-schema";

/** Snowflake's editions, least to most. Failover groups and Client Redirect need BUSINESS_CRITICAL or above. */
export const EDITIONS = ["STANDARD", "ENTERPRISE", "BUSINESS_CRITICAL", "VIRTUAL_PRIVATE"] as const;

/** Snowflake's warehouse sizes, as ALTER WAREHOUSE spells them. */
export const WAREHOUSE_SIZES = ["XSMALL", "SMALL", "MEDIUM", "LARGE", "XLARGE", "XXLARGE"] as const;

const endpoint = stringOf("an endpoint such as http://127.0.0.1:5000", /^https?:\/\/[A-Za-z0-9.-]+:\d{1,5}$/);
const columnType = z.string().superRefine((type, context) => {
  const problem = columnTypeProblem(type);
  if (problem !== undefined) {
    context.addIssue({ code: "custom", message: problem });
  }
});

const bothOf = <Shape extends z.ZodType>(shape: Shape) => ({ primary: shape, secondary: shape });

const deployer = z.strictObject({
  user: snowflakeName.describe("The user that Terraform logs in as."),
  role: snowflakeName.default("ACCOUNTADMIN").describe("The role that Terraform works as."),
  login: login.describe(
    "How it logs in. key-pair: by the Terraform variable <account>_snowflake_private_key. workload-identity: as an AWS role, without a key. environment: by what SNOWFLAKE_AUTHENTICATOR and its like say, one account a run.",
  ),
});

const account = z.strictObject({
  name: snowflakeName.describe("The account's name in the organization, as SHOW ACCOUNTS lists it."),
  region: stringOf("a Snowflake region such as AWS_US_EAST_1", /^AWS_[A-Z]+(_[A-Z0-9]+)+$/).describe(
    "The account's region, as SHOW REGIONS lists it.",
  ),
  edition: z
    .enum(EDITIONS)
    .describe("The account's edition. Failover groups and Client Redirect need BUSINESS_CRITICAL or above."),
  deployer: deployer.describe("Who Terraform is in this account."),
});

const aws = z.strictObject({
  accountId: stringOf("an AWS account id of 12 digits", /^\d{12}$/).describe(
    "The AWS account that holds the lake. In quotes, or YAML makes it a number.",
  ),
  region: awsRegion.describe("The region of the bucket and of the Glue Data Catalog."),
  rolePrefix: stringOf("a role prefix: 1 to 24 of letters, digits, _ and -", /^[\w-]{1,24}$/)
    .default("twinberg")
    .describe("What the names of the IAM roles begin with."),
  lakeFormationAdmins: z
    .array(principalArn)
    .min(1, {
      error: "is empty; name at least the role that Terraform runs as, or it locks itself out of Lake Formation",
    })
    .describe(
      "All of Lake Formation's administrators: the settings have one owner, and what isn't named here is removed.",
    ),
});

const table = z.strictObject({
  name: glueName.describe("The table's name in Glue."),
  comment: z.string().max(255).optional().describe("The table's description in Glue."),
  columns: z
    .record(stringOf("a column name: 1 to 255 of a to z, 0 to 9 and _", /^[a-z0-9_]{1,255}$/), columnType)
    .refine((columns) => Object.keys(columns).length > 0, {
      error: "is empty; an Iceberg table has at least one column",
    })
    .describe("Column name to Glue type, in order. Writers own the schema once the table exists."),
});

const lake = z.strictObject({
  bucket: bucketName.describe("The S3 bucket that holds the lake."),
  prefix: stringOf(
    "a prefix such as iceberg/: it ends with a slash and doesn't begin with one",
    /^([\w.-]+\/)+$/,
  ).describe("The one prefix that data lie under, and that every grant, policy and location covers."),
  onDestroy: z
    .enum(["keep", "delete"])
    .default("keep")
    .describe(
      "What a destroy does to data and to the databases over them: keep refuses it, delete empties the bucket and drops them.",
    ),
  noncurrentVersionDays: z
    .int()
    .min(1)
    .optional()
    .describe(
      "Days that a replaced or deleted object can still be brought back. Without it, old versions stay until somebody removes them.",
    ),
  replicas: z
    .array(
      z.strictObject({
        region: awsRegion.describe("The region of the copy."),
        bucket: bucketName.describe("The bucket that holds the copy, under the same prefix."),
      }),
    )
    .default([])
    .describe(
      "Copies of the lake in other regions, which somebody else makes and keeps. The external volume has a location in each.",
    ),
  glueDatabase: glueName.describe("The Glue database, which is also the Iceberg namespace."),
  tables: z
    .array(table)
    .default([])
    .describe(
      "The Iceberg tables to declare. With none, the Glue database and its tables are adopted: used, never made or dropped.",
    ),
});

const warehouse = z.strictObject({
  name: snowflakeName.describe("The warehouse's name."),
  size: z.enum(WAREHOUSE_SIZES).default("XSMALL").describe("The warehouse's size."),
  autoSuspendSeconds: z.int().min(30).max(86400).default(60).describe("Idle seconds after which it suspends."),
});

const warehouses = z.strictObject({
  query: warehouse.describe("Where people's queries run."),
  tasks: warehouse.describe("Where tasks run, apart from people's queries."),
  resourceMonitor: z
    .strictObject({
      name: snowflakeName.describe("The resource monitor's name."),
      creditQuota: z
        .int()
        .min(1)
        .describe("Credits a month for both warehouses; at 80 % it notifies, at 100 % it suspends them."),
    })
    .describe("The monitor that both warehouses are under."),
});

const ownExternalIds = z.strictObject({
  catalog: externalId.describe("The external id of the catalog integration for Glue's Iceberg REST endpoint."),
});

const externalIds = z.strictObject({
  shared: z
    .strictObject({
      storage: externalId.describe("The external id of the storage integration."),
      volume: externalId.describe("The external id of the external volume, in all its locations."),
    })
    .describe("Of what a failover group carries: it comes to the other account with the id that it has."),
  ...bothOf(ownExternalIds),
});

const backend = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("local"),
    directory: z.string().min(1).describe("Where state files lie, relative to the folder of cdktf.json."),
  }),
  z.strictObject({
    type: z.literal("s3"),
    bucket: bucketName.describe("The bucket that holds state."),
    region: awsRegion.describe("That bucket's region."),
    keyPrefix: stringOf("a key prefix such as twinberg/: it ends with a slash", /^([\w.-]+\/)+$/)
      .default("twinberg/")
      .describe("What the state objects' keys begin with; the stack's name follows."),
    lockTable: z
      .string()
      .min(3)
      .optional()
      .describe(
        "A DynamoDB table that locks state besides the lock object that is beside each state. For changing over: Terraform will drop it.",
      ),
    kmsKey: kmsKey
      .optional()
      .describe("The KMS key that encrypts state. Without it, S3's own key does. Not with replica."),
    replica: z
      .strictObject({
        region: awsRegion.describe("The region of the copy: not the bucket's own."),
        bucket: bucketName.describe("The bucket that holds the copy."),
      })
      .optional()
      .describe(
        "A bucket that S3 copies state to, for when the state's region is lost. twinberg bootstrap makes both.",
      ),
  }),
  z.strictObject({
    type: z.literal("cloud"),
    hostname: z
      .string()
      .min(1)
      .default("app.terraform.io")
      .describe("Terraform Cloud's host name, or Terraform Enterprise's."),
    organization: z.string().min(1).describe("The organization in Terraform Cloud (not Snowflake's)."),
    workspacePrefix: z
      .string()
      .min(1)
      .default("twinberg-")
      .describe("What the workspaces' names begin with; the stack's name follows."),
    project: z
      .string()
      .min(1)
      .optional()
      .describe("The project that the workspaces are in, which is there. Without it, the organization's default."),
    tags: z
      .array(workspaceTag)
      .default(["twinberg"])
      .describe("The workspaces' tags, for whoever makes them: twinberg workspaces lists them."),
  }),
]);

/** The whole configuration, before the rules that look at several fields at once (rules.ts). */
export const configSchema = z.strictObject({
  organization: snowflakeName.describe("The Snowflake organization that both accounts belong to."),
  accounts: z.strictObject(bothOf(account)).describe("The two Snowflake accounts."),
  aws: aws.describe("The AWS account that the lake lies in."),
  lake: lake.describe("The data lake."),
  roles: z
    .strictObject({
      admin: snowflakeName.default("ICEBERG_ADMIN").describe("Owns the databases and runs the tasks."),
      engineer: snowflakeName.default("ICEBERG_ENGINEER").describe("Builds tables and views."),
      analyst: snowflakeName.default("ICEBERG_ANALYST").describe("Reads."),
    })
    .prefault({})
    .describe("The three roles, which exist under the same names in both accounts."),
  warehouses: warehouses.describe("The warehouses, the same in both accounts."),
  databases: databases.prefault({}).describe("The databases, under the same names in both accounts."),
  schedules: schedules.prefault({}).describe("When the tasks run: either minutes or cron."),
  failover: failover.describe("What moves between the accounts in a disaster, and what moves it."),
  recoveryPointObjectiveMinutes: z
    .int()
    .min(1)
    .max(SCHEDULE_MINUTES)
    .default(30)
    .describe("How old the primary's last heartbeat may be in the secondary before the secondary is unhealthy."),
  alerts: alerts
    .optional()
    .describe("Mail when an account is unhealthy, a run failed, or no heartbeat came. Without it, nobody is told."),
  externalIds: externalIds.describe(
    "One external id for each purpose, and for each account where it has its own; no two are equal.",
  ),
  tableSync: tableSync
    .optional()
    .describe("Glue tables as external tables in one Snowflake account. Without it, nothing of that is made."),
  backend: backend.describe("Where Terraform keeps its state."),
  rules: rules.prefault({}).describe("Rules of synthesis that may be broken here, and why."),
  local: z
    .strictObject({
      awsEndpoint: endpoint.describe(
        "A local AWS. Terraform learns of it from AWS_ENDPOINT_URL, which has to be the same.",
      ),
      snowflakeEndpoint: endpoint.describe("A local Snowflake organization."),
    })
    .optional()
    .describe("Only for local clouds: where the providers find them. Without it, they talk to AWS and Snowflake."),
});

type DeepReadonly<T> = T extends (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T;

/** A configuration that has passed every check, with all defaults filled in. */
export type TwinbergConfig = DeepReadonly<z.output<typeof configSchema>>;

/** Which of the two accounts. */
export type AccountRole = "primary" | "secondary";

/** Both account roles, in the order in which they are declared. */
export const ACCOUNT_ROLES: readonly AccountRole[] = ["primary", "secondary"];

/** When a task runs: every so many minutes, or by cron. */
export type Schedule = TwinbergConfig["schedules"]["heartbeat"];

/** One table of the lake. */
export type TableConfig = TwinbergConfig["lake"]["tables"][number];
