import { type Finding, isClear } from "./findings";
import { isRefused, type PlannedResource } from "./plan-verdict";

/** What a plan of a stack came to. */
export type StackPlan =
  | { readonly kind: "planned"; readonly changes: readonly PlannedResource[] }
  /** It needs what other stacks make first: their outputs, or the role and the warehouse that it works with. */
  | { readonly kind: "later"; readonly needs: readonly string[] }
  | { readonly kind: "failed"; readonly reason: string };

/** Everything that an adoption found, and did. */
export interface AdoptReport {
  readonly findings: readonly Finding[];
  /** By stack; empty: no plan was asked for. */
  readonly plans: ReadonlyMap<string, StackPlan>;
  /** Files that were written or removed; undefined: none was to be. */
  readonly written: readonly string[] | undefined;
}

/** Whether Terraform may take over what could be planned: all could be told, and no plan fails, destroys or replaces. */
export function mayAdopt({ findings, plans }: Pick<AdoptReport, "findings" | "plans">): boolean {
  return (
    isClear(findings) &&
    [...plans.values()].every((plan) =>
      plan.kind === "planned" ? !plan.changes.some(isRefused) : plan.kind === "later",
    )
  );
}

const stacksOf = (findings: readonly Finding[]) => [...new Set(findings.map(({ resource }) => resource.stack))];

/** The report as data: what `--json` prints. */
export function adoptFacts(report: AdoptReport) {
  const { findings, plans, written } = report;
  return {
    ok: mayAdopt(report),
    stacks: stacksOf(findings).map((stack) => {
      const plan = plans.get(stack);
      return {
        stack,
        resources: findings.filter(({ resource }) => resource.stack === stack).map(resourceFacts),
        ...(plan === undefined ? {} : { plan }),
      };
    }),
    ...(written === undefined ? {} : { written }),
  };
}

function resourceFacts({ resource: { address, type, path }, ...finding }: Finding) {
  const about = { address, type, path };
  switch (finding.kind) {
    case "there": {
      const { kind: found, importId, warnings } = finding;
      return { ...about, found, importId, warnings };
    }
    case "blocked": {
      const { kind: found, reason, fix } = finding;
      return { ...about, found, reason, fix };
    }
    case "never":
    case "unknown": {
      const { kind: found, reason } = finding;
      return { ...about, found, reason };
    }
    case "managed":
    case "absent":
      return { ...about, found: finding.kind };
  }
}

/** The report for people. */
export function renderAdopt(report: AdoptReport): string {
  const { findings, plans, written } = report;
  const there = findings.filter(({ kind }) => kind === "there").length;
  const absent = findings.filter(({ kind }) => kind === "absent").length;
  return [
    ...stacksOf(findings).map((stack) =>
      renderStack(
        stack,
        findings.filter(({ resource }) => resource.stack === stack),
        plans.get(stack),
      ),
    ),
    `${there} to import, ${absent} to be made.\n`,
    ...(mayAdopt(report) ? [] : ["Something stands in the way: see ✗ and ? above.\n"]),
    ...(written === undefined ? [] : [renderWritten(written)]),
  ].join("\n");
}

function renderStack(stack: string, findings: readonly Finding[], plan: StackPlan | undefined): string {
  const lines = [stack];
  const some = (kind: Finding["kind"], title: (n: number) => string, line: (finding: Finding) => readonly string[]) => {
    const own = findings.filter((finding) => finding.kind === kind);
    if (own.length > 0) lines.push(`  ${title(own.length)}`, ...own.flatMap(line).map((text) => `      ${text}`));
  };
  some(
    "there",
    (n) => `= ${count(n, "is", "are")} there: import`,
    (finding) =>
      finding.kind === "there"
        ? [`${nameOf(finding)}  ${finding.importId}`, ...finding.warnings.map((text) => `  ! ${text}`)]
        : [],
  );
  some(
    "managed",
    (n) => `· ${count(n, "is", "are")} Terraform's already`,
    () => [],
  );
  some(
    "absent",
    (n) => `+ ${count(n, "isn't", "aren't")} there: apply makes ${n === 1 ? "it" : "them"}`,
    (finding) => [nameOf(finding)],
  );
  some(
    "blocked",
    (n) => `✗ ${count(n, "is", "are")} there, and can't be taken over`,
    (finding) => (finding.kind === "blocked" ? [`${nameOf(finding)}: ${finding.reason}`, `  ${finding.fix}`] : []),
  );
  some(
    "unknown",
    (n) => `? ${count(n, "can't", "can't")} be told`,
    (finding) => (finding.kind === "unknown" ? [`${nameOf(finding)}: ${finding.reason}`] : []),
  );
  some(
    "never",
    (n) => `- ${count(n, "is", "are")} never imported`,
    (finding) => (finding.kind === "never" ? [`${nameOf(finding)}: ${finding.reason}`] : []),
  );
  return [...lines, ...(plan === undefined ? [] : renderPlan(plan).map((text) => `  ${text}`)), ""].join("\n");
}

function renderPlan(plan: StackPlan): readonly string[] {
  if (plan.kind === "failed") {
    return ["✗ no plan can be made", ...plan.reason.split("\n").map((line) => `    ${line}`)];
  }
  if (plan.kind === "later") {
    return [`… can be planned when ${plan.needs.join(" and ")} was applied: run this again then`];
  }
  if (plan.changes.length === 0) return ["plan after the imports: nothing changes"];
  return [
    "plan after the imports:",
    ...plan.changes.flatMap((change) => renderChange(change).map((line) => `  ${line}`)),
  ];
}

function renderChange(change: PlannedResource): readonly string[] {
  const { address, what, attributes, differences } = change;
  if (!isRefused(change)) {
    return [`${what}: ${address}${attributes.length === 0 ? "" : ` (${attributes.join(", ")})`}`];
  }
  if (what === "destroyed") {
    return [
      `✗ destroyed: ${address}: the state has it, and the program doesn't declare it any more`,
      "    refused: declare it again, or take it out of the state with terraform state rm",
    ];
  }
  const why =
    attributes.length === 0 ? "for a reason that Terraform doesn't name" : `because of ${attributes.join(", ")}`;
  return [
    `✗ replaced: ${address}, ${why}`,
    ...differences.map((text) => `    ${text}`),
    "    refused: what is there would be dropped; change the configuration to match it, or change it in place first",
  ];
}

function renderWritten(written: readonly string[]): string {
  if (written.length === 0) return "The lists are as they should be.\n";
  const files = written.map((file) => `  ${file}\n`).join("");
  return `Written, or removed where nothing is left to import:\n${files}The next plan imports. When it was applied, the files can be deleted.\n`;
}

const count = (n: number, one: string, more: string) => `${n} ${n === 1 ? one : more}`;

/** `snowflake_account_role Account/Roles/Admin`, without the stack's name. */
const nameOf = ({ resource: { type, path, stack } }: Finding) =>
  `${type} ${path.startsWith(`${stack}/`) ? path.slice(stack.length + 1) : path}`;
