// Values as text, by the session's output formats (D: "Date and time input and output formats").
(parts) => {
  "use strict";
  const MONTHS = "January February March April May June July August September October November December".split(" ");
  const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
  const ELEMENTS = /"([^"]*)"|YYYY|YY|MMMM|MON|MM|DD|DY|HH24|HH12|HH|AM|PM|MI|SS|FF\d?|TZH:?TZM|TZH|TZM|[\s\S]/gi;
  const two = (value) => String(value).padStart(2, "0");

  const zoneText = (offset, separator) => {
    const size = Math.abs(offset);
    return `${offset < 0 ? "-" : "+"}${two(Math.floor(size / 60))}${separator}${two(size % 60)}`;
  };

  /** `wall` is a date whose UTC fields are to be shown; `offset` is in minutes. */
  parts.formatTime = (format, wall, nanos, offset) => {
    const hours = wall.getUTCHours();
    const one = (element, quoted) => {
      if (quoted !== undefined) return quoted;
      switch (element.toUpperCase()) {
        case "YYYY":
          return String(wall.getUTCFullYear()).padStart(4, "0");
        case "YY":
          return two(wall.getUTCFullYear() % 100);
        case "MMMM":
          return MONTHS[wall.getUTCMonth()];
        case "MON":
          return MONTHS[wall.getUTCMonth()].slice(0, 3);
        case "MM":
          return two(wall.getUTCMonth() + 1);
        case "DD":
          return two(wall.getUTCDate());
        case "DY":
          return DAYS[wall.getUTCDay()];
        case "HH24":
        case "HH":
          return two(hours);
        case "HH12":
          return two(hours % 12 === 0 ? 12 : hours % 12);
        case "AM":
        case "PM":
          return hours < 12 ? "AM" : "PM";
        case "MI":
          return two(wall.getUTCMinutes());
        case "SS":
          return two(wall.getUTCSeconds());
        case "TZH:TZM":
          return zoneText(offset, ":");
        case "TZHTZM":
          return zoneText(offset, "");
        case "TZH":
          return zoneText(offset, "").slice(0, 3);
        case "TZM":
          return zoneText(offset, "").slice(3);
        default:
          return /^FF\d?$/i.test(element)
            ? String(nanos)
                .padStart(9, "0")
                .slice(0, Number(element[2] ?? "9"))
            : element;
      }
    };
    return format.replace(ELEMENTS, one);
  };
};
