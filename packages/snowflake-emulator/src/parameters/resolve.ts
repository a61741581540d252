import { PARAMETERS, type ParameterDefinition } from "./definitions";

/** Values set on one level, by parameter name. */
export interface ParameterLevel {
  /** As in the column `level`: ACCOUNT, USER, SESSION or WAREHOUSE. */
  readonly level: string;
  readonly values: ReadonlyMap<string, string>;
}

export interface ResolvedParameter {
  readonly definition: ParameterDefinition;
  readonly value: string;
  /** Where the value comes from; "" is Snowflake's default. */
  readonly level: string;
}

/** A parameter as seen through levels, the innermost first. */
export function resolveParameter(
  definition: ParameterDefinition,
  levels: readonly ParameterLevel[],
): ResolvedParameter {
  const found = levels.find((one) => one.values.has(definition.name));
  return {
    definition,
    value: found?.values.get(definition.name) ?? definition.default,
    level: found?.level ?? "",
  };
}

/** The value of the parameter of this name, as seen through levels. Throws Error for a name that no parameter has. */
export function parameterValue(name: string, levels: readonly ParameterLevel[]): string {
  const definition = PARAMETERS.get(name);
  if (definition === undefined) throw new Error(`the parameter ${name} is not defined`);
  return resolveParameter(definition, levels).value;
}
