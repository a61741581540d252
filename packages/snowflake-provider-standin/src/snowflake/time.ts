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
  const match = /^(-?\d+)(?:\.(\d{1,9}))?(?: (\d+))?$/.exec(cell);
  if (match === null || !type.startsWith("timestamp_"))
    throw new Error(`${JSON.stringify(cell)} (type ${type || "unknown"}) is not a timestamp`);
  const seconds = Number(match[1]);
  const fraction = (match[2] ?? "").replace(/0+$/, "");
  if (type === "timestamp_tz") {
    const offset = Number(match[3] ?? 1440) - 1440;
    return printed(seconds, fraction, offset, offset === 0 ? "UTC" : offsetText(offset));
  }
  if (type === "timestamp_ntz" || timezone === "UTC") return printed(seconds, fraction, 0, "UTC");
  const { offset, abbreviation } = zoneAt(seconds, timezone);
  return printed(seconds, fraction, offset, abbreviation);
}

function printed(seconds: number, fraction: string, offsetMinutes: number, zone: string): string {
  const local = new Date((seconds + offsetMinutes * 60) * 1000).toISOString();
  return `${local.slice(0, 10)} ${local.slice(11, 19)}${fraction === "" ? "" : `.${fraction}`} ${offsetText(offsetMinutes)} ${zone}`;
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
