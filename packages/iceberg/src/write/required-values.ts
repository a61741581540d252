import { quoteIdentifier } from "../engine/sql-text";
import type { IcebergType } from "../metadata/schema";

/** Variable names of nested lambdas must differ. */
const variable = (depth: number): string => `e${depth}`;

function anyElement(list: string, required: boolean, type: IcebergType, depth: number): string | undefined {
  const element = variable(depth);
  const inside = missingInside(element, type, depth + 1);
  const tests = [...(required ? [`${element} IS NULL`] : []), ...(inside === undefined ? [] : [inside])];
  return tests.length === 0 ? undefined : `len(list_filter(${list}, lambda ${element}: ${tests.join(" OR ")})) > 0`;
}

const either = (tests: readonly (string | undefined)[]): string | undefined => {
  const present = tests.filter((test) => test !== undefined);
  return present.length === 0 ? undefined : `(${present.join(" OR ")})`;
};

/**
 * A condition that is true where a value is there but a field within it that is required is not.
 * undefined: nothing within the type is required.
 */
export function missingInside(expression: string, type: IcebergType, depth = 0): string | undefined {
  if (typeof type === "string") return undefined;
  if (type.type === "list") return anyElement(expression, type["element-required"], type.element, depth);
  if (type.type === "map") {
    return either([
      anyElement(`map_keys(${expression})`, false, type.key, depth),
      anyElement(`map_values(${expression})`, type["value-required"], type.value, depth),
    ]);
  }
  const tests = type.fields.flatMap((field) => {
    const value = `(${expression}).${quoteIdentifier(field.name)}`;
    return [field.required ? `${value} IS NULL` : undefined, missingInside(value, field.type, depth)];
  });
  const missing = either(tests);
  return missing === undefined ? undefined : `((${expression}) IS NOT NULL AND ${missing})`;
}
