import { booleanNotRecognized, divisionByZero, numericNotRecognized } from "./data-errors";
import { native } from "./native-function";

/** FLOAT as text: the shortest digits that read back as the same number; exponents with two digits at least. */
export function floatText(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  if (Object.is(value, -0)) return "-0";
  const magnitude = Math.abs(value);
  if (value === 0 || (magnitude >= 1e-5 && magnitude < 1e15)) return plain(value);
  return value.toExponential().replace(/e([+-])(\d)$/, "e$10$2");
}

/** JavaScript turns to exponents below 1e-6 only, so this is plain digits. */
function plain(value: number): string {
  return String(value);
}

/** FLOAT inside of a VARIANT: 15 digits after the point and an exponent. D: PARSE_JSON's examples. */
export function floatJson(value: number): string {
  return value.toExponential(15).replace(/e([+-])(\d)$/, "e$10$2");
}

/** Text as FLOAT; throws 100038. */
export function textToFloat(text: string): number {
  const word = text.trim().toLowerCase();
  if (word === "nan") return Number.NaN;
  if (word === "inf" || word === "+inf" || word === "infinity") return Number.POSITIVE_INFINITY;
  if (word === "-inf" || word === "-infinity") return Number.NEGATIVE_INFINITY;
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/.test(word)) throw numericNotRecognized(text);
  return Number(word);
}

const TRUE_WORDS = new Set(["true", "t", "yes", "y", "on", "1"]);
const FALSE_WORDS = new Set(["false", "f", "no", "n", "off", "0"]);

/** Text as BOOLEAN; throws 100037. D: Boolean conversion. */
export function textToBoolean(text: string): boolean {
  const word = text.toLowerCase();
  if (TRUE_WORDS.has(word)) return true;
  if (FALSE_WORDS.has(word)) return false;
  throw booleanNotRecognized(text);
}

export const numberTextFunctions = [
  native("float_text", ["FLOAT"], "TEXT", floatText),
  native("text_to_float", ["TEXT"], "FLOAT", textToFloat),
  native("text_to_boolean", ["TEXT"], "BOOLEAN", textToBoolean),
  native("float_divide", ["FLOAT", "FLOAT"], "FLOAT", (left, right) => {
    if (right === 0) throw divisionByZero();
    return left / right;
  }),
  native("float_modulo", ["FLOAT", "FLOAT"], "FLOAT", (left, right) => {
    if (right === 0) throw divisionByZero();
    return left % right;
  }),
  native("float_round", ["FLOAT", "INTEGER"], "FLOAT", (value, places) => {
    // Rounded as the decimal text reads, halves away from zero.
    const factor = 10 ** Number(places);
    if (!Number.isFinite(value) || !Number.isFinite(factor) || factor === 0) return value;
    const rounded = Number(`${Math.round(Number(`${Math.abs(value)}e${places}`))}e${-places}`);
    return Number.isNaN(rounded) ? value : Math.sign(value) * rounded;
  }),
  native("float_trunc", ["FLOAT", "INTEGER"], "FLOAT", (value, places) => {
    const factor = 10 ** Number(places);
    return Number.isFinite(value) ? Math.trunc(value * factor) / factor : value;
  }),
];
