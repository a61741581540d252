import { Scheduler } from "../../src/time/scheduler";
import { FakeTimers } from "../time/fake-timers";
import { ExternalBench } from "./external-bench";

let bench: ExternalBench;
let scheduler: Scheduler;

beforeEach(async () => {
  bench = await new ExternalBench().prepare();
  scheduler = new Scheduler(
    bench.clock,
    (error) => {
      throw error;
    },
    new FakeTimers(bench.clock),
  );
  bench.account.iceberg.schedule(scheduler);
  bench.bucket.put("raw/t/1", "1");
  await bench.run("CREATE EXTERNAL TABLE t LOCATION = @stage/t/ FILE_FORMAT = (TYPE = CSV)");
});

const count = async () => Number((await bench.row("SELECT COUNT(*) c FROM t")).C);
const shown = () => bench.row("SHOW EXTERNAL TABLES");

describe("AUTO_REFRESH", () => {
  it("takes over what a minute has brought", async () => {
    bench.bucket.put("raw/t/2", "2");
    await scheduler.advanceBy(59_000);
    expect(await count()).toBe(1);
    await scheduler.advanceBy(1_000);
    expect(await count()).toBe(2);
    expect((await shown()).last_refreshed_on).toEqual(new Date(bench.clock.now()));
  });

  it("changes nothing where nothing has changed", async () => {
    const before = await shown();
    await scheduler.advanceBy(600_000);
    expect(await shown()).toEqual(before);
  });

  it("can be turned off", async () => {
    await bench.run("ALTER EXTERNAL TABLE t SET AUTO_REFRESH = FALSE");
    bench.bucket.put("raw/t/2", "2");
    expect((await scheduler.advanceBy(600_000)).events).toBe(0);
    expect(await count()).toBe(1);
  });

  it("says what stands in its way, and goes on afterwards", async () => {
    bench.bucket.put("raw/t/2", "2");
    bench.iam.trusted = false;
    await scheduler.advanceBy(60_000);
    expect((await shown()).last_refresh_details).toMatch("Error assuming AWS_ROLE");
    bench.iam.trusted = true;
    await scheduler.advanceBy(60_000);
    expect([(await shown()).last_refresh_details, await count()]).toEqual([null, 2]);
  });
});
