/** The value below which `share` (0 to 1) of the values lie. NaN for none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** `min / median / max` with so many decimals. */
export function spread(values: readonly number[], decimals: number): string {
  return [Math.min(...values), median(values), Math.max(...values)].map((value) => value.toFixed(decimals)).join(" / ");
}
