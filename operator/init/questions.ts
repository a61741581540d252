import { z } from "zod";
import { LOGIN_TYPES } from "../../config/login-schema";
import { configSchema, EDITIONS } from "../../config/schema";
import type { AnswerName, AnswersSoFar, Question } from "./answers";

const { shape } = configSchema;
const account = shape.accounts.shape.primary.shape;
const local = shape.local.unwrap().shape;
const controller = shape.failover.shape.controller.shape;

/** Backends that there are, the safest for a team first. */
export const BACKENDS = ["s3", "cloud", "local"] as const;

/** What the lake's tables may be: those that are in the Glue database, or declared ones for sample data. */
export const LAKE_TABLES = ["adopt", "sample"] as const;

/** What zod says of an answer. @param read how the text becomes what the schema is about */
function by(schema: z.ZodType, read: (text: string) => unknown = (text) => text): Question["problem"] {
  return (answer) => {
    const parsed = schema.safeParse(read(answer));
    return parsed.success ? undefined : parsed.error.issues.map(({ message }) => message).join("; ");
  };
}

const oneOf =
  (words: readonly string[]): Question["problem"] =>
  (answer) =>
    words.includes(answer) ? undefined : `is none of ${words.join(", ")}`;

const nothing = (): undefined => undefined;
const list = (text: string): readonly string[] =>
  text
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "");
const isLocal = (soFar: AnswersSoFar): boolean => soFar["local-aws"] !== undefined;
const s3 = ({ backend }: AnswersSoFar) => backend === "s3";

/** AWS_US_EAST_1 is us-east-1. Source: docs.snowflake.com, admin-account-identifier, region ids */
function awsRegionOf(snowflakeRegion: string | undefined): string | undefined {
  return snowflakeRegion?.replace(/^AWS_/, "").toLowerCase().replaceAll("_", "-");
}

/** A region that is neither account's, so that what it holds outlives either. */
function thirdRegion(soFar: AnswersSoFar): string {
  const taken = [awsRegionOf(soFar["primary-region"]), awsRegionOf(soFar["secondary-region"]), soFar["aws-region"]];
  const near = (soFar["aws-region"] ?? "").startsWith("eu-")
    ? ["eu-west-1", "eu-central-1", "eu-west-2", "eu-north-1"]
    : ["us-east-2", "us-west-2", "us-east-1", "us-west-1"];
  return near.find((one) => !taken.includes(one)) ?? "us-east-2";
}

const bucketOf = (soFar: AnswersSoFar, use: string): string =>
  `${(soFar.organization ?? "").toLowerCase().replaceAll("_", "-")}-${use}`;

/** Asked in this order: what is answered proposes what comes after. */
export const QUESTIONS: readonly Question[] = [
  question("local-aws", "a local AWS instead of AWS, its URL: npm run local prints it", by(local.awsEndpoint), {
    onlyFlag: true,
  }),
  question("local-snowflake", "a local Snowflake organization, its URL", by(local.snowflakeEndpoint), {
    asked: isLocal,
    hint: "npm run local prints it",
  }),
  question("organization", "Snowflake organization", by(shape.organization), {
    hint: "SELECT CURRENT_ORGANIZATION_NAME();",
  }),
  ...(["primary", "secondary"] as const).flatMap((role): readonly Question[] => [
    question(`${role}-account`, `name of the ${role} account`, by(account.name), {
      hint: "its name, not its locator: SELECT CURRENT_ACCOUNT_NAME();",
    }),
    question(`${role}-region`, `region of the ${role} account`, by(account.region), {
      hint: "SELECT CURRENT_REGION();",
    }),
    question(`${role}-edition`, `edition of the ${role} account`, oneOf(EDITIONS), {
      fallback: () => "BUSINESS_CRITICAL",
      hint: "as ORGADMIN: SHOW ACCOUNTS;",
    }),
  ]),
  question("deployer-user", "user that Terraform logs in as, in both accounts", by(account.deployer.shape.user), {
    fallback: () => "TERRAFORM",
  }),
  question("deployer-role", "role that it works as", by(account.deployer.shape.role), {
    fallback: () => "ACCOUNTADMIN",
  }),
  question("login", "how it logs in", oneOf(LOGIN_TYPES), {
    fallback: () => "key-pair",
    hint: "key-pair: a Terraform variable; workload-identity: an AWS role, no key; environment: SNOWFLAKE_…",
  }),
  question("aws-role", "ARN of the AWS role that Terraform runs as", by(shape.aws.shape.lakeFormationAdmins.element), {
    asked: ({ login }) => login === "workload-identity",
  }),
  question("aws-account", "AWS account of the lake", by(shape.aws.shape.accountId), {
    hint: "aws sts get-caller-identity",
  }),
  question("aws-region", "region of the lake", by(shape.aws.shape.region), {
    fallback: (soFar) => awsRegionOf(soFar["primary-region"]),
  }),
  question(
    "lake-formation-admins",
    "ARNs of all of Lake Formation's administrators",
    by(shape.aws.shape.lakeFormationAdmins, list),
    {
      fallback: (soFar) => soFar["aws-role"],
      hint: "separated by commas; who isn't named is removed, so name whom Terraform runs as, and those that there are: aws lakeformation get-data-lake-settings",
    },
  ),
  question("bucket", "bucket of the lake", by(shape.lake.shape.bucket), {
    fallback: (soFar) => bucketOf(soFar, `lake-${soFar["aws-region"] ?? ""}`),
  }),
  question("glue-database", "Glue database of the lake", by(shape.lake.shape.glueDatabase), {
    hint: "one that is there is adopted; to have it made, declare its tables",
  }),
  question("tables", "tables of the lake, adopt or sample", oneOf(LAKE_TABLES), {
    fallback: () => "adopt",
    hint: "adopt: those in the Glue database; sample: four that twinberg seed fills; yours: declare them in the file",
  }),
  question("controller-region", "region of the failover controller's bucket", by(controller.region), {
    fallback: thirdRegion,
    hint: "not the lake's, which may be what is lost",
  }),
  question("controller-bucket", "the failover controller's bucket", by(controller.bucket), {
    fallback: (soFar) => bucketOf(soFar, "twinberg-controller"),
  }),
  question("connection", "connection that clients log in to, or none", by(z.union([z.literal("none"), account.name])), {
    fallback: () => "LAKE",
    hint: "one URL that leads to whichever account is active; the accounts are in different regions",
  }),
  question(
    "credit-quota",
    "credits a month for all warehouses",
    by(shape.warehouses.shape.resourceMonitor.shape.creditQuota, Number),
    {
      fallback: () => "100",
    },
  ),
  question("backend", "where Terraform keeps its state", oneOf(BACKENDS), {
    fallback: (soFar) => (isLocal(soFar) ? "local" : "s3"),
  }),
  question("state-region", "region of the state's bucket", by(controller.region), {
    asked: s3,
    fallback: (soFar) => soFar["controller-region"],
    hint: "not the lake's: the secondary's stacks are planned when that is lost",
  }),
  question("state-bucket", "the state's bucket", by(controller.bucket), {
    asked: s3,
    fallback: (soFar) => bucketOf(soFar, "terraform-state"),
  }),
  question(
    "state-copy-region",
    "region of the state's copy, or none",
    by(z.union([z.literal("none"), controller.region])),
    {
      asked: s3,
      fallback: (soFar) => awsRegionOf(soFar["secondary-region"]),
    },
  ),
  question("state-copy-bucket", "the bucket of the state's copy", by(controller.bucket), {
    asked: (soFar) => s3(soFar) && soFar["state-copy-region"] !== "none",
    fallback: (soFar) => bucketOf(soFar, "terraform-state-copy"),
  }),
  question(
    "cloud-organization",
    "organization in Terraform Cloud or Enterprise",
    (text) => (text === "" ? "is empty" : undefined),
    {
      asked: ({ backend }) => backend === "cloud",
    },
  ),
  question(
    "alert-email",
    "who gets mail when an account is unhealthy, or none",
    by(z.union([z.literal("none"), z.email({ error: "is not an email address" })])),
    {
      fallback: () => "none",
      hint: "the verified address of a user in both accounts",
    },
  ),
];

function question(
  name: AnswerName,
  text: string,
  problem: Question["problem"],
  more: Partial<Pick<Question, "hint" | "fallback" | "asked" | "onlyFlag">> = {},
): Question {
  return { name, text, problem, fallback: nothing, ...more };
}
