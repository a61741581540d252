import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { z } from "zod";
import { compareOutputs, describeDifference, type KnownDifference, type Output } from "./compare";

const output = (files: Readonly<Record<string, unknown>>): Output =>
  new Map(
    Object.entries(files).map(([file, content]) => [
      file,
      Buffer.from(typeof content === "string" ? content : JSON.stringify(content)),
    ]),
  );
const manifest = (version: string) => ({ version, stacks: { lake: { name: "lake", dependencies: [] } } });
const stack = (version: string, bucket: unknown = "b") => ({
  "//": { metadata: { version, backend: "local" } },
  resource: { aws_s3_bucket: { lake: { bucket } } },
});
const LAKE = "stacks/lake/cdk.tf.json";
const none: readonly KnownDifference[] = [];

describe("two syntheses", () => {
  it("are the same but for the versions that the libraries write", () => {
    const found = compareOutputs(
      output({ "manifest.json": manifest("0.21.0"), [LAKE]: stack("0.21.0") }),
      output({ "manifest.json": manifest("0.24.0"), [LAKE]: stack("0.24.0") }),
    );
    expect(found).toEqual({ unexplained: [], known: new Map([["library-version", 2]]) });
  });

  it("tell a known difference that was not met: its cause is gone", () => {
    const same = output({ "manifest.json": manifest("0.21.0") });
    expect(compareOutputs(same, same).known).toEqual(new Map([["library-version", 0]]));
  });

  it("don't excuse a version elsewhere", () => {
    const provider = (version: string) =>
      output({ [LAKE]: { terraform: { required_providers: { aws: { version } } } } });
    const { unexplained } = compareOutputs(provider(">= 5"), provider(">= 6"));
    expect(unexplained.map(describeDifference)).toEqual([
      `${LAKE} at /terraform/required_providers/aws/version: ">= 5" by cdktf, ">= 6" by cdktn`,
    ]);
  });

  it("differ in a value, a kind of value, something missing, an order, a file, an asset's bytes", () => {
    const differing = (left: unknown, right: unknown) =>
      compareOutputs(output({ [LAKE]: stack("1", left) }), output({ [LAKE]: stack("1", right) })).unexplained;
    const at = "/resource/aws_s3_bucket/lake/bucket";
    expect(differing("a", "b")).toMatchObject([{ at, cdktf: "a", cdktn: "b" }]);
    expect(differing({}, [])).toMatchObject([{ at }]);
    expect(differing({ a: 1 }, {})).toMatchObject([{ at: `${at}/a`, cdktf: 1, cdktn: undefined }]);
    expect(differing({}, { a: null })).toMatchObject([{ at: `${at}/a`, cdktf: undefined, cdktn: null }]);
    expect(differing(["a", "b"], ["b", "a"])).toHaveLength(2);
    expect(compareOutputs(output({ [LAKE]: {} }), output({})).unexplained.map(describeDifference)).toEqual([
      `${LAKE}: "2 bytes" by cdktf, nothing by cdktn`,
    ]);
    expect(compareOutputs(output({ "a.zip": "x" }), output({ "a.zip": "y" })).unexplained).toHaveLength(1);
  });

  it("don't differ in white space or in the order of keys", () => {
    const left = output({ [LAKE]: '{"a":{\n},"b":[\n]}' });
    expect(compareOutputs(left, output({ [LAKE]: '{"b":[],"a":{}}' })).unexplained).toEqual([]);
  });

  it("are the same as themselves, and differ wherever one value was changed", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.string(), (value, key) => {
        const one = output({ [LAKE]: value });
        expect(compareOutputs(one, one, none).unexplained).toEqual([]);
        const changed = new Map(Object.entries(value)).set(key, "something else that no generator gives");
        const { unexplained } = compareOutputs(one, output({ [LAKE]: Object.fromEntries(changed) }), none);
        expect(unexplained.length).toBeGreaterThan(0);
      }),
    );
  });
});

describe("what the matrix installs", () => {
  const manifestSchema = z.object({ dependencies: z.record(z.string(), z.string()) });
  const read = (folder: string) =>
    manifestSchema.parse(JSON.parse(readFileSync(join(folder, "package.json"), "utf8"))).dependencies;
  const [own, matrix] = [read(join(__dirname, "../..")), read(__dirname)];

  it("is what the project has, but for the library: the versions don't drift apart", () => {
    const bindings = Object.keys(own).filter((name) => /^(cdktf|constructs)$|^@cdktf\//.test(name));
    expect(Object.keys(matrix).sort()).toEqual(bindings.sort());
    for (const name of bindings.filter((one) => one !== "cdktf"))
      expect([name, matrix[name]]).toEqual([name, own[name]]);
  });

  it("is one exact version of cdktn, also for the bindings, and locked", () => {
    expect(matrix.cdktf).toMatch(/^npm:cdktn@\d+\.\d+\.\d+$/);
    const text = readFileSync(join(__dirname, "package.json"), "utf8");
    expect(z.object({ overrides: z.record(z.string(), z.string()) }).parse(JSON.parse(text)).overrides).toEqual({
      cdktf: matrix.cdktf,
    });
    const lock = readFileSync(join(__dirname, "package-lock.json"), "utf8");
    expect(lock).toContain(`"version": "${matrix.cdktf?.split("@").at(-1)}"`);
    expect(lock).not.toMatch(/"resolved": "http/);
  });
});
