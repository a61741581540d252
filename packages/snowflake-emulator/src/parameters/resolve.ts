import type { ParameterDefinition } from "./definitions";

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
