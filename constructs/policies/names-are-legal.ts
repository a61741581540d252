import { MAX_IDENTIFIER_LENGTH } from "../../sql/identifier";
import { blocksOf, type ResourceArguments } from "./declared-program";
import { eachResource, type Judgement, type PolicyRule } from "./policy-rule";
import { eachStatement } from "./statements";

const NAMES = ["name", "database", "schema", "table", "account_role_name"] as const;
const LONGEST_PARTITION = 32;

/** Names fit: 255 characters, 32 for a partition column, and quoted wherever a statement has them. */
export const namesAreLegal: PolicyRule = {
  id: "names-are-legal",
  requirements: ["R17"],
  reason: "a name that isn't quoted is folded or taken for SQL; a longer one is refused in the middle of an apply",
  source: "docs.snowflake.com/en/sql-reference/identifiers-syntax",
  fix: "quote it by quoteIdentifier, and shorten what is too long",
  configuration: "every name",
  judge: (program): Judgement[] => [
    ...program.resources
      .filter(({ type }) => type.startsWith("snowflake_") && type !== "snowflake_execute")
      .map(({ path, arguments: given }) => ({ path, problems: lengthProblems(given) })),
    ...eachStatement(quotingProblems)(program),
    ...eachResource("aws_glue_catalog_table", (table) =>
      blocksOf(table, "partition_keys").flatMap(({ name }) => partitionProblems(String(name))),
    )(program),
    ...eachResource("snowflake_external_table", (table) =>
      [table.partition_by ?? []].flat().flatMap((name) => partitionProblems(String(name))),
    )(program),
  ],
};

function lengthProblems(given: ResourceArguments): string[] {
  return NAMES.flatMap((argument) => {
    const name = given[argument];
    if (typeof name !== "string" || name.startsWith("${")) {
      return [];
    }
    return name.length >= 1 && [...name].length <= MAX_IDENTIFIER_LENGTH
      ? []
      : [`${argument} has ${[...name].length} characters, and 1 to ${MAX_IDENTIFIER_LENGTH} are allowed`];
  });
}

function partitionProblems(name: string): string[] {
  return name.length <= LONGEST_PARTITION
    ? []
    : [`the partition column ${name} has ${name.length} characters, and ${LONGEST_PARTITION} are allowed`];
}

const NAMED =
  /^\s*(?:CREATE\s+(?:OR\s+REPLACE\s+)?|ALTER\s+|DROP\s+)(?:[A-Z]+\s+)*?(?:DATABASE|SCHEMA|TABLE|VIEW|STAGE|ROLE|USER|WAREHOUSE|INTEGRATION|VOLUME|GROUP|CONNECTION|TASK|PROCEDURE)\s+(?:IF\s+(?:NOT\s+)?EXISTS\s+)?(?!"|IF\b)([\w$.]+)/i;

function quotingProblems(text: string): string[] {
  const name = NAMED.exec(text)?.[1];
  return name === undefined ? [] : [`the name ${name} isn't quoted`];
}
