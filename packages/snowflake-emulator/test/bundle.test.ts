import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundle } from "../bin/bundle";

describe("the bundle that the command runs", () => {
  let folder: string;
  const file = (name: string) => join(folder, "source", name);
  const run = () =>
    bundle({ entry: file("main.ts"), sources: [join(folder, "source")], external: [], cache: join(folder, "cache") });
  const kept = () => readdirSync(join(folder, "cache"));

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "bundle-"));
    mkdirSync(join(folder, "source", "deep"), { recursive: true });
    writeFileSync(file("main.ts"), 'import { said } from "./deep/said";\nconsole.log(said);\n');
    writeFileSync(file("deep/said.ts"), 'export const said: string = "first";\n');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("holds all sources", () => {
    expect(run()).toContain('"first"');
  });

  it("is kept, and is taken from there while no source has changed", () => {
    run();
    const [name = ""] = kept();
    writeFileSync(join(folder, "cache", name), "what was kept");
    expect(run()).toBe("what was kept");
  });

  it.each([
    ["changed", () => writeFileSync(file("deep/said.ts"), 'export const said: string = "second one";\n')],
    ["touched", () => utimesSync(file("deep/said.ts"), 1, 1)],
    ["added", () => writeFileSync(file("other.ts"), "export {};\n")],
  ])("is made again once a source was %s, and only the newest is kept", (_, change) => {
    run();
    const before = kept();
    change();
    run();
    expect(kept()).toHaveLength(1);
    expect(kept()).not.toEqual(before);
  });
});
