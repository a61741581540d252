// Date as the session sees it: the emulator's clock, and local time in the session's TIMEZONE.
(parts) => {
  "use strict";
  const NativeDate = Date;
  const NativeFormat = Intl.DateTimeFormat;
  const proto = NativeDate.prototype;
  const native = {};
  for (const name of Object.getOwnPropertyNames(proto)) native[name] = proto[name];
  const call = (name, date, ...values) => Reflect.apply(native[name], date, values);

  const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
  const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  const two = (value) => String(value).padStart(2, "0");

  let zone = "UTC";
  let clockAt = Number.NEGATIVE_INFINITY;
  let measuredAt = NativeDate.now();
  let reader;

  const now = () => clockAt + NativeDate.now() - measuredAt;
  /** Sets the clock, which then goes on by itself. It is never put back. */
  parts.setClock = (at) => {
    clockAt = Math.max(at, now());
    measuredAt = NativeDate.now();
  };
  parts.setZone = (name) => {
    zone = name;
    reader = new NativeFormat("en-US", {
      timeZone: name,
      hourCycle: "h23",
      era: "short",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  };

  /** Minutes that local time is ahead of UTC at a moment. */
  const offsetAt = (ms, name = zone) => {
    if (name === "UTC" || name === "Etc/UTC" || Number.isNaN(ms)) return 0;
    const found = {};
    for (const { type, value } of reader.formatToParts(ms)) found[type] = value;
    const year = found.era === "BC" ? 1 - Number(found.year) : Number(found.year);
    const wall = new NativeDate(0);
    call("setUTCFullYear", wall, year, Number(found.month) - 1, Number(found.day));
    call("setUTCHours", wall, Number(found.hour), Number(found.minute), Number(found.second), 0);
    return Math.round((call("getTime", wall) - Math.floor(ms / 1000) * 1000) / 60_000);
  };
  parts.offsetAt = offsetAt;

  /** The same wall clock time, written as if it were UTC. */
  const toWall = (ms) => ms + offsetAt(ms) * 60_000;
  const fromWall = (wall) => {
    const guess = wall - offsetAt(wall) * 60_000;
    return wall - offsetAt(guess) * 60_000;
  };

  for (const unit of ["FullYear", "Month", "Date", "Day", "Hours", "Minutes", "Seconds", "Milliseconds"]) {
    const get = `get${unit}`;
    proto[get] = {
      [get]() {
        return call(`getUTC${unit}`, new NativeDate(toWall(call("getTime", this))));
      },
    }[get];
    const set = `set${unit}`;
    if (unit === "Day") continue;
    proto[set] = {
      [set](...values) {
        const now = call("getTime", this);
        const wall = new NativeDate(Number.isNaN(now) && unit === "FullYear" ? 0 : toWall(now));
        return call("setTime", this, fromWall(call(`setUTC${unit}`, wall, ...values)));
      },
    }[set];
  }
  proto.getTimezoneOffset = function getTimezoneOffset() {
    const ms = call("getTime", this);
    return Number.isNaN(ms) ? Number.NaN : 0 - offsetAt(ms);
  };

  const dateText = (wall) => {
    const year = call("getUTCFullYear", wall);
    const digits = `${year < 0 ? "-" : ""}${String(Math.abs(year)).padStart(year < 0 ? 6 : 4, "0")}`;
    const day = two(call("getUTCDate", wall));
    return `${DAYS[call("getUTCDay", wall)]} ${MONTHS[call("getUTCMonth", wall)]} ${day} ${digits}`;
  };
  const timeText = (ms, wall) => {
    const offset = offsetAt(ms);
    const size = Math.abs(offset);
    const name = new NativeFormat("en-US", { timeZone: zone, timeZoneName: "long" })
      .formatToParts(ms)
      .find((part) => part.type === "timeZoneName").value;
    const clock = ["Hours", "Minutes", "Seconds"].map((unit) => two(call(`getUTC${unit}`, wall))).join(":");
    return `${clock} GMT${offset < 0 ? "-" : "+"}${two(Math.floor(size / 60))}${two(size % 60)} (${name})`;
  };
  const rendered = (date, render) => {
    const ms = call("getTime", date);
    return Number.isNaN(ms) ? "Invalid Date" : render(ms, new NativeDate(toWall(ms)));
  };
  proto.toString = {
    toString() {
      return rendered(this, (ms, wall) => `${dateText(wall)} ${timeText(ms, wall)}`);
    },
  }.toString;
  proto.toDateString = function toDateString() {
    return rendered(this, (_ms, wall) => dateText(wall));
  };
  proto.toTimeString = function toTimeString() {
    return rendered(this, timeText);
  };
  for (const name of ["toLocaleString", "toLocaleDateString", "toLocaleTimeString"]) {
    proto[name] = {
      [name](locales, options) {
        return call(name, this, locales ?? "en-US", { timeZone: zone, ...options });
      },
    }[name];
  }

  /** ISO dates alone are UTC; any other text without a zone is local time. */
  const parse = (text) => {
    const zoned =
      /(?:Z|GMT|UTC|[+-]\d{2}:?\d{2}|\([^)]*\))\s*$/i.test(text) || /^[+-]?\d{4,6}(?:-\d{2}){0,2}$/.test(text);
    if (zoned) return NativeDate.parse(text);
    const wall = NativeDate.parse(/^[+-]?\d{4,6}-\d{2}-\d{2}T/.test(text) ? `${text}Z` : `${text} UTC`);
    return Number.isNaN(wall) ? wall : fromWall(wall);
  };
  const read = (value) => {
    if (value instanceof NativeDate) return call("getTime", value);
    const primitive =
      typeof value === "object" && value !== null
        ? Reflect.apply(native[Symbol.toPrimitive] ?? String, value, ["default"])
        : value;
    return typeof primitive === "string" ? parse(primitive) : Number(primitive);
  };

  function SessionDate(...values) {
    if (new.target === undefined) return new SessionDate().toString();
    const [first] = values;
    const ms =
      values.length === 0
        ? now()
        : values.length === 1
          ? read(first)
          : fromWall(Reflect.apply(NativeDate.UTC, NativeDate, values));
    return Reflect.construct(NativeDate, [ms], new.target);
  }
  Object.defineProperties(SessionDate, {
    name: { value: "Date" },
    length: { value: 7 },
    prototype: { value: proto, writable: false },
    now: { value: now, writable: true, configurable: true },
    parse: { value: (text) => parse(String(text)), writable: true, configurable: true },
    UTC: { value: NativeDate.UTC, writable: true, configurable: true },
  });
  proto.constructor = SessionDate;
  globalThis.Date = SessionDate;
  parts.NativeDate = NativeDate;

  function DateTimeFormat(locales, options) {
    return Reflect.construct(NativeFormat, [locales, { timeZone: zone, ...options }], new.target ?? NativeFormat);
  }
  Object.setPrototypeOf(DateTimeFormat, NativeFormat);
  Object.defineProperty(DateTimeFormat, "prototype", { value: NativeFormat.prototype, writable: false });
  Intl.DateTimeFormat = DateTimeFormat;
};
