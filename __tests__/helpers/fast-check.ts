import type { IProperty, Parameters } from "fast-check";

/**
 * fast-check as tests get it: jest.config.js leads `import … from "fast-check"` here. `npm test` tries the same cases every time, so that
 * it tells about the code and not about luck. `npm run test:explore` tries others, EXPLORE_TIMES as many.
 */
const original = jest.requireActual<typeof import("fast-check")>("../../node_modules/fast-check/lib/cjs/fast-check.js");

/** Any number would do. */
const SEED = 20_260_301;
/** fast-check's own number of runs where a test says none. */
const DEFAULT_RUNS = 100;

const times = process.env.EXPLORE_TIMES === undefined ? undefined : Number(process.env.EXPLORE_TIMES);
if (times === undefined) original.configureGlobal({ seed: SEED });
else if (!(times >= 1))
  throw new RangeError(`EXPLORE_TIMES is ${process.env.EXPLORE_TIMES}: a number from 1 is expected`);

const assert = ((property: IProperty<unknown>, parameters: Parameters<unknown> = {}) =>
  original.assert(property, {
    ...parameters,
    numRuns: Math.ceil((parameters.numRuns ?? DEFAULT_RUNS) * (times ?? 1)),
  })) as typeof original.assert;

module.exports = { ...original, assert, default: { ...original.default, assert }, __esModule: true };
