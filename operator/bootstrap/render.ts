import type { AccountRole } from "../../config/schema";
import type { BootstrapPlan, BootstrapStep, ByHand } from "./step";

/** Stands for a public key in what is shown. @param account whose */
export type ShownKey = (account: AccountRole) => string;

/** The plan for people; of keys only public halves. */
export function renderBootstrap({ steps, byHand }: BootstrapPlan, shownKey: ShownKey): string {
  if (steps.length === 0 && byHand.length === 0) return "Nothing to do: everything is there.\n";
  return [
    ...(steps.length === 0 ? [] : ["To do:\n"]),
    ...steps.map((step, index) => renderStep(step, index + 1, shownKey)),
    ...renderByHand(byHand),
  ].join("");
}

/** What only people can do. */
export function renderByHand(byHand: readonly ByHand[]): readonly string[] {
  if (byHand.length === 0) return [];
  return [
    "By hand:\n",
    ...byHand.map(({ what, reason, statements }) =>
      [`  - ${what}`, `    why: ${reason}`, ...statements.map((sql) => `      ${sql};`)]
        .map((line) => `${line}\n`)
        .join(""),
    ),
  ];
}

function renderStep(step: BootstrapStep, number: number, shownKey: ShownKey): string {
  const lines =
    step.kind === "statements"
      ? [`as ${step.role}, ${step.account}`, ...step.statements(shownKey(step.account)).map((sql) => `  ${sql};`)]
      : [];
  return [`  ${number}. ${step.title}`, ...lines.map((line) => `     ${line}`)].map((line) => `${line}\n`).join("");
}

/** The plan for programs: `{ ok, steps: [{ id, title, kind, …}], byHand: [{ id, what, reason, statements }] }`. */
export function bootstrapFacts({ steps, byHand }: BootstrapPlan, shownKey: ShownKey) {
  return {
    ok: steps.length === 0 && byHand.length === 0,
    steps: steps.map((step) =>
      step.kind === "statements" ? { ...step, statements: step.statements(shownKey(step.account)) } : step,
    ),
    byHand,
  };
}
