import fc from "fast-check";
import { cronMatcher } from "../../../operator/validate/cron";
import { recencyOf } from "../../../operator/validate/recency";
import { describeAge, oldestAllowed } from "../../../operator/validate/schedule";

const at = (text: string) => Date.parse(text);

describe("the oldest time that a last run may have", () => {
  it("is two intervals ago", () => {
    expect(oldestAllowed({ minutes: 5 }, at("2025-04-01T12:00:00Z"))).toBe(at("2025-04-01T11:50:00Z"));
  });

  it.each([
    ["30 2 * * * UTC", "2025-04-01T12:00:00Z", "2025-03-31T02:30:00Z"],
    ["30 2 * * * UTC", "2025-04-01T02:00:00Z", "2025-03-30T02:30:00Z"],
    ["*/20 * * * * UTC", "2025-04-01T12:00:30Z", "2025-04-01T11:40:00Z"],
    ["0 9-17 * * MON-FRI UTC", "2025-04-07T09:30:00Z", "2025-04-04T17:00:00Z"],
    ["0 2 * * * America/New_York", "2025-04-01T12:00:00Z", "2025-03-31T06:00:00Z"],
    ["0 0 1,2 * * UTC", "2025-04-03T00:00:00Z", "2025-04-01T00:00:00Z"],
    ["0 0 1 * SUN UTC", "2025-04-02T00:00:00Z", "2025-03-30T00:00:00Z"],
  ])("by cron %s at %s is the last but one time that it was due", (cron, now, expected) => {
    const oldest = oldestAllowed({ cron }, at(now));
    expect(oldest === undefined ? undefined : new Date(oldest).toISOString()).toBe(new Date(expected).toISOString());
  });

  it("is not known when it is due less than twice in what can be looked back", () => {
    expect(oldestAllowed({ cron: "0 0 1 1 * UTC" }, at("2025-04-01T12:00:00Z"))).toBeUndefined();
  });

  it("is never later than now", () => {
    const now = at("2025-04-01T12:34:56Z");
    const minute = fc.integer({ min: 0, max: 59 });
    fc.assert(
      fc.property(minute, fc.integer({ min: 0, max: 23 }), (m, h) => {
        const oldest = oldestAllowed({ cron: `${m} ${h} * * * UTC` }, now) ?? now;
        const days = (now - oldest) / 86_400_000;
        expect(days).toBeGreaterThanOrEqual(1);
        expect(days).toBeLessThan(2);
      }),
      { numRuns: 20 },
    );
  });
});

describe("cron", () => {
  it.each([
    "0 0 L * * UTC",
    "60 * * * * UTC",
    "* * * * 1-9 UTC",
    "*/0 * * * * UTC",
    "a * * * * UTC",
    "*/1/2 * * * * UTC",
  ])("doesn't guess at %s", (cron) => expect(() => cronMatcher(cron)).toThrow(RangeError));

  it("doesn't guess at a time zone", () => {
    expect(() => cronMatcher("0 0 * * * Nowhere/Land")).toThrow(RangeError);
  });
});

describe("how long ago", () => {
  it.each([
    [40_000, "40 s"],
    [12 * 60_000, "12 min"],
    [5 * 3_600_000, "5 h"],
    [3 * 86_400_000, "3 d"],
  ])("%d ms is %s", (ms, text) => expect(describeAge(ms)).toBe(text));

  it("is too long after two intervals, and not before", () => {
    const now = at("2025-04-01T12:00:00Z");
    expect(recencyOf({ minutes: 5 }, now - 600_000, now)).toEqual({ age: "10 min ago", tooOld: undefined });
    expect(recencyOf({ minutes: 5 }, now - 600_001, now).tooOld).toBe(
      "it runs every 5 min: the last should be at most 10 min ago",
    );
  });
});
