import { HISTORY_SECONDS, HISTORY_STEP_SECONDS, type HistoryPoint } from "../glance";

/** Sizes of a chart, in the units of its view box, which is stretched to the page's width. */
export const CHART = { width: 960, height: 120, strip: 24 } as const;

/** A lag over time, as a stepped line that is broken where nothing was measured. */
export interface LagChart {
  /** `d` of an SVG path; empty: nothing was measured. */
  readonly line: string;
  /** Where the objective is, from the top. */
  readonly objectiveY: number;
  /** The highest lag, in seconds; null: none was measured. */
  readonly highest: number | null;
  /** The last one, in seconds; null: none was measured. */
  readonly last: number | null;
}

const STEPS = HISTORY_SECONDS / HISTORY_STEP_SECONDS;
const STEP_WIDTH = CHART.width / STEPS;

/** Where a point begins, from the left: 0 is a day ago. */
export function xOf({ at }: Pick<HistoryPoint, "at">, now: Date): number {
  const secondsAgo = (now.getTime() - at.getTime()) / 1000;
  return rounded(((HISTORY_SECONDS - secondsAgo) / HISTORY_SECONDS) * CHART.width);
}

/** Draws the lag. The objective is always in the picture. @param objective in seconds */
export function lagChart(points: readonly HistoryPoint[], now: Date, objective: number): LagChart {
  const measured = points.flatMap(({ at, lagSeconds }) => (lagSeconds === null ? [] : [{ at, lag: lagSeconds }]));
  const highest = measured.reduce<number | null>((most, { lag }) => Math.max(most ?? 0, lag), null);
  const top = 1.1 * Math.max(objective * 1.1, highest ?? 0);
  const y = (lag: number) => rounded(CHART.height - (lag / top) * CHART.height);
  let line = "";
  let end = Number.NaN;
  for (const { at, lag } of measured) {
    const from = Math.max(0, xOf({ at }, now));
    const to = Math.min(CHART.width, rounded(xOf({ at }, now) + STEP_WIDTH));
    // A gap of less than a point's width comes from rounding.
    line += `${Math.abs(from - end) < 1 ? `V${y(lag)}` : `M${from} ${y(lag)}`}H${to}`;
    end = to;
  }
  return { line, objectiveY: y(objective), highest, last: measured.at(-1)?.lag ?? null };
}

/** A quarter of an hour of heartbeats: tall when one was unhealthy, so that it isn't only a colour. */
export interface Beat {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly healthy: boolean;
}

/** Draws heartbeats. A quarter without any is a gap. */
export function beats(points: readonly HistoryPoint[], now: Date): readonly Beat[] {
  return points.map((point) => {
    const healthy = point.unhealthy === 0;
    const height = healthy ? CHART.strip / 3 : CHART.strip;
    const x = Math.max(0, xOf(point, now));
    return {
      x,
      y: CHART.strip - height,
      width: rounded(Math.max(0, Math.min(CHART.width, xOf(point, now) + STEP_WIDTH - 1) - x)),
      height,
      healthy,
    };
  });
}

/** Quarters of the last day, since the first heartbeat in it, that have none. */
export function silentQuarters(points: readonly HistoryPoint[], now: Date): number {
  const [first] = points;
  if (first === undefined) return STEPS;
  const since = Math.floor((now.getTime() - first.at.getTime()) / (HISTORY_STEP_SECONDS * 1000)) + 1;
  return Math.max(0, since - points.length);
}

const rounded = (value: number): number => Math.round(value * 10) / 10;
