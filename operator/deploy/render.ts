import type { DeployReport, StackReport } from "./deploy-json";

type Change = StackReport["changes"][number];

const SIGNS: Readonly<Record<Change["kind"], string>> = {
  create: "+",
  update: "~",
  replace: "-/+",
  destroy: "-",
  forget: "!",
  import: "=",
  output: "o",
};
/** Of what a stack creates, so many are listed: a first plan creates hundreds, and the log has them all. */
const LISTED_CREATES = 5;

/** What is to be done, by kind of change, in the order in which it is told. */
const TO_DO: Readonly<Record<Change["kind"], string>> = {
  create: "to create",
  update: "to update",
  replace: "to replace",
  destroy: "to destroy",
  forget: "to forget",
  import: "to import",
  output: "to publish",
};
/** What was done. */
const DONE: Readonly<Record<Change["kind"], string>> = {
  create: "created",
  update: "updated",
  replace: "replaced",
  destroy: "destroyed",
  forget: "forgotten",
  import: "imported",
  output: "published",
};

/** `3 to create, 1 to replace`. Outputs are counted apart: nothing is done for them. */
function countChanges(changes: readonly Pick<Change, "kind">[], words = TO_DO): string {
  return Object.entries(words)
    .flatMap(([counted, word]) => {
      const number = changes.filter(({ kind }) => kind === counted).length;
      return number === 0 ? [] : [`${number} ${word}`];
    })
    .join(", ");
}

/** Every stack with what it came to, for people. */
export function renderStacks(stacks: readonly StackReport[]): string {
  const width = Math.max(...stacks.map(({ stack }) => stack.length));
  return stacks.map((one) => renderStack(one, width)).join("");
}

function renderStack(report: StackReport, width: number): string {
  const lines = [`  ${report.stack.padEnd(width)}  ${headline(report)}`];
  if (report.result === "planned" || report.result === "refused") lines.push(...changeLines(report.changes));
  // Of what was interrupted, the last line of all says what to do.
  if (report.result !== "interrupted") {
    lines.push(...(report.problem ?? "").split("\n").flatMap((line) => (line === "" ? [] : [`      ${line}`])));
    if (report.remedy !== null) lines.push(`      fix: ${report.remedy}`);
  }
  if (report.log !== null) lines.push(`      all of it: ${report.log}`);
  return `${lines.join("\n")}\n`;
}

/** What a stack came to, in a line. */
export function headline({ result, changes, because, problem }: StackReport): string {
  switch (result) {
    case "unchanged":
      return "nothing to change";
    case "planned":
      return countChanges(changes);
    case "later":
      return `planned when ${because.join(", ")} ${because.length === 1 ? "is" : "are"} there`;
    case "applied":
      return `applied: ${countChanges(changes, DONE)}`;
    case "failed":
      return "FAILED";
    case "refused":
      return `REFUSED: ${countChanges(changes)}`;
    case "not-begun":
      return `not begun: ${because.join(", ")} ${because.length === 1 ? "wasn't" : "weren't"} done`;
    case "interrupted":
      return `interrupted: ${problem ?? ""}`;
  }
}

function changeLines(changes: readonly Change[]): readonly string[] {
  const created = changes.filter(({ kind }) => kind === "create");
  // One more line would be as long as saying that there is one more.
  const listed = created.length > LISTED_CREATES + 1 ? created.slice(0, LISTED_CREATES) : created;
  const more = created.length - listed.length;
  // What is published follows from the rest, and is told by number.
  const onlyOutputs = changes.every(({ kind }) => kind === "output");
  return [
    ...listed.map(changeLine),
    ...(more === 0 ? [] : [`      ${SIGNS.create.padEnd(3)} and ${more} more`]),
    ...changes.filter(({ kind }) => kind !== "create" && (kind !== "output" || onlyOutputs)).map(changeLine),
  ];
}

function changeLine({ kind, address, attributes, lost }: Change): string {
  const names = attributes.join(", ");
  const changed = kind === "update" ? ` (${names})` : kind === "replace" ? ` (because of ${names})` : "";
  return `      ${SIGNS[kind].padEnd(3)} ${address}${changed}${lost === null ? "" : `: loses ${lost}`}`;
}

/** What a run came to, for people. */
export function renderReport(report: DeployReport): string {
  return `${renderStacks(report.stacks)}${lastLine(report)}\n`;
}

function lastLine({ result, stacks }: DeployReport): string {
  const number = (wanted: StackReport["result"]) => stacks.filter(({ result: found }) => found === wanted).length;
  switch (result) {
    case "unchanged":
      return `Nothing to change in ${stacks.length} stacks.`;
    case "changes": {
      const later = number("later");
      return `${number("planned")} of ${stacks.length} stacks have something to change${later === 0 ? "" : `, ${later} can't be planned yet`}. Nothing was done.`;
    }
    case "applied":
      return `Done: ${number("applied")} of ${stacks.length} stacks were changed.`;
    case "declined":
      return "Nothing was done.";
    case "incomplete":
      return `Not done: ${number("failed")} failed, ${number("refused")} refused, ${number("not-begun")} not begun. When that is mended, deploy again.`;
    case "interrupted":
      return "Interrupted. Deploy again to go on.";
  }
}
