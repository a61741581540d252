import type { RunStatement } from "../../../rehearsal/clouds/control";
import { about, changing } from "../../../rehearsal/table-sync/statements";

const ran = (sqlText: string): RunStatement => ({
  account: "ORG-EAST",
  user: "TABLE_SYNC",
  role: "TABLE_SYNC",
  kind: null,
  status: "SUCCESS",
  sqlText,
});
const show = ran(`SHOW EXTERNAL TABLES LIKE 'LATE' IN SCHEMA "RAW"."REHEARSAL"`);
const alter = ran(`ALTER TABLE "RAW"."REHEARSAL"."LATE" ADD COLUMN "X" VARCHAR AS (VALUE:x::VARCHAR)`);
const other = ran(`ALTER TABLE "RAW"."REHEARSAL"."LATER" SET COMMENT = ''`);

describe("what the sync ran", () => {
  it("is told by table, whether it looks or changes", () => {
    expect(about([show, alter, other], "late")).toEqual([show, alter]);
  });

  it("changes something, or only looks", () => {
    expect(changing([show, alter])).toEqual([alter]);
  });
});
