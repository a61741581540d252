import path from "node:path";
import { loadConfig } from "../../../config/load";
import type { TableSyncConfig } from "../../../config/table-sync-names";
import { zonesOf } from "../../../rehearsal/table-sync/place";

const { tableSync } = loadConfig(path.resolve(__dirname, "../../../config/demo.yaml"));

function settings(changes: Partial<TableSyncConfig> = {}): TableSyncConfig {
  if (tableSync === undefined) throw new Error("the demo has no table sync");
  return { ...tableSync, ...changes };
}

describe("the Glue databases of the rehearsal", () => {
  it("are named by the configuration's own rule, so that they go to its databases", () => {
    const [zone, hostile] = zonesOf(settings());
    expect(zone).toEqual({ glue: "raw__rehearsal", database: "RAW", schema: "REHEARSAL" });
    expect(hostile.schema.toLowerCase()).toBe(hostile.glue.slice("raw__".length));
    expect(hostile.glue).toContain('"; drop database "raw"');
  });

  it("go to the first database that the sync takes databases for", () => {
    const [zone] = zonesOf(settings({ databases: ["FIRST", "SECOND"], glueDatabases: ["first__only", "sec*"] }));
    expect(zone.database).toBe("SECOND");
  });

  it("are refused where the sync takes named databases only, and told what to add", () => {
    expect(() => zonesOf(settings({ glueDatabases: ["raw__events"] }))).toThrow("add raw__*");
  });
});
