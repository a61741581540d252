import fc from "fast-check";
import { longestCronGap } from "../../config/cron-gap";

const DAY = 1440;

describe("the longest gap of a schedule by cron", () => {
  it.each([
    ["* * * * * UTC", 1],
    ["*/5 * * * * UTC", 5],
    // From minute 56 to the next hour's 0 it is four: the longest is what counts.
    ["*/7 * * * * UTC", 7],
    ["0,10 * * * * UTC", 50],
    ["0 3 * * * America/Los_Angeles", DAY],
    ["*/10 8-18 * * * UTC", 13 * 60 + 10],
    ["*/10 * * * MON-FRI UTC", 2 * DAY + 10],
    ["0 0 * * 7 UTC", 7 * DAY],
    ["0 0 1 * * UTC", 31 * DAY],
    // Either a first or a Monday.
    ["0 0 1 * MON UTC", 7 * DAY],
    ["0 0 29 FEB * UTC", (4 * 365 + 1) * DAY],
    ["0 0 30 2 * UTC", Number.POSITIVE_INFINITY],
  ])("of %s is %d minutes", (cron, minutes) => {
    expect(longestCronGap(cron)).toBe(minutes);
  });

  it.each(["0 0 L * * UTC", "0 0 * * 5L UTC", "60 0 * * * UTC", "*/0 * * * * UTC", "x * * * * UTC"])(
    "of %s isn't for us to say",
    (cron) => {
      expect(longestCronGap(cron)).toBeUndefined();
    },
  );

  it("of minutes of each hour is that of a clock's face", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 59 }), { minLength: 1, maxLength: 12 }), (minutes) => {
        const sorted = [...minutes].sort((a, b) => a - b);
        const around = sorted.map((minute, index) => (sorted[index + 1] ?? (sorted[0] ?? 0) + 60) - minute);
        expect(longestCronGap(`${minutes.join(",")} * * * * UTC`)).toBe(Math.max(...around));
      }),
      { numRuns: 30 },
    );
  });
});
