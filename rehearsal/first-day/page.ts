import { isGap } from "./cut";
import type { Part, Recording, Step } from "./part";
import { SHOWN_PLACES, withPlaces } from "./places";

const FENCE = "```";

/** What the page shows as typed. */
export function shownLine(step: Step): string {
  return step.kind === "end" ? "^C" : `$ ${withPlaces(step.line, SHOWN_PLACES).replaceAll("\n", "\n> ")}`;
}

/** The page. @throws Error for a step that wasn't recorded */
export function renderPage(parts: readonly Part[], recordings: readonly Recording[]): string {
  const byId = new Map(recordings.map((recording) => [recording.id, recording]));
  const blocks = parts.map((part) => {
    if (part.kind === "words") return part.text;
    const recording = byId.get(part.id);
    if (recording === undefined) throw new Error(`${part.id} wasn't recorded`);
    const exit =
      part.kind === "command" && part.exit !== undefined && part.exit !== 0 ? `\n\nExit code ${part.exit}.` : "";
    const typed = [shownLine(part), recording.output].filter((text) => text !== "").join("\n");
    return `${FENCE}console\n${typed}\n${FENCE}${exit}`;
  });
  return `${blocks.join("\n\n")}\n`;
}

/**
 * The recordings that a page shows, for making it anew from them: what then differs was changed by hand, or in the words.
 * @throws Error when the steps aren't those of the page
 */
export function readPage(steps: readonly Step[], page: string): readonly Recording[] {
  const blocks = blocksOf(page);
  if (blocks.length !== steps.length) throw new Error(`the page shows ${blocks.length} steps of ${steps.length}`);
  return recordingsOf(steps, blocks);
}

/**
 * The recordings of a page's first steps. Those that follow may be others by now.
 * @throws Error when the page doesn't begin with these steps
 */
export function readBeginning(steps: readonly Step[], page: string): readonly Recording[] {
  const blocks = blocksOf(page);
  if (blocks.length < steps.length) throw new Error(`the page shows ${blocks.length} steps of ${steps.length}`);
  return recordingsOf(steps, blocks);
}

function blocksOf(page: string): readonly string[] {
  return [...page.matchAll(/^```console\n([\s\S]*?)\n```$/gm)].map(([, text = ""]) => text);
}

function recordingsOf(steps: readonly Step[], blocks: readonly string[]): readonly Recording[] {
  return steps.map((step, index) => {
    const block = blocks[index] ?? "";
    const line = shownLine(step);
    if (block !== line && !block.startsWith(`${line}\n`)) {
      throw new Error(`step ${index + 1} of the page is ${JSON.stringify(block.split("\n")[0])}, and not ${step.id}`);
    }
    return { id: step.id, output: block.slice(line.length + 1) };
  });
}

/** Whether an output is as long as its step shows at most. */
export function isCutAs(step: Step, output: string): boolean {
  const shown = step.kind === "end" ? undefined : step.shown;
  const lines = output.split("\n");
  if (shown === undefined) return !lines.some(isGap);
  return lines.length <= shown.head + shown.tail + 1;
}
