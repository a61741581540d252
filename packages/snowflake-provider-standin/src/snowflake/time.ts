/** What Go prints for a time that was never set. */
const ZERO_TIME = "0001-01-01 00:00:00 +0000 UTC";

/**
 * A Snowflake timestamp cell as Go's `time.Time.String()` prints it, which is how the real provider stores times.
 * @param type timestamp_ltz (printed in the session's zone), timestamp_ntz (UTC) or timestamp_tz (own offset)
 * @param cell epoch seconds with fraction, for timestamp_tz followed by the offset in minutes + 1440; undefined = never set
 * @param timezone the session's zone, IANA name
 * @throws Error when the cell isn't a timestamp of that type
 */
export function goTime(type: string, cell: string | undefined, timezone: string): string {
  if (cell === undefined) return ZERO_TIME;
  const time = readTime(type, cell, timezone);
  return `${time.date} ${time.clock}${time.fraction} ${offsetText(time.offset)} ${time.zone}`;
}

/**
 * A Snowflake timestamp cell as Go's database layer hands it over where a text is wanted (RFC 3339): the real provider stores the
 * times of newer objects so.
 * @throws Error when the cell isn't a timestamp of that type
 */
export function rfc3339Time(type: string, cell: string, timezone: string): string {
  const { date, clock, fraction, offset } = readTime(type, cell, timezone);
  const text = offsetText(offset);
  return `${date}T${clock}${fraction}${offset === 0 ? "Z" : `${text.slice(0, 3)}:${text.slice(3)}`}`;
}

interface ReadTime {
  /** Local date, YYYY-MM-DD. */
  readonly date: string;
  /** Local time, HH:MM:SS. */
  readonly clock: string;
  /** Fraction of a second with its dot, "" when it is zero. */
  readonly fraction: string;
  /** Minutes east of UTC. */
  readonly offset: number;
  /** Abbreviation of the zone. */
  readonly zone: string;
}

function readTime(type: string, cell: string, timezone: string): ReadTime {
  const match = /^(-?\d+)(?:\.(\d{1,9}))?(?: (\d+))?$/.exec(cell);
  if (match === null || !type.startsWith("timestamp_"))
    throw new Error(`${JSON.stringify(cell)} (type ${type || "unknown"}) is not a timestamp`);
  const seconds = Number(match[1]);
  const digits = (match[2] ?? "").replace(/0+$/, "");
  const { offset, zone } = zoneOf(type, seconds, match[3], timezone);
  const local = new Date((seconds + offset * 60) * 1000).toISOString();
  return {
    date: local.slice(0, 10),
    clock: local.slice(11, 19),
    fraction: digits === "" ? "" : `.${digits}`,
    offset,
    zone,
  };
}

function zoneOf(type: string, seconds: number, shifted: string | undefined, timezone: string) {
  if (type === "timestamp_tz") {
    const offset = Number(shifted ?? 1440) - 1440;
    return { offset, zone: offset === 0 ? "UTC" : offsetText(offset) };
  }
  if (type === "timestamp_ntz" || timezone === "UTC") return { offset: 0, zone: "UTC" };
  const { offset, abbreviation } = zoneAt(seconds, timezone);
  return { offset, zone: abbreviation };
}

function offsetText(minutes: number): string {
  const absolute = Math.abs(minutes);
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${minutes < 0 ? "-" : "+"}${two(Math.floor(absolute / 60))}${two(absolute % 60)}`;
}

function zoneAt(seconds: number, timeZone: string): { offset: number; abbreviation: string } {
  const date = new Date(seconds * 1000);
  const part = (timeZoneName: "longOffset" | "short"): string =>
    new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName })
      .formatToParts(date)
      .find(({ type }) => type === "timeZoneName")?.value ?? "";
  const match = /^GMT(?:([+-])(\d{2}):(\d{2}))?$/.exec(part("longOffset"));
  const sign = match?.[1] === "-" ? -1 : 1;
  return { offset: sign * (Number(match?.[2] ?? 0) * 60 + Number(match?.[3] ?? 0)), abbreviation: part("short") };
}
