/** A decimal's digits, and how many of them are behind the point. */
export interface DecimalType {
  readonly precision: number;
  readonly scale: number;
}

/** Takes `decimal(p,s)` apart; undefined for every other type. */
export function decimalOf(type: string): DecimalType | undefined {
  const [, precision, scale] = /^decimal\(\s*(\d+)\s*,\s*(\d+)\s*\)$/.exec(type) ?? [];
  return precision === undefined || scale === undefined
    ? undefined
    : { precision: Number(precision), scale: Number(scale) };
}
