const MINUTES_A_DAY = 1440;
const MILLISECONDS_A_DAY = 86_400_000;
/** Days to look at: every combination of date and weekday that comes at all comes in 28 years. */
const DAYS = 28 * 366;

const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const WEEKDAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/**
 * The longest time in minutes from one run by cron to the next, by the wall clock: a change to daylight saving time isn't
 * counted. Infinity when it never runs twice.
 *
 * @param cron minute, hour, day of month, month, day of week, and a time zone
 * @returns undefined for what only Snowflake can read, such as L
 */
export function longestCronGap(cron: string): number | undefined {
  const [minute = "", hour = "", dayOfMonth = "", month = "", dayOfWeek = ""] = cron.split(" ");
  const minutes = cronField(minute, 0, 59);
  const hours = cronField(hour, 0, 23);
  const dates = cronField(dayOfMonth, 1, 31);
  const months = cronField(month, 1, 12, MONTHS);
  const weekdays = cronField(dayOfWeek, 0, 7, WEEKDAYS);
  if (!minutes || !hours || !dates || !months || !weekdays) {
    return undefined;
  }
  const times = hours.flatMap((one) => minutes.map((other) => one * 60 + other));
  const matches = (day: number) => {
    const date = new Date(day * MILLISECONDS_A_DAY);
    const onDate = dates.includes(date.getUTCDate());
    const onWeekday = weekdays.some((weekday) => weekday % 7 === date.getUTCDay());
    // Where both are given, either is enough.
    const either = dayOfMonth === "*" || dayOfWeek === "*" ? onDate && onWeekday : onDate || onWeekday;
    return months.includes(date.getUTCMonth() + 1) && either;
  };
  const days = Array.from({ length: DAYS }, (_, day) => day).filter(matches);
  const [first, last] = [times.at(0), times.at(-1)];
  if (first === undefined || last === undefined || days.length < 2) {
    return Number.POSITIVE_INFINITY;
  }
  const overnight = Math.max(...days.slice(1).map((day, index) => day - (days[index] ?? day)));
  return Math.max(overnight * MINUTES_A_DAY + first - last, ...gaps(times));
}

function gaps(sorted: readonly number[]): number[] {
  return sorted.slice(1).map((value, index) => value - (sorted[index] ?? value));
}

/** The values that a field allows, ascending; undefined when it isn't of numbers, names, ranges and steps. */
function cronField(field: string, least: number, most: number, names: readonly string[] = []): number[] | undefined {
  const values = new Set<number>();
  for (const part of field.split(",")) {
    const [, from, to, step] = /^(\*|\w+)(?:-(\w+))?(?:\/(\d+))?$/.exec(part) ?? [];
    const begin = from === "*" ? least : cronNumber(from, least, names);
    const end = from === "*" || (to === undefined && step !== undefined) ? most : cronNumber(to ?? from, least, names);
    if (begin === undefined || end === undefined || begin < least || end > most || step === "0") {
      return undefined;
    }
    for (let value = begin; value <= end; value += Number(step ?? 1)) {
      values.add(value);
    }
  }
  return [...values].sort((a, b) => a - b);
}

function cronNumber(text: string | undefined, least: number, names: readonly string[]): number | undefined {
  const named = names.indexOf(text?.toUpperCase() ?? "");
  if (named >= 0) {
    return named + least;
  }
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}
