import { GROUP_PHASES } from "../../../src/replication/groups/group-refresh-record";
import { type GroupBench, groupBench } from "./group-bench";

let bench: GroupBench;

beforeEach(async () => {
  bench = await groupBench("REPLICATION_SCHEDULE = '10 MINUTE'");
  await bench.refresh();
});

const json = (value: unknown): unknown => JSON.parse(String(value));

it("REPLICATION_GROUP_REFRESH_HISTORY has a row for each refresh", async () => {
  const { west, clock } = bench;
  const [row, ...others] = await west.rows(
    "SELECT * FROM TABLE(d.INFORMATION_SCHEMA.REPLICATION_GROUP_REFRESH_HISTORY('fg'))",
  );
  expect(others).toEqual([]);
  expect(Object.keys(row ?? {})).toEqual([
    "PHASE_NAME",
    "START_TIME",
    "END_TIME",
    "JOB_UUID",
    "TOTAL_BYTES",
    "OBJECT_COUNT",
    "COMMITTED_OBJECT_COUNT",
    "PRIMARY_SNAPSHOT_TIMESTAMP",
    "ERROR",
  ]);
  expect(row).toMatchObject({ PHASE_NAME: "COMPLETED", ERROR: null });
  expect(json(row?.OBJECT_COUNT)).toMatchObject({
    totalObjects: 4,
    completedObjects: 4,
    objectTypes: [
      { objectType: "databases", totalObjects: 1, completedObjects: 1 },
      { objectType: "schemas", totalObjects: 2, completedObjects: 2 },
      { objectType: "tables", totalObjects: 1, completedObjects: 1 },
    ],
  });
  expect(json(row?.COMMITTED_OBJECT_COUNT)).toMatchObject({ totalObjects: 1 });
  const bytes = await west.row(
    "SELECT total_bytes:totalBytesToReplicate > 0 AND total_bytes:bytesUploaded = total_bytes:bytesDownloaded AS same, total_bytes:databases[0].name::VARCHAR AS name FROM TABLE(d.INFORMATION_SCHEMA.REPLICATION_GROUP_REFRESH_HISTORY('fg'))",
  );
  expect(bytes).toMatchObject({ NAME: "D" });
  clock.advanceSeconds(13 * 60 * 60);
  expect(await west.rows("SELECT * FROM TABLE(d.INFORMATION_SCHEMA.REPLICATION_GROUP_REFRESH_HISTORY('fg'))")).toEqual(
    [],
  );
  const days = "DATE_RANGE_START => '2025-12-26', DATE_RANGE_END => '2026-01-02 00:00:00 +0000'::TIMESTAMP_LTZ";
  expect(
    await west.rows(`SELECT * FROM TABLE(d.INFORMATION_SCHEMA.REPLICATION_GROUP_REFRESH_HISTORY('fg', ${days}))`),
  ).toHaveLength(1);
  expect(
    await west.rows(
      `SELECT group_name, group_type FROM TABLE(d.INFORMATION_SCHEMA.REPLICATION_GROUP_REFRESH_HISTORY_ALL(${days}))`,
    ),
  ).toEqual([{ GROUP_NAME: "FG", GROUP_TYPE: "FAILOVER" }]);
  expect(
    await west.error(
      "SELECT * FROM TABLE(d.INFORMATION_SCHEMA.REPLICATION_GROUP_REFRESH_HISTORY('fg', DATE_RANGE_START => '2025-12-01'))",
    ),
  ).toMatch(/^001008/);
});

it("REPLICATION_GROUP_REFRESH_PROGRESS has a row for each phase of the last refresh", async () => {
  const { west } = bench;
  const rows = await west.rows("SELECT * FROM TABLE(d.INFORMATION_SCHEMA.REPLICATION_GROUP_REFRESH_PROGRESS('fg'))");
  expect(rows.map((row) => row.PHASE_NAME)).toEqual([...GROUP_PHASES, "COMPLETED"]);
  expect(rows.map((row) => row.PROGRESS)).toEqual(["", "", "", "100%", "100%", "100%", "100%", ""]);
  expect(rows.at(-1)).toMatchObject({ END_TIME: null, DETAILS: null });
  const [snapshot] = await west.rows(
    "SELECT details:primarySnapshotTimestamp::NUMBER AS at FROM TABLE(d.INFORMATION_SCHEMA.REPLICATION_GROUP_REFRESH_PROGRESS('fg')) WHERE phase_name = 'PRIMARY_UPLOADING_METADATA'",
  );
  expect(Number(snapshot?.AT)).toBe(bench.clock.now());
  const [job] = [...west.account.state.groupRefreshes.values()];
  expect(
    await west.rows(
      `SELECT * FROM TABLE(d.INFORMATION_SCHEMA.REPLICATION_GROUP_REFRESH_PROGRESS_BY_JOB('${job?.jobId}'))`,
    ),
  ).toEqual(rows);
  expect(
    await west.rows("SELECT group_name FROM TABLE(d.INFORMATION_SCHEMA.REPLICATION_GROUP_REFRESH_PROGRESS_ALL())"),
  ).toHaveLength(8);
});

it("REPLICATION_GROUP_LAG_HISTORY is a sawtooth", async () => {
  const { clock, refresh, west } = bench;
  clock.advanceSeconds(600);
  await refresh();
  clock.advanceSeconds(90);
  const rows = await west.rows(
    "SELECT lag_seconds FROM TABLE(d.INFORMATION_SCHEMA.REPLICATION_GROUP_LAG_HISTORY(REPLICATION_GROUP_NAME => 'fg')) ORDER BY timestamp, lag_seconds DESC",
  );
  expect(rows.map((row) => Number(row.LAG_SECONDS))).toEqual([0, 600, 0, 90]);
});

it("REPLICATION_GROUP_USAGE_HISTORY sums bytes", async () => {
  const { west } = bench;
  const [row] = await west.rows(
    "SELECT * FROM TABLE(d.INFORMATION_SCHEMA.REPLICATION_GROUP_USAGE_HISTORY(REPLICATION_GROUP_NAME => 'fg'))",
  );
  expect(row).toMatchObject({ REPLICATION_GROUP_NAME: "FG", CREDITS_USED: "0" });
  expect(Number(row?.BYTES_TRANSFERRED)).toBeGreaterThan(0);
});

it("has rows only for roles with a privilege on the group", async () => {
  const { west } = bench;
  await west.run("CREATE ROLE r", "CREATE DATABASE own", "GRANT USAGE ON DATABASE own TO ROLE r");
  const session = west.sessionOf("ADMIN", "R");
  const all = "SELECT * FROM TABLE(own.INFORMATION_SCHEMA.REPLICATION_GROUP_REFRESH_HISTORY_ALL())";
  expect(await west.rows(all, session)).toEqual([]);
  expect(await west.error(all.replace("_ALL()", "('fg')"), session)).toMatch(/^002003/);
  await west.run("GRANT MONITOR ON FAILOVER GROUP fg TO ROLE r");
  expect(await west.rows(all, session)).toHaveLength(1);
});
