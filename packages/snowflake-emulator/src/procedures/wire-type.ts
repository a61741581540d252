import type { DataType } from "../types/data-type";

/** A type as the procedures API names it (`getColumnSqlType`), with its scale. */
export interface WireType {
  readonly kind: "FIXED" | "REAL" | Exclude<DataType["kind"], "NUMBER" | "FLOAT">;
  /** Digits after the point of a number or of a second; 0 for other types. */
  readonly scale: number;
}

/** The API's name of a type. O: the drivers' names in upper case. */
export function wireType(type: DataType): WireType {
  const scale = "scale" in type ? type.scale : 0;
  if (type.kind === "NUMBER") return { kind: "FIXED", scale };
  return { kind: type.kind === "FLOAT" ? "REAL" : type.kind, scale };
}
