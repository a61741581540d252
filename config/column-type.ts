/** The primitive column types that a Glue table and an Iceberg v2 table have in common, in Glue's spelling. */
export const PRIMITIVE_COLUMN_TYPES = [
  "boolean",
  "int",
  "bigint",
  "float",
  "double",
  "date",
  "timestamp",
  "string",
  "binary",
] as const;

const WHAT_IS_ALLOWED = `${PRIMITIVE_COLUMN_TYPES.join(", ")}, decimal(p,s), array<type>, map<type,type>, struct<name:type,…>`;
const FIELD_NAME = /^[a-z0-9_]+$/;

/**
 * Checks a column type in Glue's spelling, nested ones too.
 *
 * @returns what is wrong with it, with what is allowed, or undefined when it is a type that an Iceberg v2 table can hold
 */
export function columnTypeProblem(type: string): string | undefined {
  const trimmed = type.trim();
  if (PRIMITIVE_COLUMN_TYPES.some((primitive) => primitive === trimmed)) {
    return undefined;
  }
  if (trimmed.startsWith("decimal")) {
    return decimalProblem(trimmed);
  }
  const nested = /^(array|map|struct)<(.*)>$/s.exec(trimmed);
  const [, kind, inner] = nested ?? [];
  if (kind === undefined || inner === undefined) {
    return `unknown column type ${JSON.stringify(type)}; allowed: ${WHAT_IS_ALLOWED}`;
  }
  return nestedProblem(trimmed, kind, splitAtTopLevel(inner));
}

function decimalProblem(type: string): string | undefined {
  const [, precision, scale] = /^decimal\((\d+),(\d+)\)$/.exec(type) ?? [];
  if (precision === undefined || scale === undefined) {
    return `${JSON.stringify(type)} needs a precision and a scale, as in decimal(10,2)`;
  }
  if (Number(precision) < 1 || Number(precision) > 38 || Number(scale) > Number(precision)) {
    return `${JSON.stringify(type)} is out of range; precision is 1 to 38 and the scale at most the precision`;
  }
  return undefined;
}

function nestedProblem(type: string, kind: string, parts: readonly string[]): string | undefined {
  const expected = kind === "array" ? 1 : kind === "map" ? 2 : undefined;
  if (expected !== undefined && parts.length !== expected) {
    return `${JSON.stringify(type)} needs ${expected} type${expected === 1 ? "" : "s"} between the angle brackets`;
  }
  for (const part of parts) {
    const inner = kind === "struct" ? structFieldProblem(type, part) : columnTypeProblem(part);
    if (inner !== undefined) {
      return inner;
    }
  }
  return undefined;
}

function structFieldProblem(type: string, field: string): string | undefined {
  const colon = field.indexOf(":");
  const name = field.slice(0, Math.max(colon, 0)).trim();
  if (!FIELD_NAME.test(name)) {
    return `${JSON.stringify(type)} has a field ${JSON.stringify(field)} that is not of the form name:type, with a name in lower case`;
  }
  return columnTypeProblem(field.slice(colon + 1));
}

/** Splits at the commas that stand outside of angle brackets and parentheses. */
function splitAtTopLevel(text: string): string[] {
  const parts: string[] = [""];
  let depth = 0;
  for (const character of text) {
    depth += "<(".includes(character) ? 1 : ">)".includes(character) ? -1 : 0;
    if (character === "," && depth === 0) {
      parts.push("");
    } else {
      parts[parts.length - 1] += character;
    }
  }
  return parts;
}
