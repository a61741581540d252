import { code, codes, markdownTable } from "../../config/markdown";
import type { DescribedProgram, DescribedStack } from "./declared-stacks";

/** `docs/reference/stacks.md`: of each stack what it needs, takes and publishes. */
export function stacksPage({ stacks }: DescribedProgram): string {
  return `# Stacks: variables and outputs

What each stack needs, takes and publishes, with \`config/demo.yaml\`. Generated from the synthesized program by \`npm run docs:architecture\`. What each declares:
[architecture](../architecture.md#what-each-stack-holds).

No output is secret. A variable that is marked sensitive isn't shown by Terraform; where the deployer logs in by workload identity or by the environment
(\`accounts.<account>.deployer.login\`), there is no variable. Terraform takes a variable from \`TF_VAR_<name>\`.

${stacks.map(section).join("\n\n")}
`;
}

function section({ name, needs, reads, variables, outputs }: DescribedStack): string {
  const needed = needs.length === 0 ? "Needs no other stack." : `Applied after ${codes(needs)}.`;
  const read = reads.length === 0 ? "" : ` Reads the outputs of ${codes(reads)}.`;
  const taken = Object.entries(variables).map(([variable, { description = "", sensitive = false }]) => [
    code(variable),
    `${description}${sensitive ? " (sensitive)" : ""}`,
  ]);
  const published = Object.entries(outputs).map(([output, { description = "" }]) => [code(output), description]);
  return [
    `## ${name}`,
    `${needed}${read}`,
    ...(taken.length === 0 ? [] : [markdownTable(["variable", "is"], taken)]),
    ...(published.length === 0 ? [] : [markdownTable(["output", "is"], published)]),
  ].join("\n\n");
}
