import fc from "fast-check";
import { isSchedule, nextTime, readSchedule, type Schedule } from "../../src/time/schedule";
import { offsetAt } from "../../src/time/time-zone";

function schedule(text: string): Schedule {
  const read = readSchedule(text);
  if (!isSchedule(read)) throw new Error(`${text} is ${read.kind}`);
  return read;
}

/** The next times that a schedule names. */
function times(text: string, after: string, count: number): readonly string[] {
  const found: string[] = [];
  let at: number | undefined = Date.parse(after);
  const base = at;
  for (let index = 0; index < count && at !== undefined; index += 1) {
    at = nextTime(schedule(text), base, at);
    if (at !== undefined) found.push(new Date(at).toISOString().replace(":00.000Z", "Z"));
  }
  return found;
}

describe("intervals", () => {
  it.each([
    ["10 SECONDS", 10_000],
    ["1 MINUTE", 60_000],
    ["60 minutes", 3_600_000],
    ["10 m", 600_000],
    ["8 Hours", 28_800_000],
    ["192 H", 691_200_000],
    ["11520 MINUTE ", 691_200_000],
  ])("%s", (text, milliseconds) => {
    expect(readSchedule(text)).toEqual({ kind: "interval", milliseconds });
  });

  it.each([
    "9 SECONDS",
    "0 MINUTE",
    "11521 MINUTE",
    "-5 MINUTE",
    "1.5 HOURS",
    "5",
    "MINUTE",
    "5 DAYS",
    "5 MIN",
    "5MINUTE",
    "",
  ])("%p is none", (text) => {
    expect(readSchedule(text)).toEqual({ kind: "malformed" });
  });

  it("count from when they came into force", () => {
    expect(times("10 MINUTE", "2026-01-01T09:03:00Z", 3)).toEqual([
      "2026-01-01T09:13Z",
      "2026-01-01T09:23Z",
      "2026-01-01T09:33Z",
    ]);
  });
});

describe("cron", () => {
  it.each([
    ["every hour", "0 * * * * UTC", ["2026-01-01T01:00Z", "2026-01-01T02:00Z"]],
    ["in a zone", "30 9 * * * America/New_York", ["2026-01-01T14:30Z", "2026-01-02T14:30Z"]],
    [
      "a list, a range, a step",
      "0,30 8-9 */15 * * UTC",
      ["2026-01-01T08:00Z", "2026-01-01T08:30Z", "2026-01-01T09:00Z"],
    ],
    ["a step from a value", "20/25 5 * * * UTC", ["2026-01-01T05:20Z", "2026-01-01T05:45Z"]],
    ["names", "0 0 * FEB mon UTC", ["2026-02-02T00:00Z", "2026-02-09T00:00Z"]],
    ["the last day of the month", "0 0 L * * UTC", ["2026-01-31T00:00Z", "2026-02-28T00:00Z"]],
    ["the last Friday", "0 0 * * 5L UTC", ["2026-01-30T00:00Z", "2026-02-27T00:00Z"]],
    ["the last Friday by name", "0 0 * * FRIL UTC", ["2026-01-30T00:00Z", "2026-02-27T00:00Z"]],
    ["day of month or day of week", "0 0 1 * SUN UTC", ["2026-01-04T00:00Z", "2026-01-11T00:00Z"]],
    ["a leap day", "0 0 29 2 * UTC", ["2028-02-29T00:00Z", "2032-02-29T00:00Z"]],
    ["a zone in lower case", "0 0 * * * utc", ["2026-01-02T00:00Z"]],
    ["half an hour off", "0 0 * * * Asia/Kolkata", ["2026-01-01T18:30Z"]],
    ["a zone of fixed offset", "0 0 * * * Etc/GMT+5", ["2026-01-01T05:00Z"]],
  ])("%s", (_what, text, expected) => {
    expect(times(`USING CRON ${text}`, "2026-01-01T00:00:00Z", expected.length)).toEqual(expected);
  });

  it("each quantum of a step is counted within its own unit: 4/3 months are April, July, October", () => {
    expect(times("USING CRON 0 0 1 4/3 * UTC", "2026-01-01T00:00:00Z", 4).map((one) => one.slice(0, 7))).toEqual([
      "2026-04",
      "2026-07",
      "2026-10",
      "2027-04",
    ]);
  });

  it.each([
    "61 * * * * UTC",
    "0 24 * * * UTC",
    "0 0 0 * * UTC",
    "0 0 * 13 * UTC",
    "0 0 * * 7 UTC",
    "0 0 * * 1#2 UTC",
    "*/0 * * * * UTC",
    "5-3 * * * * UTC",
    "a * * * * UTC",
    "* * * * * * UTC",
    "0 0 * * L UTC",
  ])("%p is malformed", (text) => {
    expect(readSchedule(`USING CRON ${text}`)).toEqual({ kind: "malformed" });
  });

  it.each([
    ["* * * * *", "*"],
    ["0 0 * * * PST", "PST"],
    ["0 0 * * * Mars/Olympus", "Mars/Olympus"],
  ])("%p has no known zone", (text, zone) => {
    expect(readSchedule(`USING CRON ${text}`)).toEqual({ kind: "zone", zone });
  });

  it("a date that never comes is said to be one", () => {
    expect(readSchedule("USING CRON 0 0 31 2 * UTC")).toEqual({ kind: "never" });
  });
});

describe("daylight saving time, as documented", () => {
  it("one o'clock comes twice in autumn", () => {
    expect(times("USING CRON 0 1 * * * America/Los_Angeles", "2026-10-31T12:00:00Z", 3)).toEqual([
      "2026-11-01T08:00Z",
      "2026-11-01T09:00Z",
      "2026-11-02T09:00Z",
    ]);
  });

  it("two o'clock doesn't come at all in spring", () => {
    expect(times("USING CRON 0 2 * * * America/Los_Angeles", "2026-03-07T12:00:00Z", 2)).toEqual([
      "2026-03-09T09:00Z",
      "2026-03-10T09:00Z",
    ]);
  });

  it("every half hour stays every half hour", () => {
    expect(times("USING CRON */30 * * * * America/Los_Angeles", "2026-11-01T07:30:00Z", 5)).toEqual([
      "2026-11-01T08:00Z",
      "2026-11-01T08:30Z",
      "2026-11-01T09:00Z",
      "2026-11-01T09:30Z",
      "2026-11-01T10:00Z",
    ]);
  });
});

describe("any cron expression", () => {
  const field = (low: number, high: number) =>
    fc.oneof(
      fc.constant("*"),
      fc.integer({ min: low, max: high }).map(String),
      fc
        .tuple(fc.integer({ min: low, max: high }), fc.integer({ min: 1, max: 9 }))
        .map(([from, step]) => `${from}/${step}`),
    );
  const zones = fc.constantFrom("UTC", "America/Los_Angeles", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu");
  const expression = fc.tuple(field(0, 59), field(0, 23), field(1, 28), field(1, 12), field(0, 6));

  it("names the first minute at which the zone's clocks show what it means", () => {
    fc.assert(
      fc.property(expression, zones, fc.integer({ min: 0, max: 3 * 365 * 1440 }), (fields, zone, minutes) => {
        const after = Date.UTC(2025, 0, 1) + minutes * 60_000;
        const text = `USING CRON ${fields.join(" ")} ${zone}`;
        const found = nextTime(schedule(text), 0, after) ?? 0;
        expect(found).toBeGreaterThan(after);
        const shows = (at: number) => {
          const local = new Date(at + offsetAt(zone, at));
          const within = (wanted: string, value: number) => {
            if (wanted === "*") return true;
            const [from = "", step] = wanted.split("/");
            return step === undefined
              ? value === Number(from)
              : value >= Number(from) && (value - Number(from)) % Number(step) === 0;
          };
          const [minute, hour, day, month, weekday] = fields;
          const byMonth = within(day, local.getUTCDate());
          const byWeek = within(weekday, local.getUTCDay());
          const days = day === "*" || weekday === "*" ? byMonth && byWeek : byMonth || byWeek;
          return (
            within(minute, local.getUTCMinutes()) &&
            within(hour, local.getUTCHours()) &&
            days &&
            within(month, local.getUTCMonth() + 1)
          );
        };
        expect(shows(found)).toBe(true);
        for (let at = after + 60_000; at < Math.min(found, after + 200 * 60_000); at += 60_000)
          expect(shows(at)).toBe(false);
      }),
      { numRuns: 60 },
    );
  });
});
