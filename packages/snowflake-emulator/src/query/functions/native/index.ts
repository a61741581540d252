import { decimalFunctions } from "./decimal";
import type { NativeFunction } from "./native-function";
import { numberTextFunctions } from "./number-text";
import { textFunctions } from "./text-functions";
import { timeFunctions } from "./time-functions";
import { variantCastFunctions } from "./variant-cast";
import { variantEditFunctions } from "./variant-edit";
import { variantPathFunctions } from "./variant-path";

/** Everything that DuckDB calls back for. */
export const NATIVE_FUNCTIONS: readonly NativeFunction[] = [
  ...decimalFunctions,
  ...numberTextFunctions,
  ...textFunctions,
  ...timeFunctions,
  ...variantCastFunctions,
  ...variantPathFunctions,
  ...variantEditFunctions,
];
