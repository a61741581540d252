import type { MigrationNames } from "./names";
import type { MigrationFacts, MigrationPlan, MigrationStep } from "./plan";

/** What a step does, in words. */
export function stepText(
  step: MigrationStep,
  { prod, next, saved, primary, secondary }: MigrationNames,
  group: string,
): string {
  switch (step) {
    case "suspend":
      return `${secondary}: suspend the failover group ${group}, so that no refresh can drop ${prod}`;
    case "save":
      return `save the definitions and grants of ${prod}: in a file beside the configuration, and in ${saved}`;
    case "build":
      return `${secondary}: make ${next} with the same schemas, views, grants and owners`;
    case "unlist":
      return `${primary}: take ${prod} off the list of ${group}`;
    case "free":
      return `${secondary}: drop the replica group ${group}; its databases stay, and can be changed`;
    case "swap":
      return `${secondary}: swap the names of ${next} and ${prod}, in one statement`;
    case "rename":
      return `${secondary}: rename ${next} to ${prod}`;
    case "regroup":
      return `${secondary}: make the replica group ${group} again, for the databases that it still brings`;
    case "drop":
      return `${secondary}: drop the old database, which is called ${next} now`;
  }
}

/** The plan for people. */
export function renderMigration(
  { facts, plan }: { readonly facts: MigrationFacts; readonly plan: MigrationPlan },
  names: MigrationNames,
): string {
  const group = facts.group?.name ?? facts.saved?.group ?? "";
  switch (plan.kind) {
    case "done":
      return `${names.prod} in ${names.secondary}: ${plan.why}. Nothing is to be done.\n`;
    case "refused":
      return [
        `${names.prod} in ${names.secondary} can't be made independent:`,
        ...plan.reasons.map((text) => `  ✗ ${text}`),
        "",
      ].join("\n");
    case "steps": {
      const { content } = facts.prod ?? facts.next ?? { content: facts.saved?.content };
      const what = content === undefined ? "" : ` (${content.views.length} views, ${content.grants.length} grants)`;
      const lines = plan.steps.map((step, index) => `  ${index + 1}. ${stepText(step, names, group)}`);
      return [
        `${names.prod} in ${names.secondary}${what} becomes a database of the account's own:`,
        ...lines,
        "Before each step that takes something away, every view of the new database must answer, with the old one's columns and rows.",
        "",
      ].join("\n");
    }
  }
}

/** A plan as data: what `--json` prints. */
export function migrationFacts({ facts, plan }: { readonly facts: MigrationFacts; readonly plan: MigrationPlan }) {
  return {
    ok: plan.kind === "done",
    prod: facts.prod?.kind ?? ("missing" as const),
    next: facts.next?.kind ?? ("missing" as const),
    group: facts.group,
    saved: facts.saved !== undefined,
    plan,
  };
}
