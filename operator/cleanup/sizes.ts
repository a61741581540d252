import type { SeenContents, SeenRelation } from "./observation";

const UNITS = ["B", "kB", "MB", "GB", "TB", "PB"];

/** Bytes as people say them, by thousands: `1.2 GB`. */
export function renderBytes(bytes: number): string {
  let [value, unit] = [bytes, 0];
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${UNITS[unit]}`;
}

/** `1 object`, `2 objects`. */
export function counted(count: number, word: string): string {
  return `${count.toLocaleString("en-US")} ${word}${count === 1 ? "" : "s"}`;
}

/** What is in a bucket. */
export function renderContents({ objects, bytes, older, more }: SeenContents): string {
  const versions = older === 0 ? "" : `, ${counted(older, "older version")}`;
  return `${more ? "more than " : ""}${renderBytes(bytes)} in ${counted(objects, "object")}${versions}`;
}

/** What Snowflake stores of relations. */
export function renderRelations(relations: readonly SeenRelation[]): string {
  const tables = relations.filter(({ kind }) => kind === "table");
  const others = relations.length - tables.length;
  const sum = (of: (one: SeenRelation) => number) => tables.reduce((total, one) => total + of(one), 0);
  return [
    counted(
      sum(({ rows }) => rows),
      "row",
    ),
    renderBytes(sum(({ bytes }) => bytes)),
    `in ${counted(tables.length, "table")}`,
    ...(others === 0 ? [] : [`${counted(others, "relation")} that store${others === 1 ? "s" : ""} nothing here`]),
  ].join(", ");
}
