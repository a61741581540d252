/** Zones of the IANA database without a slash in their name. Abbreviations such as PST are none (O: refused by Snowflake). */
const PLAIN_NAMES = new Set(
  "UTC GMT UCT GMT0 EST MST HST EST5EDT CST6CDT MST7MDT PST8PDT WET CET MET EET CUBA EGYPT EIRE GB HONGKONG ICELAND IRAN ISRAEL JAMAICA JAPAN KWAJALEIN LIBYA NAVAJO NZ POLAND PORTUGAL PRC ROC ROK SINGAPORE TURKEY ZULU".split(
    " ",
  ),
);

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
    formats.set(zone, format);
  }
  return format;
}

/** Is this a time zone of the IANA database, in any case? */
export function isTimeZone(name: string): boolean {
  if (!name.includes("/") && !PLAIN_NAMES.has(name.toUpperCase())) return false;
  try {
    formatOf(name);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** What local time is ahead of UTC in a zone at a point in time, in milliseconds. */
export function offsetAt(zone: string, at: number): number {
  const text = formatOf(zone).format(at);
  const match = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(text);
  if (match === null) throw new Error(`can't read the offset of ${zone} from "${text}"`);
  const [, sign, hours = "0", minutes = "0", seconds = "0"] = match;
  const size = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
  return sign === "-" ? -size : size;
}

/** A stretch of time in which a zone's offset stays the same. */
export interface OffsetSpan {
  /** Milliseconds since the epoch; `to` is not part of it. */
  readonly from: number;
  readonly to: number;
  /** Milliseconds ahead of UTC. */
  readonly offset: number;
}

/** The offsets of a zone from one time to another that is at most a few days later: no more than one change in between. */
export function offsetSpans(zone: string, from: number, to: number): readonly OffsetSpan[] {
  const first = offsetAt(zone, from);
  const last = offsetAt(zone, to);
  if (first === last) return [{ from, to, offset: first }];
  let before = from;
  let after = to;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (offsetAt(zone, middle) === first) before = middle;
    else after = middle;
  }
  return [
    { from, to: after, offset: first },
    { from: after, to, offset: last },
  ];
}
