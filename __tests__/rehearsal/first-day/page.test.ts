import fc from "fast-check";
import { isCloned } from "../../../rehearsal/first-day/checkout";
import { cut, isGap } from "../../../rehearsal/first-day/cut";
import { readBeginning, readPage, renderPage } from "../../../rehearsal/first-day/page";
import { type Part, stepsOf, words } from "../../../rehearsal/first-day/part";

const parts: readonly Part[] = [
  words("# A page"),
  { kind: "clouds", id: "local", line: "npm run local" },
  words("Then:"),
  {
    kind: "command",
    id: "init",
    line: "npx twinberg init \\\n  --local-aws {aws}",
    exit: 2,
    shown: { head: 1, tail: 1 },
  },
  { kind: "command", id: "set", line: "export A=b", setting: true },
  { kind: "end", id: "end" },
];
const steps = stepsOf(parts);
const recordings = [
  { id: "local", output: "up" },
  { id: "init", output: "first\n… 7 lines …\nlast" },
  { id: "set", output: "" },
  { id: "end", output: "" },
];

describe("the page", () => {
  it("shows what is typed, what came, and exit codes that aren't 0", () => {
    expect(renderPage(parts, recordings)).toBe(
      [
        "# A page\n",
        "```console\n$ npm run local\nup\n```\n",
        "Then:\n",
        "```console\n$ npx twinberg init \\\n>   --local-aws http://127.0.0.1:AWS_PORT\nfirst\n… 7 lines …\nlast\n```\n",
        "Exit code 2.\n",
        "```console\n$ export A=b\n```\n",
        "```console\n^C\n```\n",
      ].join("\n"),
    );
  });

  it("gives back what was recorded", () => {
    expect(readPage(steps, renderPage(parts, recordings))).toEqual(recordings);
  });

  it("gives back the beginning of what was recorded, also when what follows is to be another one", () => {
    const page = renderPage(parts, recordings);
    expect(readBeginning(steps.slice(0, 2), page)).toEqual(recordings.slice(0, 2));
    expect(() => readBeginning(steps, page.slice(0, page.indexOf("$ export")))).toThrow("shows 2 steps of 4");
    expect(() => readBeginning(steps.slice(1), page)).toThrow("step 1 of the page");
  });

  it("isn't made without a recording, and isn't read with another step", () => {
    expect(() => renderPage(parts, recordings.slice(1))).toThrow("local wasn't recorded");
    const page = renderPage(parts, recordings);
    expect(() => readPage(steps.slice(1), page)).toThrow("shows 4 steps of 3");
    expect(() => readPage(steps, page.replace("export A=b", "export A=c"))).toThrow("step 3 of the page");
  });
});

describe("cut", () => {
  const text = fc.array(fc.stringMatching(/^[a-z ]{0,5}[a-z]$/), { minLength: 1, maxLength: 30 });
  const shown = fc.record({ head: fc.nat(8), tail: fc.nat(8) });

  it("keeps beginning and end, and says how many lines are missing", () => {
    fc.assert(
      fc.property(text, shown, (lines, { head, tail }) => {
        const kept = cut(lines.join("\n"), { head, tail }).split("\n");
        const gap = kept.findIndex(isGap);
        if (gap === -1) {
          expect(kept).toEqual(lines);
          return;
        }
        const missing = Number(/\d+/.exec(kept[gap] ?? "")?.[0]);
        expect(kept.slice(0, gap)).toEqual(lines.slice(0, head));
        expect(kept.slice(gap + 1)).toEqual(lines.slice(lines.length - tail));
        expect(kept.length - 1 + missing).toBe(lines.length);
      }),
    );
  });

  it("leaves out nothing where it would only replace one line by another", () => {
    expect(cut("a\nb\nc", { head: 1, tail: 1 })).toBe("a\nb\nc");
    expect(cut("a\nb\nc\nd", { head: 1, tail: 1 })).toBe("a\n… 2 lines …\nd");
  });
});

it.each([
  ["main.ts", true],
  ["config/demo.yaml", true],
  ["config/mine.yaml", false],
  [".twinberg", false],
  ["state", false],
  ["docs/state", true],
  ["packages/iceberg/node_modules", false],
  [".ci/run", true],
])("a clone has %s: %s", (file, cloned) => {
  expect(isCloned(file)).toBe(cloned);
});
