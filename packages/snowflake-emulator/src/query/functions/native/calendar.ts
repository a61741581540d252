/** A point on a wall clock. */
export interface LocalTime {
  /** Days since 1970-01-01. */
  readonly days: number;
  /** Microseconds since midnight. */
  readonly micros: number;
}

export const MICROS_PER_DAY = 86_400_000_000;
const MILLIS_PER_DAY = 86_400_000;

export interface CivilDate {
  readonly year: number;
  /** From 1. */
  readonly month: number;
  readonly day: number;
}

export function civilOfDays(days: number): CivilDate {
  const date = new Date(days * MILLIS_PER_DAY);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** Days since the epoch; month and day may lie outside of their ranges and carry over. */
export function daysOfCivil(year: number, month: number, day: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return Math.round(date.getTime() / MILLIS_PER_DAY);
}

/** Whether there is such a day. */
export function isCivil(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  return day <= daysInMonth(year, month);
}

export function daysInMonth(year: number, month: number): number {
  return civilOfDays(daysOfCivil(year, month + 1, 0)).day;
}

/** From Sunday, 0. */
export function weekday(days: number): number {
  return (((days + 4) % 7) + 7) % 7;
}

export function microsOfLocal({ days, micros }: LocalTime): bigint {
  return BigInt(days) * BigInt(MICROS_PER_DAY) + BigInt(micros);
}

export function localOfMicros(total: bigint): LocalTime {
  const day = BigInt(MICROS_PER_DAY);
  const days = total >= 0n ? total / day : -((-total + day - 1n) / day);
  return { days: Number(days), micros: Number(total - days * day) };
}
