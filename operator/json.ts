import type { z } from "zod";

/** JSON with snapshot ids as text: they are wider than a double. */
export function toJson(value: unknown): string {
  return `${JSON.stringify(value, (_key, item: unknown) => (typeof item === "bigint" ? String(item) : item), 2)}\n`;
}

/** Facts as they are when {@link toJson} has written them and somebody has read them: times and snapshot ids are texts. */
export type AsJson<Facts> = Facts extends Date | bigint
  ? string
  : Facts extends object
    ? { -readonly [Key in keyof Facts]: AsJson<Facts[Key]> }
    : Facts;

/**
 * Holds what a command gives out as JSON to its schema, when the program is type-checked: `HeldTo<typeof schema, Facts>` doesn't
 * compile when facts aren't as the schema says. What the schema doesn't know at all, its test finds: schemas are strict.
 */
export type HeldTo<Schema extends z.ZodType, Facts extends z.infer<Schema>> = Facts;
