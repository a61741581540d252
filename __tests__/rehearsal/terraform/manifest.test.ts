import path from "node:path";
import { readManifest } from "../../../rehearsal/terraform/manifest";
import { put, useTemporaryFolder } from "../temporary-folder";

const folder = useTemporaryFolder();

describe("readManifest", () => {
  it("reads stacks, what they need, which providers they ask for and how much they declare", async () => {
    const entry = (name: string, dependencies: string[]) => ({
      name,
      workingDirectory: `stacks/${name}`,
      synthesizedStackPath: `stacks/${name}/cdk.tf.json`,
      dependencies,
    });
    await put(
      path.join(folder(), "manifest.json"),
      JSON.stringify({ stacks: { a: entry("a", []), b: entry("b", ["a"]) } }),
    );
    const terraform = (source: string, declared: object) =>
      JSON.stringify({ terraform: { required_providers: { p: { source, version: ">= 1.0.0" } } }, ...declared });
    const resource = { p_bucket: { one: {}, two: {} }, p_role: { one: {} } };
    await put(path.join(folder(), "stacks/a/cdk.tf.json"), terraform("aws", { resource }));
    await put(path.join(folder(), "stacks/b/cdk.tf.json"), terraform("snowflakedb/snowflake", {}));
    const manifest = await readManifest(folder());
    expect([...manifest.graph]).toEqual([
      ["a", []],
      ["b", ["a"]],
    ]);
    expect(manifest.stacks.get("a")?.directory).toBe(path.join(folder(), "stacks/a"));
    expect([...(manifest.stacks.get("a")?.providers ?? [])]).toEqual([["hashicorp/aws", ">= 1.0.0"]]);
    expect([...(manifest.stacks.get("b")?.providers ?? [])]).toEqual([["snowflakedb/snowflake", ">= 1.0.0"]]);
    expect([...manifest.stacks.values()].map(({ resources }) => resources)).toEqual([3, 0]);
  });

  it("fails when nothing was synthesized, naming the file", async () => {
    await expect(readManifest(folder())).rejects.toThrow(path.join(folder(), "manifest.json"));
  });
});
