import type { CtyRecord, CtyValue } from "../plugin/cty";
import type { Suppressor, ValueCheck } from "../plugin/definition";
import type { PlanDraft } from "../plugin/plan-draft";
import type { ResourceData } from "../plugin/resource-data";
import type { ResourceSession } from "../provider/session";
import { parseBoolean } from "../snowflake/result";
import { identifier, trimQuotes } from "../sql/identifier";
import { literal } from "../sql/literal";
import { checkIdentifier, checkSpelling } from "./checks";
import { suppressIdentifierQuoting, suppressSpelling } from "./suppressors";

/** A Snowflake parameter that a resource sets on its object, as an attribute of the same name in lower case. */
export interface ObjectParameter {
  /** Name in upper case. */
  readonly name: string;
  /** How the value is written into SQL: as it is, in single quotes, or as an identifier. */
  readonly kind: "number" | "boolean" | "text" | "keyword" | "identifier";
  /** Snowflake's spelling of a value; undefined for one that isn't valid. */
  readonly normalize?: (text: string) => string | undefined;
  /** What `normalize` knows, for messages. */
  readonly valid?: readonly string[];
  /** The value names an object: quotes around it make no difference. */
  readonly names?: "object";
  /** A rule for single values. */
  readonly check?: ValueCheck;
}

/** One row of SHOW PARAMETERS. */
export interface ShownParameter {
  readonly [column: string]: string;
  /** Name in upper case. */
  readonly key: string;
  /** Value in force. */
  readonly value: string;
  /** What the value is where it is set nowhere. */
  readonly default: string;
  /** Where it is set: TASK, SCHEMA, DATABASE, ACCOUNT …, "" = Snowflake's default. */
  readonly level: string;
  /** What it does. */
  readonly description: string;
}

/** Parameters by upper-case name. */
export type ShownParameters = ReadonlyMap<string, ShownParameter>;

/** The attribute that a parameter is. */
export function attributeOf(parameter: ObjectParameter): string {
  return parameter.name.toLowerCase();
}

/** How the parameters' attributes are compared. */
export function parameterSuppressors(parameters: readonly ObjectParameter[]): Readonly<Record<string, Suppressor>> {
  return Object.fromEntries(
    parameters.flatMap((parameter) => {
      const suppressor = namesObject(parameter)
        ? suppressIdentifierQuoting
        : parameter.normalize && suppressSpelling(parameter.normalize);
      return suppressor === undefined ? [] : [[attributeOf(parameter), suppressor] as const];
    }),
  );
}

/** Rules for the parameters' values. */
export function parameterChecks(parameters: readonly ObjectParameter[]): Readonly<Record<string, ValueCheck>> {
  return Object.fromEntries(
    parameters.flatMap((parameter) => {
      const spelled = parameter.normalize && checkSpelling(parameter.normalize, parameter.valid ?? []);
      const check = parameter.check ?? (namesObject(parameter) ? checkIdentifier : spelled);
      return check === undefined ? [] : [[attributeOf(parameter), check] as const];
    }),
  );
}

function namesObject({ kind, names }: ObjectParameter): boolean {
  return kind === "identifier" || names === "object";
}

/** `NAME = value` for each parameter that is configured. */
export function parameterClauses(data: ResourceData, parameters: readonly ObjectParameter[]): readonly string[] {
  return parameters.flatMap((parameter) => {
    const configured = data.configured(attributeOf(parameter));
    return configured === null ? [] : [`${parameter.name} = ${written(parameter, configured)}`];
  });
}

/** What an update has to SET (clauses) and UNSET (names). */
export function parameterChanges(
  data: ResourceData,
  parameters: readonly ObjectParameter[],
): { readonly set: readonly string[]; readonly unset: readonly string[] } {
  const changed = parameters.filter((parameter) => {
    const attribute = attributeOf(parameter);
    return data.hasChange(attribute) || data.plannedUnknown(attribute);
  });
  return {
    set: parameterClauses(data, changed),
    unset: changed.filter((parameter) => data.configured(attributeOf(parameter)) === null).map(({ name }) => name),
  };
}

function written(parameter: ObjectParameter, value: CtyValue): string {
  if (typeof value !== "string") return String(value);
  const text = parameter.normalize?.(value) ?? value;
  if (parameter.kind === "identifier") return identifier(trimQuotes(text));
  return parameter.kind === "text" ? literal(text) : text;
}

/** `SHOW PARAMETERS IN <object>`. @param object kind and name, e.g. `TASK "D"."S"."T"` */
export async function showParametersIn(session: ResourceSession, object: string): Promise<ShownParameters> {
  const rows = await session.query(`SHOW PARAMETERS IN ${object}`);
  return new Map(
    rows.map((row) => {
      const text = (column: string): string => row.optional(column) ?? "";
      const key = text("key");
      return [
        key,
        { key, value: text("value"), default: text("default"), level: text("level"), description: text("description") },
      ] as const;
    }),
  );
}

/**
 * Leaves those parameters open that the next update has to set or unset: configured ones that are not set on the object itself, and
 * others that are, or whose inherited value is no longer the stored one.
 * @param level what Snowflake shows as level of a parameter that is set on the object itself
 */
export function planParameters(
  draft: PlanDraft,
  shown: ShownParameters,
  level: string,
  parameters: readonly ObjectParameter[],
): void {
  for (const parameter of parameters) {
    const attribute = attributeOf(parameter);
    const found = shown.get(parameter.name);
    if (found === undefined) continue;
    const configured = (draft.input.config[attribute] ?? null) !== null;
    const own = found.level === level;
    if (configured ? !own : own || found.value !== planned(draft, parameter)) draft.setUnknown(attribute);
  }
}

function planned(draft: PlanDraft, parameter: ObjectParameter): string {
  const value = draft.value(attributeOf(parameter));
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return String(value);
  if (parameter.kind === "number") return "0";
  return parameter.kind === "boolean" ? "false" : "";
}

/** Writes the values in force into the parameters' attributes. @throws Error when one isn't of its kind */
export function storeParameters(
  data: ResourceData,
  shown: ShownParameters,
  parameters: readonly ObjectParameter[],
): void {
  for (const parameter of parameters) {
    const found = shown.get(parameter.name);
    if (found !== undefined) data.set(attributeOf(parameter), shownValue(parameter, found.value));
  }
}

function shownValue(parameter: ObjectParameter, text: string): CtyValue {
  if (parameter.kind === "number") {
    if (!/^-?\d+$/.test(text))
      throw new Error(`parameter ${parameter.name} is ${JSON.stringify(text)}, not a whole number`);
    return Number(text);
  }
  if (parameter.kind !== "boolean") return text;
  const truth = parseBoolean(text);
  if (truth === undefined) throw new Error(`parameter ${parameter.name} is ${JSON.stringify(text)}, not a boolean`);
  return truth;
}

/** The computed output `parameters`: each parameter as SHOW PARAMETERS has it, in a list of one. */
export function parametersOutput(shown: ShownParameters, names: readonly string[]): CtyRecord {
  return Object.fromEntries(
    names.flatMap((name) => {
      const found = shown.get(name);
      return found === undefined ? [] : [[name.toLowerCase(), [{ ...found }]] as const];
    }),
  );
}
