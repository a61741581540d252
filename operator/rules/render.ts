import { policyRules } from "../../constructs/policies/rules";

/** Rules as the command prints them in JSON. */
export interface RulesFacts {
  readonly rules: readonly {
    readonly id: string;
    readonly requirements: readonly string[];
    readonly reason: string;
    readonly source: string;
    readonly fix: string;
    /** Where the configuration is refused for the same mistake, before synthesis; null: nowhere. */
    readonly configuration: string | null;
  }[];
}

/** All rules, by id. */
export function rulesFacts(): RulesFacts {
  return {
    rules: policyRules.map(({ id, requirements, reason, source, fix, configuration }) => ({
      id,
      requirements,
      reason,
      source,
      fix,
      configuration: configuration ?? null,
    })),
  };
}

/** All rules, for a terminal: a paragraph each, since a table of such texts is wider than any. */
export function renderRules({ rules }: RulesFacts): string {
  const paragraphs = rules.map(({ id, requirements, reason, source, fix, configuration }) =>
    [
      `${id}  ${requirements.join(", ")}`,
      `    why: ${reason}`,
      `    fix: ${fix}`,
      ...(configuration === null ? [] : [`    refused earlier in: ${configuration}`]),
      `    source: https://${source}`,
    ].join("\n"),
  );
  return `${paragraphs.join("\n\n")}\n\n${rules.length} rules. One that must be broken: rules.suppress in the configuration, with id and reason\n`;
}

const REQUIREMENTS = [...Array.from({ length: 19 }, (_, index) => `R${index + 1}`), "twin", "own"];

/** `docs/rules.md`: the rules' table, and which of them each requirement is met by. */
export function renderRulesPage({ rules }: RulesFacts): string {
  const row = (...cells: readonly string[]) => `| ${cells.map(cell).join(" | ")} |`;
  return `# Rules of synthesis

What no program may declare. They are applied to everything in all stacks when it is synthesized, before Terraform sees any of it; what breaks one is shown at once with all the
rest, with the construct's path and the fix, and nothing is written. \`twinberg rules\` prints this table, \`--json\` for programs.
Generated from \`constructs/policies\` by \`npm run docs:rules\`.

Each rule holds, is violated, or has nothing to judge. What can't be told at synthesis, such as a policy that Terraform reads only when it plans, is a violation: a check that can't
tell is no pass. What procedures and functions say to Snowflake at run time isn't declared, and isn't judged here: their own tests do that.

A rule that must be broken is suppressed by the configuration, with a reason, everywhere or at a construct and what is in it:

\`\`\`yaml
rules:
  suppress:
    - id: state-outlives-the-lost-region
      reason: the state's bucket is copied to us-west-2 by another team
      path: secondary-data
\`\`\`

An unknown id or an empty reason is refused. What is suppressed stands in what \`npm run synth\` and \`cdktf\` print, in \`cdktf.out/rules.json\` and in the rehearsal's report (claim
\`synth.rules\`); so does a suppression that nothing needs any more.

## The rules

"Refused earlier": the same mistake in the configuration is refused with file and line when it is read; that can't be suppressed.

| rule | requirement | why | fix | refused earlier | source |
|---|---|---|---|---|---|
${rules
  .map(({ id, requirements, reason, source, fix, configuration }) =>
    row(
      `\`${id}\``,
      requirements.join(", "),
      reason,
      fix,
      configuration === null ? "" : `\`${configuration}\``,
      `[${source.split("/").at(-1) ?? source}](https://${source})`,
    ),
  )
  .join("\n")}

## What they stand for

\`R1\` to \`R19\` are the requirements of failover, catalogs, trust and events that the pages above state; \`twin\`: two accounts are each other's twin; \`own\`: a promise of
Twinberg's.

| requirement | rules |
|---|---|
${REQUIREMENTS.map((requirement) =>
  row(
    requirement,
    rules
      .filter(({ requirements }) => requirements.includes(requirement))
      .map(({ id }) => `\`${id}\``)
      .join(", "),
  ),
).join("\n")}
`;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
