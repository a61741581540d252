import type { Actual, FormatProperty, ShownTable } from "./actual";
import type { Desired, DesiredTable } from "./desired";
import type { FormatValue } from "./file-format";

/**
 * Whether what people made under a table's name could be what is wanted but for its columns, as far as the listing tells. What
 * it is partitioned by is told nowhere, so a partitioned table never is.
 */
export function mayBeSameShape(desired: Desired | undefined, { shape }: ShownTable): boolean {
  if (desired?.kind !== "TABLE" || desired.partitioning.kind !== "NONE" || desired.snsTopic !== undefined) return false;
  return (
    shape !== undefined &&
    shape.formatName === "" &&
    shape.formatType === desired.format.type &&
    trimmed(shape.location) === trimmed(`@${[desired.location.stage.join("."), desired.location.path].join("/")}`)
  );
}

const trimmed = (location: string) => location.replace(/\/+$/, "");

/** Whether everything that can't be altered is as it is wanted. Needs columns and format: both are read of what may be. */
export function isSameShape(desired: DesiredTable, actual: Actual): boolean {
  if (actual.kind !== "TABLE" || actual.columns === undefined || actual.format === undefined) return false;
  return (
    mayBeSameShape(desired, actual) &&
    // A column that is read from the file's path may be one of PARTITION BY.
    actual.columns.every(({ expression }) => !expression.toUpperCase().includes("METADATA$")) &&
    isSameFormat(desired.format.options, actual.format)
  );
}

function isSameFormat(options: Readonly<Record<string, FormatValue>>, shown: readonly FormatProperty[]): boolean {
  const there = new Set(shown.map(({ property }) => property));
  return (
    there.has("TYPE") &&
    Object.keys(options).every((option) => there.has(option)) &&
    shown.every(({ property, value, fallback }) => {
      const wanted = options[property];
      return property === "TYPE" || value === (wanted === undefined ? fallback : shownValue(wanted));
    })
  );
}

/** As DESCRIBE … TYPE = STAGE has it. */
function shownValue(value: FormatValue): string {
  if (typeof value !== "object") return String(value);
  return "text" in value ? value.text : `[${value.texts.join(", ")}]`;
}
