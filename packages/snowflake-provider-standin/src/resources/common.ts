import type { CtyRecord, CtyValue } from "../plugin/cty";
import type { ResourceData } from "../plugin/resource-data";
import type { ResourceSession } from "../provider/session";
import type { Row } from "../snowflake/result";
import { identifier } from "../sql/identifier";
import { literal } from "../sql/literal";

/** `SHOW <objects> LIKE '<name>'`, and of what it finds the row with exactly that name (LIKE ignores case and knows wildcards). */
export async function showByName(session: ResourceSession, objects: string, name: string): Promise<Row | undefined> {
  const rows = await session.query(`SHOW ${objects} LIKE ${literal(name)}`);
  return rows.find((row) => row.text("name") === name);
}

/** `DROP <kind> IF EXISTS "name"`. */
export async function dropIfExists(session: ResourceSession, kind: string, name: string): Promise<void> {
  await session.execute(`DROP ${kind} IF EXISTS ${identifier(name)}`);
}

/** A `Y`/`N` column as a boolean; NULL and a missing column are false. */
export function flag(row: Row, name: string): boolean {
  return row.optional(name) === "Y";
}

/** Writes a computed output, which is a list of one object. */
export function setOutput(data: ResourceData, attribute: string, fields: CtyRecord): void {
  data.set(attribute, [fields]);
}

/** The properties of `DESCRIBE <kind> "name"`: property → value. */
export async function describeProperties(
  session: ResourceSession,
  kind: string,
  name: string,
): Promise<ReadonlyMap<string, string>> {
  const rows = await session.query(`DESCRIBE ${kind} ${identifier(name)}`);
  return new Map(rows.map((row) => [row.text("property"), row.text("property_value")]));
}

/** How one output field tells that an attribute was changed behind Terraform's back. */
export interface DriftMapping {
  /** Field of the output. */
  readonly field: string;
  /** Attribute that follows it. */
  readonly attribute: string;
  /** What the field is now, after `reading`. */
  readonly current: CtyValue;
  /** How the stored field is read before it is compared; as it is when left out. */
  readonly reading?: (stored: CtyValue) => CtyValue;
  /** What the attribute becomes when the field has changed; `current` when left out. */
  readonly becomes?: CtyValue;
}

/**
 * Takes over outside changes: where an output field differs from the stored one, the attribute gets the new value, so that the
 * plan shows it. Nothing happens while there is no stored output (right after an import).
 */
export function markDrift(data: ResourceData, output: string, mappings: readonly DriftMapping[]): void {
  for (const { field, attribute, current, reading, becomes } of mappings) {
    const found = data.storedOutput(output, field);
    const stored = found === undefined || reading === undefined ? found : reading(found);
    if (stored !== undefined && JSON.stringify(stored) !== JSON.stringify(current))
      data.set(attribute, becomes === undefined ? current : becomes);
  }
}

/** Writes configured values back into the state, also where a suppressed difference kept the old ones. */
export function keepConfigured(data: ResourceData, attributes: readonly string[]): void {
  for (const attribute of attributes) {
    const configured = data.configured(attribute);
    if (configured !== null) data.set(attribute, configured);
  }
}

/** Splits Snowflake's `[a, b]` or `a, b`, commas inside double quotes kept; items trimmed. */
export function commaList(text: string): readonly string[] {
  const inner = text.startsWith("[") && text.endsWith("]") ? text.slice(1, -1) : text;
  if (inner === "") return [];
  return (inner.match(/(?:"[^"]*"|[^",])+|(?<=,)(?=,|$)|^(?=,)/g) ?? []).map((item) => item.trim());
}

/** The value of a `true`/`false` text attribute; undefined while it is "default". */
export function booleanText(data: ResourceData, name: string): boolean | undefined {
  const text = data.string(name);
  return text === "true" || text === "false" ? text === "true" : undefined;
}
