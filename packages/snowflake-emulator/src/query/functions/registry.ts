import type { FunctionDefinition } from "../compile/function-call";
import { aggregateFunctions } from "./aggregates";
import { conditionalFunctions } from "./conditional";
import { conversionFunctions } from "./conversion";
import { dateFunctions } from "./dates";
import { numericFunctions } from "./numeric";
import { regexpFunctions } from "./regexp";
import { semiStructuredFunctions } from "./semi-structured";
import { textFunctions } from "./text";
import { timeConversionFunctions } from "./time-conversion";
import { windowFunctions } from "./windows";

const definitions: readonly FunctionDefinition[] = [
  ...aggregateFunctions,
  ...windowFunctions,
  ...textFunctions,
  ...regexpFunctions,
  ...numericFunctions,
  ...conditionalFunctions,
  ...dateFunctions,
  ...timeConversionFunctions,
  ...conversionFunctions,
  ...semiStructuredFunctions,
];

/** Every built-in function, by each of its names. */
export const FUNCTIONS: ReadonlyMap<string, FunctionDefinition> = new Map(
  definitions.flatMap((one) => one.names.map((name) => [name, one] as const)),
);
