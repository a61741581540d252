import { stringify } from "yaml";
import type { AnswersSoFar } from "./answers";

/** A table that is declared. */
export interface SampleTableText {
  readonly name: string;
  /** Types by name. */
  readonly columns: Readonly<Record<string, string>>;
}

/** What the file is made of besides the answers. */
export interface ConfigTextInput {
  readonly answers: AnswersSoFar;
  /** From the file to config/twinberg.schema.json, for editors. */
  readonly schema: string;
  /** Tables for sample data, for who wants them. */
  readonly sampleTables: readonly SampleTableText[];
  /** A new external id, unlike all others, for a purpose. */
  readonly externalId: (purpose: string) => string;
}

/** The configuration as text: every value of the answers, the rest by default, each with what it means. */
export function configText({ answers, schema, sampleTables, externalId }: ConfigTextInput): string {
  const value = (name: keyof AnswersSoFar): string => scalar(answers[name] ?? "");
  const lines = [
    `# yaml-language-server: $schema=${schema}`,
    "#",
    "# Written by twinberg init. Choose it with TWINBERG_CONFIG. Nothing in here is secret.",
    "# config/example.yaml shows all that can be set; twinberg.schema.json says what each means.",
    "",
    `organization: ${value("organization")} # SELECT CURRENT_ORGANIZATION_NAME();`,
    "",
    "accounts:",
    ...accountLines(answers, "primary", "where writes go until a failover"),
    ...accountLines(answers, "secondary", "always ready to take over"),
    "",
    "aws:",
    `  accountId: ${value("aws-account")} # in quotes, or YAML makes it a number`,
    `  region: ${value("aws-region")}`,
    "  # All of them: who isn't listed is removed from Lake Formation's settings. Whom Terraform runs as is among them.",
    "  lakeFormationAdmins:",
    ...(answers["lake-formation-admins"] ?? "").split(",").map((arn) => `    - ${scalar(arn.trim())}`),
    "",
    "lake:",
    `  bucket: ${value("bucket")}`,
    "  prefix: iceberg/ # data, grants, policies, volume and integrations all mean this one prefix",
    "  onDestroy: keep # a destroy refuses to remove the bucket, the tables and the databases over them",
    "  noncurrentVersionDays: 30 # without it, old versions stay until somebody removes them",
    `  glueDatabase: ${value("glue-database")}`,
    ...tableLines(answers, sampleTables),
    "",
    "warehouses: # the same in both accounts",
    "  query:",
    "    name: ICEBERG_WH",
    "    size: XSMALL",
    "  tasks:",
    "    name: ICEBERG_TASK_WH",
    "    size: XSMALL",
    "  resourceMonitor:",
    "    name: ICEBERG_MONITOR",
    `    creditQuota: ${Number(answers["credit-quota"])} # credits a month, both warehouses together`,
    "",
    "databases:",
    "  external: # an Iceberg table for each table that is declared above",
    "    name: LAKE_EXT",
    "    schema: LAKE",
    "  catalogLinked: # whatever is in the Glue database",
    "    name: LAKE_CLD",
    "    writer: none # or primary, or secondary: its DROP TABLE drops the table in Glue",
    "  prod: # what applications and analysts read",
    "    name: LAKE",
    "  monitoring: # each account's own logs, procedures and tasks",
    "    name: LAKE_MONITORING",
    "  operations: # the one database that replication carries",
    "    name: LAKE_OPS",
    "",
    "failover:",
    "  schedule:",
    "    minutes: 10 # how often the secondary is refreshed",
    ...connectionLines(answers),
    "  controller: # in a region of its own, so that it outlives either account's",
    `    bucket: ${value("controller-bucket")}`,
    `    region: ${value("controller-region")}`,
    "",
    "recoveryPointObjectiveMinutes: 30 # the heartbeat's interval and twice failover.schedule fit in",
    "",
    ...alertLines(answers),
    "# One for each purpose, and for each account where it has its own. Made for you; they never change.",
    "externalIds:",
    "  shared:",
    `    storage: ${scalar(externalId("storage"))}`,
    `    volume: ${scalar(externalId("volume"))}`,
    "  primary:",
    `    catalog: ${scalar(externalId("primary-catalog"))}`,
    "  secondary:",
    `    catalog: ${scalar(externalId("secondary-catalog"))}`,
    "",
    ...backendLines(answers),
    ...localLines(answers),
  ];
  return `${lines.join("\n")}\n`;
}

function accountLines(answers: AnswersSoFar, role: "primary" | "secondary", what: string): readonly string[] {
  const value = (name: keyof AnswersSoFar): string => scalar(answers[name] ?? "");
  return [
    `  ${role}: # ${what}`,
    `    name: ${value(`${role}-account`)}`,
    `    region: ${value(`${role}-region`)}`,
    `    edition: ${value(`${role}-edition`)} # failover groups and Client Redirect need BUSINESS_CRITICAL or above`,
    "    deployer: # who Terraform is; twinberg bootstrap makes it",
    `      user: ${value("deployer-user")}`,
    `      role: ${value("deployer-role")}`,
    ...loginLines(answers, role),
  ];
}

function loginLines(answers: AnswersSoFar, role: "primary" | "secondary"): readonly string[] {
  switch (answers.login) {
    case "workload-identity":
      return [
        "      login:",
        "        type: workload-identity # no key",
        `        arn: ${scalar(answers["aws-role"] ?? "")}`,
      ];
    case "environment":
      return ["      login:", "        type: environment # the provider looks at SNOWFLAKE_AUTHENTICATOR and its like"];
    default:
      return [
        "      login:",
        `        type: key-pair # the private key is the Terraform variable ${role}_snowflake_private_key`,
      ];
  }
}

function tableLines({ tables }: AnswersSoFar, sample: readonly SampleTableText[]): readonly string[] {
  if (tables !== "sample") {
    return [
      "  # Without tables, the Glue database is adopted with whatever is in it. To have them made:",
      "  # tables:",
      "  #   - name: orders",
      "  #     columns:",
      "  #       order_id: bigint",
      "  #       ordered_at: timestamp",
    ];
  }
  return [
    "  tables: # the Glue database and these are made; twinberg seed fills them",
    ...sample.flatMap(({ name, columns }) => [
      `    - name: ${scalar(name)}`,
      "      columns:",
      ...Object.entries(columns).map(([column, type]) => `        ${scalar(column)}: ${scalar(type)}`),
    ]),
  ];
}

function localLines(answers: AnswersSoFar): readonly string[] {
  const { "local-aws": aws, "local-snowflake": snowflake } = answers;
  if (aws === undefined) return [];
  return [
    "",
    "# Local clouds, which npm run local starts, on other ports each time. Without this, AWS and Snowflake are meant.",
    "local:",
    `  awsEndpoint: ${scalar(aws)}`,
    `  snowflakeEndpoint: ${scalar(snowflake ?? "")}`,
  ];
}

function connectionLines({ connection }: AnswersSoFar): readonly string[] {
  return connection === undefined || connection === "none"
    ? ["  # connection: # one URL that leads to whichever account is active", "  #   name: LAKE"]
    : ["  connection: # one URL that leads to whichever account is active", `    name: ${scalar(connection)}`];
}

function alertLines({ "alert-email": email }: AnswersSoFar): readonly string[] {
  return email === undefined || email === "none"
    ? [
        "# Nobody is told when an account is unhealthy. To be told:",
        "# alerts:",
        "#   recipients: [you@example.com]",
        "",
      ]
    : [
        "# Each must be the verified address of a user in both accounts.",
        "alerts:",
        "  recipients:",
        `    - ${scalar(email)}`,
        "",
      ];
}

function backendLines(answers: AnswersSoFar): readonly string[] {
  const value = (name: keyof AnswersSoFar): string => scalar(answers[name] ?? "");
  switch (answers.backend) {
    case "s3":
      return [
        "backend: # twinberg bootstrap makes the buckets",
        "  type: s3",
        `  bucket: ${value("state-bucket")}`,
        `  region: ${value("state-region")}`,
        ...(answers["state-copy-region"] === "none"
          ? []
          : [
              "  replica: # S3 copies the state there",
              `    bucket: ${value("state-copy-bucket")}`,
              `    region: ${value("state-copy-region")}`,
            ]),
      ];
    case "cloud":
      return ["backend: # one workspace a stack", "  type: cloud", `  organization: ${value("cloud-organization")}`];
    default:
      return ["backend: # for trying out: nobody else sees this state", "  type: local", "  directory: state"];
  }
}

/** A text as YAML writes it: in quotes where it would mean something else. */
function scalar(text: string): string {
  return stringify(text, { lineWidth: 0 }).trimEnd();
}
