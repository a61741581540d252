const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

interface FieldRange {
  readonly from: number;
  readonly to: number;
  /** What numbers may be called, from `from` on. */
  readonly names?: readonly string[];
}

const FIELDS = {
  minute: { from: 0, to: 59 },
  hour: { from: 0, to: 23 },
  day: { from: 1, to: 31 },
  month: { from: 1, to: 12, names: MONTHS },
  weekday: { from: 0, to: 6, names: DAYS },
} as const satisfies Record<string, FieldRange>;

type Field = keyof typeof FIELDS;

/**
 * Whether a minute is one that a cron expression names: five fields and a time zone, with `*`, lists, ranges, steps and names.
 * When both a day of the month and a weekday are given, either will do.
 * Source: docs.snowflake.com, sql-reference/sql/create-task, USING CRON.
 *
 * @returns a function of milliseconds since 1970
 * @throws RangeError for what isn't understood, such as `L`, and for an unknown time zone
 */
export function cronMatcher(expression: string): (time: number) => boolean {
  const [minute = "", hour = "", day = "", month = "", weekday = "", timeZone = ""] = expression.trim().split(/\s+/);
  const wanted = {
    minute: readField("minute", minute),
    hour: readField("hour", hour),
    day: readField("day", day),
    month: readField("month", month),
    weekday: readField("weekday", weekday),
  };
  const either = day !== "*" && weekday !== "*";
  const clock = wallClock(timeZone);
  return (time) => {
    const at = clock(time);
    const has = (field: Field) => wanted[field].has(at[field]);
    const onDay = either ? has("day") || has("weekday") : has("day") && has("weekday");
    return onDay && has("minute") && has("hour") && has("month");
  };
}

function readField(field: Field, text: string): ReadonlySet<number> {
  const { from, to, ...rest }: FieldRange = FIELDS[field];
  const number = (word: string): number => {
    const named = rest.names?.indexOf(word.toUpperCase()) ?? -1;
    const value = named >= 0 ? named + from : /^\d+$/.test(word) ? Number(word) : Number.NaN;
    if (!(value >= from && value <= to)) throw new RangeError(`the cron field ${field} can't be read: ${text}`);
    return value;
  };
  const values = text.split(",").flatMap((part) => {
    const [range = "", step = "1"] = part.split("/");
    const [first = "", last] = range.split("-");
    const low = range === "*" ? from : number(first);
    const high = range === "*" ? to : last === undefined ? (part.includes("/") ? to : low) : number(last);
    if (!/^[1-9]\d*$/.test(step) || part.split("/").length > 2)
      throw new RangeError(`the cron field ${field} can't be read: ${text}`);
    return Array.from({ length: Math.max(0, high - low) + 1 }, (_, index) => low + index).filter(
      (value) => value <= high && (value - low) % Number(step) === 0,
    );
  });
  return new Set(values);
}

/** What the clock on the wall shows. */
function wallClock(timeZone: string): (time: number) => Readonly<Record<Field, number>> {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    minute: "numeric",
    hour: "numeric",
    day: "numeric",
    month: "numeric",
    weekday: "short",
  });
  return (time) => {
    const parts = new Map(format.formatToParts(time).map(({ type, value }) => [type, value]));
    const number = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type));
    return {
      minute: number("minute"),
      hour: number("hour"),
      day: number("day"),
      month: number("month"),
      weekday: DAYS.indexOf(parts.get("weekday")?.toUpperCase() ?? ""),
    };
  };
}
