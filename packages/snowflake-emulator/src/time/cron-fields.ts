/** Which values a cron field takes: every one of its range, or these. */
export type CronField = "every" | ReadonlySet<number>;

/** The five fields of a cron expression as Snowflake reads them (CREATE TASK, SCHEDULE). */
export interface CronFields {
  readonly minutes: CronField;
  readonly hours: CronField;
  readonly daysOfMonth: CronField;
  /** `L` among the days of the month. */
  readonly lastDayOfMonth: boolean;
  readonly months: CronField;
  /** 0 is Sunday. */
  readonly daysOfWeek: CronField;
  /** `5L`, `FRIL`: the last Friday of the month. */
  readonly lastDaysOfWeek: ReadonlySet<number>;
}

const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

interface Range {
  readonly low: number;
  readonly high: number;
  /** Names of the values from `low` on. */
  readonly names: readonly string[];
}

function readValue(text: string, { low, high, names }: Range): number | undefined {
  const named = names.indexOf(text);
  if (named >= 0) return low + named;
  const value = Number(text);
  return /^\d{1,2}$/.test(text) && value >= low && value <= high ? value : undefined;
}

/** One member of a list: `*`, `5`, `1-5`, each perhaps with a step; `5/15` runs from 5 to the end of the range. */
function readMember(text: string, range: Range): readonly number[] | undefined {
  const [base = "", stepText, ...rest] = text.split("/");
  const step = stepText === undefined ? 1 : /^\d{1,2}$/.test(stepText) ? Number(stepText) : 0;
  if (rest.length > 0 || step < 1) return undefined;
  const [fromText = "", toText, ...more] = base.split("-");
  const all = base === "*";
  const from = all ? range.low : readValue(fromText, range);
  const open = all || (toText === undefined && stepText !== undefined);
  const to = open ? range.high : toText === undefined ? from : readValue(toText, range);
  if (more.length > 0 || from === undefined || to === undefined || from > to) return undefined;
  const values: number[] = [];
  for (let value = from; value <= to; value += step) values.push(value);
  return values;
}

/** A field's values; undefined when it is malformed. Members that `special` takes are left out. */
function readField(text: string, range: Range, special: (member: string) => boolean): CronField | undefined {
  if (text === "*") return "every";
  const values = new Set<number>();
  for (const member of text.split(",")) {
    if (special(member)) continue;
    const read = readMember(member, range);
    if (read === undefined) return undefined;
    for (const value of read) values.add(value);
  }
  return values;
}

const nothing = () => false;

/** Reads `<minute> <hour> <day of month> <month> <day of week>`; undefined when anything is malformed or out of range. */
export function readCronFields(fields: readonly string[]): CronFields | undefined {
  const [minute, hour, dayOfMonth, month, dayOfWeek] = fields.map((field) => field.toUpperCase());
  if (fields.length !== 5 || minute === undefined || hour === undefined || dayOfMonth === undefined) return undefined;
  if (month === undefined || dayOfWeek === undefined) return undefined;
  let lastDayOfMonth = false;
  const lastDaysOfWeek = new Set<number>();
  const week: Range = { low: 0, high: 6, names: DAYS };
  const minutes = readField(minute, { low: 0, high: 59, names: [] }, nothing);
  const hours = readField(hour, { low: 0, high: 23, names: [] }, nothing);
  const daysOfMonth = readField(dayOfMonth, { low: 1, high: 31, names: [] }, (member) => {
    lastDayOfMonth ||= member === "L";
    return member === "L";
  });
  const months = readField(month, { low: 1, high: 12, names: MONTHS }, nothing);
  const daysOfWeek = readField(dayOfWeek, week, (member) => {
    const day = member.endsWith("L") ? readValue(member.slice(0, -1), week) : undefined;
    if (day !== undefined) lastDaysOfWeek.add(day);
    return day !== undefined;
  });
  if (minutes === undefined || hours === undefined || daysOfMonth === undefined) return undefined;
  if (months === undefined || daysOfWeek === undefined) return undefined;
  return { minutes, hours, daysOfMonth, lastDayOfMonth, months, daysOfWeek, lastDaysOfWeek };
}

/** Does a field take a value? */
export function takes(field: CronField, value: number): boolean {
  return field === "every" || field.has(value);
}
