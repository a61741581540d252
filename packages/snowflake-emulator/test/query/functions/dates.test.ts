import fc from "fast-check";
import { itEvaluates, itFails, useBench } from "../support/examples";

const day = (text: string) => String(Math.round(Date.parse(`${text}T00:00:00Z`) / 86_400_000));
const at = (text: string) =>
  `${Math.floor(Date.parse(`${text}Z`) / 1000)}.${String(Date.parse(`${text}Z`) % 1000).padStart(3, "0")}000000`;

// Examples and rules of the pages of docs.snowflake.com/en/sql-reference/functions/<name>.
describe("date and time functions", () => {
  itEvaluates([
    ["DATEADD(MONTH, 1, '2000-01-31'::DATE)", day("2000-02-29"), "DATE"],
    ["DATEADD(YEAR, 2, TO_DATE('2013-05-08'))", day("2015-05-08")],
    ["DATEADD(HOUR, 2, TO_DATE('2013-05-08'))", at("2013-05-08T02:00:00"), "TIMESTAMP_NTZ(9)"],
    ["DATEADD('minute', -1, '10:00:00'::TIME)", "35940.000000000", "TIME(9)"],
    ["DATEDIFF(YEAR, '2010-04-09 14:39:20'::TIMESTAMP, '2013-05-08 23:39:20'::TIMESTAMP)", "3"],
    [
      "DATEDIFF(HOUR, '2013-05-08T23:39:20.123'::TIMESTAMP, DATEADD(YEAR, 2, '2013-05-08T23:39:20.123'::TIMESTAMP))",
      "17520",
    ],
    ["DATEDIFF(HOUR, '2013-05-08T01:59:59'::TIMESTAMP, '2013-05-08T02:00:00'::TIMESTAMP)", "1"],
    ["DATEDIFF(WEEK, '2024-01-07'::DATE, '2024-01-08'::DATE)", "1"],
    ["DATE_TRUNC('QUARTER', '2015-05-08'::DATE)", day("2015-04-01"), "DATE"],
    ["DATE_TRUNC('HOUR', '2015-05-08T23:39:20.123'::TIMESTAMP)", at("2015-05-08T23:00:00")],
    ["DATE_TRUNC(WEEK, '2024-02-18'::DATE)", day("2024-02-12")],
    ["DATE_PART(QUARTER, '2015-05-08'::DATE)", "2"],
    ["EXTRACT(YEAR FROM TO_TIMESTAMP('2013-05-08T23:39:20.123-07:00'))", "2013"],
    ["DATE_PART(EPOCH_MILLISECOND, '2013-05-08T23:39:20.123'::TIMESTAMP)", "1368056360123"],
    ["DAYOFWEEK('2024-02-18'::DATE)", "0"],
    ["DAYOFWEEKISO('2024-02-18'::DATE)", "7"],
    ["WEEKISO('2016-01-02'::DATE)", "53"],
    ["YEAROFWEEKISO('2016-01-02'::DATE)", "2015"],
    ["DAYNAME('2015-05-01'::DATE)", "Fri"],
    ["MONTHNAME('2015-05-01'::DATE)", "May"],
    ["LAST_DAY(TO_DATE('2015-05-08T23:39:20.123-07:00'))", day("2015-05-31")],
    ["LAST_DAY('2015-05-08'::DATE, 'YEAR')", day("2015-12-31")],
    ["NEXT_DAY('2015-05-08'::DATE, 'Friday')", day("2015-05-15")],
    ["PREVIOUS_DAY('2015-05-08'::DATE, 'we')", day("2015-05-06")],
    ["ADD_MONTHS('2016-02-29'::DATE, 1)", day("2016-03-31")],
    ["ADD_MONTHS('2016-05-31'::DATE, -1)", day("2016-04-30")],
    ["MONTHS_BETWEEN('2019-03-31'::DATE, '2019-02-28'::DATE)", "1"],
    ["ROUND(MONTHS_BETWEEN('2019-03-01'::DATE, '2019-02-15'::DATE), 6)", "0.548387"],
    ["TIME_SLICE('2019-02-28'::DATE, 4, 'MONTH', 'START')", day("2019-01-01")],
    ["TIME_SLICE('2019-02-28'::DATE, 4, 'MONTH', 'END')", day("2019-05-01")],
    ["DATE_FROM_PARTS(1977, 8, 7)", day("1977-08-07")],
    ["DATE_FROM_PARTS(2010, 1, 100)", day("2010-04-10")],
    ["DATE_FROM_PARTS(2004, 1, -1)", day("2003-12-30")],
    ["TIME_FROM_PARTS(12, 55, 0)", "46500.000000000"],
    ["TIMESTAMP_NTZ_FROM_PARTS(2013, 4, 5, 12, 0, 0)", at("2013-04-05T12:00:00")],
    ["'2024-01-31'::DATE + 1", day("2024-02-01")],
    ["'2024-03-01'::DATE - '2024-02-01'::DATE", "29", "NUMBER(9,0)"],
    ["TO_DATE('2018-04-15') + INTERVAL '1 year, 3 quarters, 4 months'", day("2020-05-15")],
    ["CURRENT_DATE", day("2024-03-15")],
    ["CURRENT_TIMESTAMP()", at("2024-03-15T10:20:30.400"), "TIMESTAMP_LTZ(9)"],
    ["CURRENT_TIMESTAMP(0)", "1710498030", "TIMESTAMP_LTZ(0)"],
  ]);
});

describe("the session's time zone and week", () => {
  itEvaluates(
    [
      ["CURRENT_DATE", day("2024-03-14")],
      ["SYSDATE()", at("2024-03-15T03:00:00")],
      ["CURRENT_TIMESTAMP()::TIMESTAMP_NTZ", at("2024-03-14T20:00:00")],
      ["'2024-07-01 12:00:00'::TIMESTAMP_LTZ", at("2024-07-01T19:00:00")],
      ["'2024-07-01 12:00:00'::TIMESTAMP_TZ", `${at("2024-07-01T19:00:00")} 1020`],
      ["DATE_TRUNC('DAY', '2024-07-02 03:00:00 +0000'::TIMESTAMP_LTZ)", at("2024-07-01T07:00:00")],
      ["TO_VARCHAR('2024-07-01 12:00:00'::TIMESTAMP_LTZ)", "2024-07-01 12:00:00.000 -0700"],
      ["DAYOFWEEK('2024-02-18'::DATE)", "1"],
      ["DATE_TRUNC(WEEK, '2024-02-17'::DATE)", day("2024-02-11")],
    ],
    { settings: { timeZone: "America/Los_Angeles", weekStart: 7, now: new Date("2024-03-15T03:00:00Z") } },
  );
});

describe("conversions of dates and times (functions/to_date, to_timestamp, convert_timezone)", () => {
  itEvaluates([
    ["TO_DATE('2013-05-17')", day("2013-05-17")],
    ["TO_DATE('2012.07.23', 'YYYY.MM.DD')", day("2012-07-23")],
    ["TO_DATE('31536000')", day("1971-01-01")],
    ["TO_DATE('31536000000000')", day("1971-01-01")],
    ["DATE('1999-12-31 10:00:00'::TIMESTAMP)", day("1999-12-31")],
    ["TRY_TO_DATE('no date')", null],
    ["TO_TIMESTAMP(1000000000, 0)", at("2001-09-09T01:46:40")],
    ["TO_TIMESTAMP(1000000000123, 3)", at("2001-09-09T01:46:40.123")],
    ["TO_TIMESTAMP('31536000000')", at("1971-01-01T00:00:00")],
    ["TO_TIMESTAMP('04/05/2013 01:02:03', 'mm/dd/yyyy hh24:mi:ss')", at("2013-04-05T01:02:03")],
    ["TO_TIMESTAMP('Mon, 08 May 2023 08:30:00 +0000')", at("2023-05-08T08:30:00")],
    [
      "TO_TIMESTAMP_TZ('04/05/2013 01:02:03 -0700', 'mm/dd/yyyy hh24:mi:ss tzhtzm')",
      `${at("2013-04-05T08:02:03")} 1020`,
    ],
    ["TO_TIME('01:02:03.456')", "3723.456000000"],
    ["TO_TIME('11.15.00', 'HH24.MI.SS')", "40500.000000000"],
    ["TO_VARCHAR('2013-04-05 01:02:03'::TIMESTAMP, 'mm/dd/yyyy, hh24:mi:ss')", "04/05/2013, 01:02:03"],
    ["TO_CHAR('2013-04-05 13:02:03.5'::TIMESTAMP, 'DY DD-MON-YY HH12:MI AM FF3')", "Fri 05-Apr-13 01:02 PM 500"],
    [
      "CONVERT_TIMEZONE('America/Los_Angeles', 'America/New_York', '2024-01-01 14:00:00'::TIMESTAMP_NTZ)",
      at("2024-01-01T17:00:00"),
    ],
    ["CONVERT_TIMEZONE('Asia/Tokyo', '2024-01-01 00:00:00 +0000'::TIMESTAMP_TZ)", `${at("2024-01-01T00:00:00")} 1980`],
    ["'2024-01-01 00:00:00 +0100'::TIMESTAMP_TZ::TIMESTAMP_NTZ", at("2024-01-01T00:00:00")],
    ["'2024-01-01 00:00:00 +0100'::TIMESTAMP_TZ = '2023-12-31 23:00:00 +0000'::TIMESTAMP_TZ", "true"],
    ["'2024-01-01 01:02:03.987'::TIMESTAMP_NTZ(1)", "1704070923.9", "TIMESTAMP_NTZ(1)"],
    ["'-1'::NUMBER::TIMESTAMP_NTZ", "-1.000000000"],
  ]);
  itFails([
    ["SELECT '2024-02-30'::DATE", "100040 Date '2024-02-30' is not recognized"],
    ["SELECT 'x'::TIMESTAMP", "100035 Timestamp 'x' is not recognized"],
    ["SELECT '25:00'::TIME", "100108 Time '25:00' is not recognized"],
    ["SELECT TO_DATE('x', 'YYYY')", "100096 Can't parse 'x' as date with format 'YYYY'"],
    ["SELECT DATEADD(FORTNIGHT, 1, CURRENT_DATE)", /^001039 .*'FORTNIGHT' is not a valid date\/time component/s],
    ["SELECT CURRENT_DATE + CURRENT_DATE", /^001044 .*Invalid argument types for function '\+': \(DATE, DATE\)$/s],
    ["SELECT '2024-01-01 00:00:00.123456789'::TIMESTAMP", /^000002 .*finer than a microsecond/],
  ]);
});

describe("dates by chance", () => {
  const bench = useBench();
  const days = fc.integer({ min: -50_000, max: 60_000 });
  it("adds days and counts them as the calendar does", async () => {
    await fc.assert(
      fc.asyncProperty(days, fc.integer({ min: -9999, max: 9999 }), async (start, count) => {
        const text = new Date(start * 86_400_000).toISOString().slice(0, 10);
        const sql = `SELECT DATEADD(DAY, ${count}, '${text}'::DATE), DATEDIFF(DAY, '${text}'::DATE, '${text}'::DATE + ${count})`;
        expect((await bench().query(sql)).rows).toEqual([[String(start + count), String(count)]]);
      }),
      { numRuns: 25 },
    );
  });
  it("writes and reads a timestamp by one format", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: -2_000_000_000, max: 4_000_000_000 }), async (seconds) => {
        const format = "YYYY-MM-DD HH24:MI:SS";
        const sql = `SELECT TO_TIMESTAMP(TO_VARCHAR(DATEADD(SECOND, ${seconds}, '1970-01-01'::TIMESTAMP), '${format}'), '${format}')`;
        expect(await bench().value(sql)).toBe(`${seconds}.000000000`);
      }),
      { numRuns: 25 },
    );
  });
});
