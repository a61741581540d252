import path from "node:path";
import { loadConfig } from "../../../config/load";
import { stepsOf } from "../../../rehearsal/scenarios/scenario";

const { tableSync } = loadConfig(path.resolve(__dirname, "../../../config/demo.yaml"));
const ids = (...given: Parameters<typeof stepsOf>) => stepsOf(...given).map(({ id }) => id);

describe("scenarios", () => {
  it("begin with both clouds and end with nothing left in them", () => {
    for (const scenario of [
      { name: "full" },
      { name: "converge" },
      { name: "drills" },
      { name: "table-sync" },
      { name: "chaos", seed: 1 },
    ] as const) {
      const found = ids(scenario, { tableSync });
      expect([...found.slice(0, 3), found.at(-1)]).toEqual(["clouds", "synth", "converge", "destroy"]);
    }
  });

  it("a full one rehearses the table sync where one is configured", () => {
    expect(ids({ name: "full" }, { tableSync })).toContain("table-sync");
    expect(ids({ name: "full" }, {})).not.toContain("table-sync");
  });

  it("the least one applies, plans again and destroys", () => {
    expect(ids({ name: "converge" }, { tableSync })).toEqual(["clouds", "synth", "converge", "empty", "destroy"]);
  });

  it("that of the table sync plans again after its key was rotated", () => {
    expect(ids({ name: "table-sync" }, { tableSync }).slice(-3)).toEqual(["table-sync", "empty", "destroy"]);
  });
});
