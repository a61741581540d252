import { blockOf, type DeclaredProgram, type DeclaredResource, type ResourceArguments } from "./declared-program";
import { type PolicyRule, resourcesOf } from "./policy-rule";

/** The Terraform types of what makes or alters a failover group. */
export const FAILOVER_GROUP_RESOURCES = ["snowflake_execute", "snowflake_failover_group"] as const;

const CLAUSES = [
  "OBJECT_TYPES",
  "ALLOWED_DATABASES",
  "ALLOWED_EXTERNAL_VOLUMES",
  "ALLOWED_SHARES",
  "ALLOWED_INTEGRATION_TYPES",
  "ALLOWED_ACCOUNTS",
  "REPLICATION_SCHEDULE",
  "OPTIMIZED_REFRESH",
  "RPO_ASSURANCE",
  "ERROR_INTEGRATION",
  "COMMENT",
] as const;

/** A clause of CREATE or ALTER FAILOVER GROUP. */
export type FailoverGroupClause = (typeof CLAUSES)[number];

/** A statement about a failover group, or a resource that stands for one. */
export interface FailoverGroupStatement {
  /** The group's name; unquoted ones in upper case. */
  readonly group: string;
  /**
   * `create`, `replica` for CREATE … AS REPLICA OF, or what ALTER does: its first word, in upper case, such as SET, ADD,
   * REFRESH, PRIMARY.
   */
  readonly action: string;
  /** Whether it says OR REPLACE. */
  readonly orReplace: boolean;
  /** Each clause's items: names without quotes, keywords in upper case. Of ADD and REMOVE, the list that they change. */
  readonly clauses: ReadonlyMap<FailoverGroupClause, readonly string[]>;
}

/** A statement about a failover group, and where it is. */
export interface DeclaredGroupStatement {
  readonly statement: FailoverGroupStatement;
  readonly declared: DeclaredResource;
}

/** Everything that a program says of failover groups, in the order in which it is declared. */
export function groupStatementsOf(program: DeclaredProgram): DeclaredGroupStatement[] {
  return resourcesOf(program, FAILOVER_GROUP_RESOURCES).flatMap((declared) => {
    const statement = failoverGroupStatement(declared.arguments);
    return statement === undefined ? [] : [{ statement, declared }];
  });
}

/** Judges each statement about a failover group on its own. */
export function eachGroupStatement(
  problemsOf: (
    statement: FailoverGroupStatement,
    declared: DeclaredResource,
    program: DeclaredProgram,
  ) => readonly string[],
): PolicyRule["judge"] {
  return (program) =>
    groupStatementsOf(program).map(({ statement, declared }) => ({
      path: declared.path,
      problems: problemsOf(statement, declared, program),
    }));
}

const TOKEN = /"(?:[^"]|"")*"|'(?:[^'\\]|''|\\.)*'|[A-Za-z_][\w$]*|\S/g;

/** What a resource says of a failover group; undefined when it is about something else. */
export function failoverGroupStatement(resource: ResourceArguments): FailoverGroupStatement | undefined {
  return "execute" in resource ? parseStatement(String(resource.execute)) : ofResource(resource);
}

function parseStatement(text: string): FailoverGroupStatement | undefined {
  const tokens = text.match(TOKEN) ?? [];
  const words = tokens.map((token) => token.toUpperCase());
  const at = words.findIndex((word, index) => word === "FAILOVER" && words[index + 1] === "GROUP");
  const before = words.slice(0, Math.max(at, 0)).join(" ");
  if (at < 0 || !/^(CREATE( OR REPLACE)?|ALTER)$/.test(before)) {
    return undefined;
  }
  const named = ["IF NOT EXISTS", "IF EXISTS"].find((clause) =>
    clause.split(" ").every((word, index) => words[at + 2 + index] === word),
  );
  const name = at + 2 + (named?.split(" ").length ?? 0);
  const rest = tokens.slice(name + 1);
  const restWords = words.slice(name + 1);
  const creates = before !== "ALTER";
  const isReplica = restWords.slice(0, 3).join(" ") === "AS REPLICA OF";
  const action = creates ? (isReplica ? "replica" : "create") : (restWords[0] ?? "");
  return {
    group: plain(tokens[name] ?? ""),
    action,
    orReplace: before.includes("REPLACE"),
    clauses: ["ADD", "REMOVE"].includes(action) ? changedList(rest, restWords) : clausesOf(rest, restWords),
  };
}

/** `ADD a, b TO ALLOWED_DATABASES`. */
function changedList(tokens: readonly string[], words: readonly string[]): FailoverGroupStatement["clauses"] {
  const clause = CLAUSES.find((name) => words.includes(name));
  const end = words.findIndex((word) => word === "TO" || word === "FROM");
  return clause === undefined || end < 0 ? new Map() : new Map([[clause, listed(tokens.slice(1, end))]]);
}

function clausesOf(tokens: readonly string[], words: readonly string[]): FailoverGroupStatement["clauses"] {
  const starts = words.flatMap((word, index) => {
    const clause = CLAUSES.find((name) => name === word);
    return clause !== undefined && words[index + 1] === "=" ? [{ clause, index }] : [];
  });
  return new Map(
    starts.map(({ clause, index }, which) => [clause, listed(tokens.slice(index + 2, starts[which + 1]?.index))]),
  );
}

/** Items between commas; a dot joins the parts of a name, a blank the words of a keyword. */
function listed(tokens: readonly string[]): string[] {
  const items: string[][] = [[]];
  for (const token of tokens) {
    if (token === ",") {
      items.push([]);
    } else {
      items.at(-1)?.push(plain(token));
    }
  }
  return items.map((parts) => parts.join(" ").replace(/ \. /g, ".")).filter((item) => item !== "");
}

function plain(token: string): string {
  if (token.startsWith('"')) {
    return token.slice(1, -1).replace(/""/g, '"');
  }
  return token.startsWith("'") ? token.slice(1, -1).replace(/''/g, "'") : token.toUpperCase();
}

/** `snowflake_failover_group`. */
function ofResource(resource: ResourceArguments): FailoverGroupStatement {
  const schedule = blockOf(resource, "replication_schedule");
  const list = (argument: string): readonly string[] => [resource[argument] ?? []].flat().map(String);
  const given: readonly (readonly [FailoverGroupClause, readonly string[]])[] = [
    ["OBJECT_TYPES", list("object_types")],
    ["ALLOWED_DATABASES", list("allowed_databases")],
    ["ALLOWED_SHARES", list("allowed_shares")],
    ["ALLOWED_INTEGRATION_TYPES", list("allowed_integration_types")],
    ["ALLOWED_ACCOUNTS", list("allowed_accounts")],
    ["REPLICATION_SCHEDULE", schedule?.interval === undefined ? [] : [`${String(schedule.interval)} MINUTE`]],
  ];
  return {
    group: String(resource.name),
    action: blockOf(resource, "from_replica") === undefined ? "create" : "replica",
    orReplace: false,
    clauses: new Map(given.filter(([, items]) => items.length > 0)),
  };
}
