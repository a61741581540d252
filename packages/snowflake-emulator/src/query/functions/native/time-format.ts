import { civilOfDays, type LocalTime, weekday } from "./calendar";

/** One element of a date and time format; text stands for itself. D: Date and time input and output formats. */
export type FormatElement =
  | { readonly kind: "literal"; readonly text: string }
  | { readonly kind: "field"; readonly field: FormatField }
  /** Digits of the fraction. */
  | { readonly kind: "fraction"; readonly digits: number };

const FIELDS = [
  "YYYY",
  "UUUU",
  "YY",
  "MMMM",
  "MON",
  "MM",
  "DD",
  "DY",
  "HH24",
  "HH12",
  "HH",
  "AM",
  "PM",
  "MI",
  "SS",
  "TZHTZM",
  "TZH:TZM",
  "TZH",
  "TZM",
] as const;
export type FormatField = (typeof FIELDS)[number];

export const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;
export const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"] as const;

const parsed = new Map<string, readonly FormatElement[]>();

/** Splits a format into elements. Case does not matter outside of double quotes. */
export function readFormat(format: string): readonly FormatElement[] {
  const known = parsed.get(format);
  if (known !== undefined) return known;
  const elements: FormatElement[] = [];
  const upper = format.toUpperCase();
  let index = 0;
  while (index < format.length) {
    const quoted = /^"([^"]*)"/.exec(format.slice(index));
    const fraction = /^FF(\d?)/.exec(upper.slice(index));
    const field = FIELDS.find((one) => upper.startsWith(one, index));
    if (quoted !== null) {
      elements.push({ kind: "literal", text: quoted[1] ?? "" });
      index += quoted[0].length;
    } else if (fraction !== null) {
      elements.push({ kind: "fraction", digits: fraction[1] === "" ? 9 : Number(fraction[1]) });
      index += fraction[0].length;
    } else if (field !== undefined) {
      elements.push({ kind: "field", field });
      index += field.length;
    } else {
      elements.push({ kind: "literal", text: format.charAt(index) });
      index++;
    }
  }
  if (parsed.size > 500) parsed.clear();
  parsed.set(format, elements);
  return elements;
}

const two = (value: number) => String(value).padStart(2, "0");

function offsetText(offset: number, separator: string): string {
  const magnitude = Math.abs(offset);
  return `${offset < 0 ? "-" : "+"}${two(Math.trunc(magnitude / 60))}${separator}${two(magnitude % 60)}`;
}

/** Writes a wall-clock time; `offset` in minutes east of UTC. */
export function writeTime(local: LocalTime, offset: number, format: string): string {
  const date = civilOfDays(local.days);
  const seconds = Math.trunc(local.micros / 1_000_000);
  const hour = Math.trunc(seconds / 3600);
  const field = (name: FormatField): string => {
    switch (name) {
      case "YYYY":
      case "UUUU":
        return String(date.year).padStart(4, "0");
      case "YY":
        return two(((date.year % 100) + 100) % 100);
      case "MMMM":
        return MONTHS[date.month - 1] ?? "";
      case "MON":
        return (MONTHS[date.month - 1] ?? "").slice(0, 3);
      case "MM":
        return two(date.month);
      case "DD":
        return two(date.day);
      case "DY":
        return (WEEKDAYS[weekday(local.days)] ?? "").slice(0, 3);
      case "HH24":
      case "HH":
        return two(hour);
      case "HH12":
        return two(hour % 12 === 0 ? 12 : hour % 12);
      case "AM":
      case "PM":
        return hour < 12 ? "AM" : "PM";
      case "MI":
        return two(Math.trunc(seconds / 60) % 60);
      case "SS":
        return two(seconds % 60);
      case "TZHTZM":
        return offsetText(offset, "");
      case "TZH:TZM":
        return offsetText(offset, ":");
      case "TZH":
        return offsetText(offset, "").slice(0, 3);
      case "TZM":
        return two(Math.abs(offset) % 60);
    }
  };
  const nanos = String((local.micros % 1_000_000) * 1000).padStart(9, "0");
  return readFormat(format)
    .map((element) => {
      if (element.kind === "literal") return element.text;
      return element.kind === "field" ? field(element.field) : nanos.slice(0, element.digits);
    })
    .join("");
}
