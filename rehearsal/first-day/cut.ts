import type { Shown } from "./part";

/** What stands for lines that are left out. */
const GAP = /^… \d+ lines …$/;

/** The beginning and the end of a text, and in between how many lines are left out; short ones are left as they are. */
export function cut(text: string, shown: Shown | undefined): string {
  const lines = text.trimEnd().split("\n");
  if (shown === undefined || lines.length <= shown.head + shown.tail + 1) return lines.join("\n");
  const left = lines.length - shown.head - shown.tail;
  return [
    ...lines.slice(0, shown.head),
    `… ${left} lines …`,
    ...(shown.tail === 0 ? [] : lines.slice(-shown.tail)),
  ].join("\n");
}

/** Whether a line stands for others. */
export function isGap(line: string): boolean {
  return GAP.test(line);
}
