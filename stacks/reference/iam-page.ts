import { code, codes, markdownTable } from "../../config/markdown";
import { blockOf, type DeclaredResource, listOf } from "../../constructs/policies/declared-program";
import type { DescribedProgram } from "./declared-stacks";
import { reasonOf } from "./statement-reasons";

/** A statement of a policy document, as IAM has it. */
interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Principal?: unknown;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** A policy document, and where it is. */
interface FoundPolicy {
  readonly stack: string;
  /** What it is attached to. */
  readonly title: string;
  readonly about: string;
  readonly statements: readonly Statement[];
}

/** `docs/reference/iam-policies.md`: every policy and trust document, and every grant of Lake Formation. */
export function iamPage(described: DescribedProgram): string {
  const { program } = described;
  const ofType = (...types: readonly string[]) => program.resources.filter(({ type }) => types.includes(type));
  const roles = ofType("aws_iam_role").map((role) => roleSection(role, ofType("aws_iam_role_policy")));
  const resourcePolicies = ofType("aws_s3_bucket_policy", "aws_sqs_queue", "aws_secretsmanager_secret_policy")
    .filter((resource) => typeof resource.arguments.policy === "string")
    .map((resource) =>
      policySection({
        stack: resource.stack,
        title: `\`${String(resource.arguments.bucket ?? resource.arguments.name)}\``,
        about: `Stack \`${resource.stack}\`, on the ${resource.type === "aws_sqs_queue" ? "queue" : "bucket"} itself.`,
        statements: statementsIn(resource.arguments.policy),
      }),
    );
  const published = described.stacks.flatMap(({ name, outputs }) =>
    Object.entries(outputs)
      .filter(([, { value }]) => typeof value === "string" && value.includes('"Statement"'))
      .map(([output, { value, description = "" }]) =>
        policySection({
          stack: name,
          title: `Output \`${output}\` of \`${name}\``,
          about: `${description}. Nothing is attached: give it to who needs it.`,
          statements: statementsIn(value),
        }),
      ),
  );
  return `# Policies in AWS

Every trust policy, permission policy, resource policy and Lake Formation grant that the program declares, with the names of \`config/demo.yaml\`. Generated from the synthesized
program by \`npm run docs:architecture\`. Rules that hold all of them: [rules](../rules.md) (\`roles-only-read\`, \`trust-takes-external-id\`, \`lake-formation-grants-only-read\` and others).

In place of an ARN or an external id that Snowflake tells only once it is there, the table names the stack and output that it is read from.

## Roles

${roles.join("\n\n")}

## Policies of buckets and queues

${resourcePolicies.join("\n\n")}

## Policies for people

${published.join("\n\n")}

## Lake Formation

${lakeFormation(ofType("aws_lakeformation_permissions"), ofType("aws_lakeformation_data_lake_settings"))}
`;
}

function roleSection(role: DeclaredResource, policies: readonly DeclaredResource[]): string {
  const name = String(role.arguments.name);
  const own = policies.filter((policy) => policy.stack === role.stack && policy.arguments.role === name);
  const statements = [
    ...statementsIn(role.arguments.assume_role_policy),
    ...own.flatMap((policy) => statementsIn(policy.arguments.policy)),
  ];
  return policySection({
    stack: role.stack,
    title: `\`${name}\``,
    about: `Stack \`${role.stack}\`. ${String(role.arguments.description)}.`,
    statements,
  });
}

function policySection({ title, about, statements }: FoundPolicy): string {
  const rows = statements.map((statement) => [
    code(statement.Sid ?? ""),
    statement.Principal === undefined ? "the role" : principalOf(statement.Principal),
    `${statement.Effect === "Deny" ? "**deny** " : ""}${codes(listed(statement.Action))}`,
    [codes(listed(statement.Resource)), conditionOf(statement)].filter((part) => part !== "").join("; "),
    reasonOf(statement.Sid ?? ""),
  ]);
  return `### ${title}\n\n${about}\n\n${markdownTable(["statement", "who", "may", "on, and when", "why"], rows)}`;
}

function principalOf(principal: unknown): string {
  if (principal === "*") return "everybody";
  return Object.values(Object(principal))
    .flat()
    .map((one) => code(readable(String(one))))
    .join(", ");
}

function conditionOf({ Condition = {} }: Statement): string {
  return Object.entries(Condition)
    .flatMap(([operator, keys]) =>
      Object.entries(keys).map(
        ([key, values]) =>
          `${code(key)} ${OPERATORS[operator] ?? code(operator)} ${codes(listed(values).map(readable))}`,
      ),
    )
    .join("; ");
}

const OPERATORS: Readonly<Record<string, string>> = {
  StringEquals: "is",
  StringLike: "is like",
  ArnEquals: "is",
  Bool: "is",
  Null: "absent:",
};

function statementsIn(document: unknown): readonly Statement[] {
  const { Statement }: { readonly Statement: readonly Statement[] } = JSON.parse(String(document));
  return Statement;
}

function listed(value: unknown): readonly string[] {
  return value === undefined ? [] : [value].flat().map((one) => readable(String(one)));
}

/** Terraform's reference to another stack's output, or to what only the cloud knows, in words. */
export function readable(text: string): string {
  return text
    .replace(/\$\{data\.terraform_remote_state\.State-([\w-]+)\.outputs\.(\w+)\}/g, "<$2 of $1>")
    .replace(/\$\{([a-z0-9_]+)\.[\w-]+?_[0-9A-F]{8}\.describe_output\[0\]\.(\w+)\}/g, "<$2 of the $1>")
    .replace(/\$\{([a-z0-9_]+)\.[\w-]+?_[0-9A-F]{8}\.(\w+)\}/g, "<$2 of the $1>");
}

function lakeFormation(grants: readonly DeclaredResource[], settings: readonly DeclaredResource[]): string {
  const rows = grants.map((grant) => {
    const table = blockOf(grant.arguments, "table");
    const database = blockOf(grant.arguments, "database");
    const on =
      table === undefined
        ? `database \`${String(database?.name)}\``
        : `${table.wildcard === true ? "every table" : `table \`${String(table.name)}\``} of \`${String(table.database_name)}\``;
    // A role's path is its place in the stack: the role's own name is an attribute that AWS gives.
    const holder = grant.path.split("/").at(1) ?? grant.path;
    return [`the role of \`${grant.stack}/${holder}\``, codes(listOf(grant.arguments, "permissions").map(String)), on];
  });
  const owned = settings.map(
    ({ stack, arguments: { admins, allow_full_table_external_data_access: external } }) =>
      `\`${stack}\` owns the settings of the whole region: administrators are exactly ${codes(listed(admins))}; engines outside of AWS ${external === true ? "may" : "may not"} get credentials for whole tables.`,
  );
  return `${owned.join("\n")}\n\n${markdownTable(["who", "may", "on"], rows)}`;
}
