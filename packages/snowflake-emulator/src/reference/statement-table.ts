import type { StatementKind } from "../sql/statement";

/** What the table is made of. */
export interface StatementTableInput {
  /** Statements that are carried out. */
  readonly kinds: readonly Pick<StatementKind, "leading" | "remark">[];
  /** Leading words of statements that are refused by name. */
  readonly refused: readonly string[];
  /** Functions that can be called, by where they are computed. */
  readonly functions: readonly { readonly title: string; readonly names: readonly string[] }[];
  /** Functions of Snowflake's that are refused by name. */
  readonly refusedFunctions: readonly string[];
}

/** The page that says what is carried out, what is refused by name, and what is not known, as Markdown. */
export function statementTable(input: StatementTableInput): string {
  const kinds = [...input.kinds].sort((a, b) => (a.leading < b.leading ? -1 : 1));
  const lines = [
    "# Statements and functions",
    "",
    "Written by `npm run docs:emulator` from the code; a test holds it to that.",
    "",
    `## Carried out: ${kinds.length} kinds of statement`,
    "",
    "| statement | remark |",
    "|---|---|",
    ...kinds.map((kind) => `| \`${kind.leading}\` | ${kind.remark ?? ""} |`),
    "",
    ...input.functions.flatMap(({ title, names }) => [`## Functions: ${title}`, "", paragraph(names), ""]),
    "## Refused by name: statements",
    "",
    "They fail with 000002 `Unsupported feature 'not emulated: …'`, and change nothing.",
    "",
    ...byVerb(input.refused),
    "",
    "## Refused by name: functions",
    "",
    paragraph(input.refusedFunctions),
    "",
    "## Not known",
    "",
    "Everything else: a syntax error (001003) at its place for a statement, `Unknown function` (002141) for a function.",
    "",
  ];
  return lines.join("\n");
}

function paragraph(names: readonly string[]): string {
  return [...names]
    .sort()
    .map((name) => `\`${name}\``)
    .join(", ");
}

/** One line for each first word. */
function byVerb(leadings: readonly string[]): readonly string[] {
  const verbs = new Map<string, string[]>();
  for (const leading of leadings) {
    const [verb = ""] = leading.split(" ");
    verbs.set(verb, [...(verbs.get(verb) ?? []), leading]);
  }
  return [...verbs.values()].map((all) => `- ${paragraph(all)}`);
}
