import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { ROOT } from "../helpers/pages";

const text = readFileSync(path.join(ROOT, "docs/troubleshooting.md"), "utf8");

/** Sources in which a message may stand, by whose words it is. */
const SPEAKERS: Readonly<Record<string, readonly string[]>> = {
  Twinberg: ["config", "constructs", "stacks", "operator", "rehearsal", "procedures", "lambda-src"],
  Snowflake: ["packages/snowflake-emulator/src"],
};

const symptoms = [...text.matchAll(/^### `([^\n]+)`\n\nSaid by: (\w+)\.([\s\S]*?)(?=\n#|$(?![\s\S]))/gm)].map(
  ([, message = "", speaker = "", about = ""]) => ({ message, speaker, about }),
);

const sources = new Map(
  Object.values(SPEAKERS)
    .flat()
    .map((folder) => [folder, textsIn(folder)]),
);

function textsIn(folder: string): readonly string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => readFileSync(path.join(ROOT, folder, name), "utf8").replaceAll('\\"', '"'));
}

/** Whether a source says all parts of a message, in their order; `…` stands for what differs. */
function says(source: string, message: string): boolean {
  let from = 0;
  for (const part of message.split("…").map((one) => one.trim())) {
    const at = source.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return true;
}

describe("docs/troubleshooting.md", () => {
  it("says of every symptom whose words it is", () => {
    expect(symptoms.length).toBe(text.match(/^### /gm)?.length);
    expect(symptoms.length).toBeGreaterThan(40);
  });

  it.each(symptoms.filter(({ speaker }) => speaker in SPEAKERS))("$speaker says: $message", ({ message, speaker }) => {
    const own = (SPEAKERS[speaker] ?? []).flatMap((folder) => sources.get(folder) ?? []);
    expect(own.some((source) => says(source, message))).toBe(true);
  });

  it.each(symptoms.filter(({ speaker }) => !(speaker in SPEAKERS)))("of $message there is a source", ({ about }) => {
    expect(about).toMatch(/\]\(https:\/\//);
  });

  it("a message that nothing says is found", () => {
    const source = "the key of $" + "{user} is lost";
    expect(says(source, "the key of … is lost")).toBe(true);
    expect(says(source, "the key of … was found")).toBe(false);
  });
});
