import type { DataType } from "../../types/data-type";
import { physicalIdentifier } from "../physical-name";
import { numberText } from "./cast";
import type { CompiledQuery } from "./compile-query";
import { positions } from "./relation";

/** Seconds with so many digits, of SQL of microseconds. */
function seconds(micros: string, scale: number): string {
  const nanos = `lpad(CAST(abs(${micros}) % 1000000 AS VARCHAR), 6, '0') || '000'`;
  const fraction = scale === 0 ? "" : ` || '.' || left(${nanos}, ${scale})`;
  return `(CASE WHEN ${micros} < 0 THEN '-' ELSE '' END || CAST(abs(${micros}) // 1000000 AS VARCHAR)${fraction})`;
}

/** SQL of a value's wire text; see src/wire/result-table.ts. */
export function wireText(sql: string, type: DataType): string {
  switch (type.kind) {
    case "NUMBER":
      return numberText(sql, type);
    case "BOOLEAN":
      return `CAST(${sql} AS VARCHAR)`;
    case "TEXT":
      return sql;
    case "FLOAT":
      return `sf_float_text(${sql})`;
    case "BINARY":
      return `hex(${sql})`;
    case "DATE":
      return `CAST(${sql} - DATE '1970-01-01' AS VARCHAR)`;
    case "TIME":
    case "TIMESTAMP_NTZ":
    case "TIMESTAMP_LTZ":
      return seconds(`epoch_us(${sql})`, type.scale);
    case "TIMESTAMP_TZ":
      return `(${seconds(`epoch_us((${sql}).utc)`, type.scale)} || ' ' || CAST((${sql})."offset" + 1440 AS VARCHAR))`;
    case "VARIANT":
    case "OBJECT":
    case "ARRAY":
      return `sf_variant_wire(${sql})`;
  }
}

/** The query with each column as VARCHAR in wire text, in the same order and by the same names. */
export function wireQuery({ sql, columns }: CompiledQuery): string {
  const items = columns.map(
    (one, index) => `${wireText(`w."c${index + 1}"`, one.type)} AS ${physicalIdentifier(one.name)}`,
  );
  return `SELECT ${items.join(", ")} FROM (${sql}) AS w(${positions(columns.length)})`;
}
