import { type CtyRecord, UNKNOWN } from "../../src/plugin/cty";
import type { ResourceDefinition } from "../../src/plugin/definition";
import { planResource } from "../../src/plugin/plan";
import type { ResourceSchema } from "../../src/plugin/schema";

const SCHEMA: ResourceSchema = {
  version: 0,
  attributes: {
    id: { type: "string", optional: true, computed: true },
    name: { type: "string", required: true, force_new: true },
    comment: { type: "string", optional: true },
    size: { type: "string", optional: true },
    limit: { type: "number", optional: true, computed: true },
    suspend: { type: "number", optional: true, default: -1 },
    tags: { type: ["set", "string"], optional: true },
    output: { type: ["list", ["object", { size: "string" }]], computed: true },
  },
  block_types: {
    place: {
      nesting_mode: "list",
      force_new: true,
      block: {
        attributes: { url: { type: "string", required: true }, mode: { type: "string", optional: true, default: "x" } },
      },
    },
    timeouts: { nesting_mode: "single", block: { attributes: { create: { type: "string", optional: true } } } },
  },
};

const DEFINITION: Pick<ResourceDefinition<null>, "suppress" | "customizePlan"> = {
  suppress: {
    size: (before, after, { output }) =>
      before.toUpperCase() === after.toUpperCase() || after === output("output", "size"),
  },
  customizePlan: (draft) => draft.setUnknownIfChanged("output", ["comment", "size"]),
};

const STATE: CtyRecord = {
  id: "1",
  name: "a",
  comment: "",
  size: "SMALL",
  limit: 8,
  suspend: -1,
  tags: null,
  output: [{ size: "Small" }],
  place: [{ url: "u", mode: "x" }],
  timeouts: null,
};
const CONFIG: CtyRecord = {
  id: null,
  name: "a",
  comment: null,
  size: "SMALL",
  limit: null,
  suspend: null,
  tags: null,
  output: null,
  place: [{ url: "u", mode: null }],
  timeouts: null,
};

function plan(prior: CtyRecord | null, change: CtyRecord) {
  const config = { ...CONFIG, ...change };
  const kept =
    prior === null
      ? {}
      : {
          id: prior.id ?? null,
          output: prior.output ?? null,
          ...(config.limit === null ? { limit: prior.limit ?? null } : {}),
        };
  return planResource({ schema: SCHEMA, prior, proposed: { ...config, ...kept }, config }, DEFINITION, () => null);
}

describe("planning a creation", () => {
  it("leaves computed values open and takes defaults, also inside of blocks", async () => {
    const { planned, replace } = await plan(null, {});
    expect(planned).toEqual({
      ...CONFIG,
      id: UNKNOWN,
      limit: UNKNOWN,
      output: UNKNOWN,
      suspend: -1,
      place: [{ url: "u", mode: "x" }],
    });
    expect(replace).toEqual([]);
  });
});

describe("planning an update", () => {
  it("returns the stored state untouched when nothing changes", async () => {
    expect((await plan(STATE, {})).planned).toBe(STATE);
  });

  it("takes unset and empty for the same", async () => {
    expect((await plan({ ...STATE, tags: [] }, { comment: "" })).planned).toEqual({ ...STATE, tags: [] });
  });

  it("opens an output only when something that affects it changes", async () => {
    expect((await plan(STATE, { comment: "new" })).planned).toEqual({ ...STATE, comment: "new", output: UNKNOWN });
    expect((await plan(STATE, { suspend: 60 })).planned).toEqual({ ...STATE, suspend: 60 });
  });

  it("drops a suppressed difference, by spelling and by what the output shows", async () => {
    expect((await plan(STATE, { size: "small" })).planned).toBe(STATE);
    expect((await plan({ ...STATE, size: "OTHER" }, { size: "Small" })).planned).toEqual({ ...STATE, size: "OTHER" });
    expect((await plan(STATE, { size: "LARGE" })).planned).toMatchObject({ size: "LARGE", output: UNKNOWN });
  });

  it("goes back to the default when an argument is taken out", async () => {
    expect((await plan({ ...STATE, suspend: 60 }, {})).planned).toEqual(STATE);
    expect((await plan({ ...STATE, comment: "old" }, {})).planned).toMatchObject({ comment: null, output: UNKNOWN });
  });

  it("keeps an optional computed value that is no longer configured", async () => {
    expect((await plan({ ...STATE, limit: 3 }, {})).planned).toMatchObject({ limit: 3 });
  });

  it("ignores the order of a set and leaves one with unknown elements open", async () => {
    const stored = { ...STATE, tags: ["b", "a"] };
    expect((await plan(stored, { tags: ["a", "b"] })).planned).toBe(stored);
    expect((await plan(stored, { tags: ["a", UNKNOWN] })).planned).toMatchObject({ tags: UNKNOWN });
  });

  it("passes unknown values on", async () => {
    expect((await plan(STATE, { comment: UNKNOWN })).planned).toMatchObject({ comment: UNKNOWN, output: UNKNOWN });
  });

  it("ignores timeouts alone", async () => {
    expect((await plan(STATE, { timeouts: { create: "5m" } })).planned).toMatchObject({ comment: "" });
  });
});

describe("planning a replacement", () => {
  it("names the attribute and opens every computed value", async () => {
    const { planned, replace } = await plan(STATE, { name: "b" });
    expect(replace).toEqual([["name"]]);
    expect(planned).toMatchObject({ name: "b", id: UNKNOWN, limit: UNKNOWN, output: UNKNOWN });
  });

  it("is forced by a block that appears or disappears", async () => {
    expect((await plan(STATE, { place: [] })).replace).toEqual([["place"]]);
  });
});
