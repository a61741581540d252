import type { Account } from "../account";
import { invalidValue } from "../errors";
import type { SnowflakeObject } from "../objects/snowflake-object";
import { objectById } from "../state/account-state";
import { PARAMETERS, type ParameterScope } from "./definitions";
import { type ParameterLevel, type ResolvedParameter, resolveParameter } from "./resolve";

/** An object that parameters can be set on. */
export interface ParameterHolder extends SnowflakeObject {
  /** Parameters set on this object, by name. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** The levels that an object's parameters are looked up through, the innermost first: itself, its schema, its database, the account. */
export function objectLevels(
  { state }: Account,
  scope: ParameterScope,
  object: ParameterHolder,
): readonly ParameterLevel[] {
  const schema = objectById(state, "SCHEMA", object.parentId);
  const database = objectById(state, "DATABASE", schema?.parentId ?? object.parentId);
  return [
    // O: an Iceberg table's own values have the level of a table.
    { level: scope === "ICEBERG_TABLE" ? "TABLE" : scope, values: object.parameters },
    ...(schema === undefined ? [] : [{ level: "SCHEMA", values: schema.parameters }]),
    ...(database === undefined ? [] : [{ level: "DATABASE", values: database.parameters }]),
    { level: "ACCOUNT", values: state.parameters.asMap() },
  ];
}

/** A parameter of an object with what it inherits. Throws Error for a name that is no parameter. */
export function objectParameter(
  account: Account,
  scope: ParameterScope,
  object: ParameterHolder,
  name: string,
): ResolvedParameter {
  const definition = PARAMETERS.get(name);
  if (definition === undefined) throw new Error(`${name} is no parameter`);
  return resolveParameter(definition, objectLevels(account, scope, object));
}

/** Days of Time Travel of an object; the account's minimum counts where it is more (D: MIN_DATA_RETENTION_TIME_IN_DAYS). */
export function retentionDays(
  account: Account,
  scope: "DATABASE" | "SCHEMA" | "TABLE" | "ICEBERG_TABLE",
  object: ParameterHolder,
  transient: boolean,
): number {
  const days = Number(objectParameter(account, scope, object, "DATA_RETENTION_TIME_IN_DAYS").value);
  // D: transient and temporary objects keep history for one day at most.
  if (transient) return Math.min(days, 1);
  return Math.max(days, Number(account.state.parameters.current("MIN_DATA_RETENTION_TIME_IN_DAYS") ?? 0));
}

/** Throws 001008 for days of Time Travel that the edition, or a transient object, can't have (D: Understanding Time Travel). */
export function checkRetention(account: Account, values: ReadonlyMap<string, string>, transient: boolean): void {
  const days = values.get("DATA_RETENTION_TIME_IN_DAYS");
  if (days === undefined || Number(days) <= 1) return;
  if (transient || account.edition === "STANDARD") throw invalidValue(days, "DATA_RETENTION_TIME_IN_DAYS");
}
