import { type BenchResult, isHeld, ratioOf } from "./result";

/** A benchmark that was run, or tried. */
export interface BenchRun {
  /** Its name. */
  readonly bench: string;
  readonly seconds: number;
  readonly results: readonly BenchResult[];
  /** Why it could not be run to its end; null: it was. */
  readonly failure: string | null;
  /** Load averages of the machine when it began: 1, 5 and 15 minutes. */
  readonly load: readonly number[];
}

/** Where and when it was run. */
export interface Conditions {
  /** ISO 8601. */
  readonly at: string;
  /** Processor, as the system names it, and how many of them. */
  readonly processor: string;
  readonly processors: number;
  readonly memoryGiB: number;
  readonly system: string;
  readonly node: string;
  /** The commit that was measured; null: not in a git checkout. */
  readonly commit: string | null;
}

const HEAD = ["benchmark", "what", "ours", "peer", "ratio", "wanted", "held"] as const;

/** Whether everything that is wanted is so, and every benchmark was run to its end. */
export function allHeld(runs: readonly BenchRun[]): boolean {
  return runs.every(({ failure, results }) => failure === null && results.every((one) => isHeld(one) !== false));
}

function rows(runs: readonly BenchRun[]): readonly (readonly string[])[] {
  return runs.flatMap(({ bench, results, failure }) => [
    ...results.map((result) => [bench, ...cells(result)]),
    ...(failure === null ? [] : [[bench, failure, "", "", "", "", "NOT RUN"]]),
  ]);
}

function cells(result: BenchResult): readonly string[] {
  const { what, ours, peer, wanted } = result;
  const ratio = ratioOf(result);
  const held = isHeld(result);
  return [
    what,
    figure(ours),
    peer === null ? "" : `${figure(peer.value)} (${peer.name})`,
    ratio === null ? "" : ratio.toFixed(2),
    wanted === null ? "" : "atMost" in wanted ? `≤ ${figure(wanted.atMost)}` : `≥ ${figure(wanted.atLeast)}`,
    held === null ? "" : held ? "yes" : "MISSED",
  ];
}

/** Three figures that mean something. */
function figure(value: number): string {
  if (!Number.isFinite(value)) return "?";
  return Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}

/** For a terminal. */
export function renderTable(runs: readonly BenchRun[]): string {
  const all = [HEAD, ...rows(runs)];
  const widths = HEAD.map((_, column) => Math.max(...all.map((row) => (row[column] ?? "").length)));
  const lines = all.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  return `${lines.join("\n")}\n`;
}

/** For programs. */
export function benchFacts(runs: readonly BenchRun[], conditions: Conditions) {
  return {
    ok: allHeld(runs),
    conditions,
    benchmarks: runs.map((run) => ({
      ...run,
      results: run.results.map((result) => ({ ...result, ratio: ratioOf(result), held: isHeld(result) })),
    })),
  };
}

/** `docs/performance.md`. */
export function renderPage(runs: readonly BenchRun[], conditions: Conditions): string {
  const row = (cells_: readonly string[]) => `| ${cells_.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  const { at, processor, processors, memoryGiB, system, node, commit } = conditions;
  return `# Performance

What \`npm run bench\` measured; written by \`npm run bench -- --write docs/performance.md\`, and by nobody else. [bench/README.md](../bench/README.md) says what each benchmark
does. Both sides of a ratio were measured in the same run on the same machine, taking turns. Seconds move with the machine; ratios move less.
"ratio" is ours through the peer's: below 1 is less time or memory, where figures are rates above 1 is faster. Without a peer, what is wanted is a limit of our own figure.
Rows without "wanted" are told, and not judged.

## Conditions

- ${at}${commit === null ? "" : `, commit ${commit}`}
- ${processors} × ${processor}, ${memoryGiB} GiB of memory, ${system}
- Node ${node}

| benchmark | took | load when it began (1, 5, 15 min) |
|---|---|---|
${runs.map(({ bench, seconds, load }) => row([bench, `${seconds.toFixed(0)} s`, load.map((one) => one.toFixed(2)).join(", ")])).join("\n")}

## Figures

| ${HEAD.join(" | ")} |
|${HEAD.map(() => "---").join("|")}|
${rows(runs).map(row).join("\n")}
`;
}
