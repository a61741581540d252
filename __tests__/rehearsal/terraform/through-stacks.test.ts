import type { SynthesizedStack } from "../../../rehearsal/terraform/manifest";
import { eachStack, throughStacks } from "../../../rehearsal/terraform/through-stacks";

const stack = (name: string, resources: number): SynthesizedStack => ({
  name,
  directory: `/${name}`,
  file: `/${name}/cdk.tf.json`,
  providers: new Map(),
  resources,
});
const small = stack("small", 1);
const large = stack("large", 9);
const above = stack("above", 1);
const manifest = {
  stacks: new Map([small, large, above].map((one) => [one.name, one])),
  graph: new Map([
    ["small", []],
    ["large", []],
    ["above", ["large"]],
  ]),
};

describe("throughStacks", () => {
  it("begins with what most depends on, and destroys in the other direction", async () => {
    const begun: string[] = [];
    const note = async ({ name }: SynthesizedStack) => void begun.push(name);
    await throughStacks(manifest, "needs first", note);
    expect(begun).toEqual(["large", "small", "above"]);
    begun.length = 0;
    await throughStacks(manifest, "dependents first", note);
    expect(begun).toEqual(["above", "small", "large"]);
  });
});

describe("eachStack", () => {
  it("gives the results in the order of the stacks", async () => {
    expect(await eachStack(manifest, ["small", "large"], async ({ resources }) => resources)).toEqual([1, 9]);
  });

  it("fails after all have ended", async () => {
    const ended: string[] = [];
    const work = async ({ name }: SynthesizedStack) => {
      if (name === "large") throw new Error("no");
      await new Promise((resolve) => setImmediate(resolve));
      ended.push(name);
    };
    await expect(eachStack(manifest, ["small", "large", "above"], work)).rejects.toThrow("no");
    expect(ended.toSorted()).toEqual(["above", "small"]);
  });
});
