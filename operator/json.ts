/** JSON with snapshot ids as text: they are wider than a double. */
export function toJson(value: unknown): string {
  return `${JSON.stringify(value, (_key, item: unknown) => (typeof item === "bigint" ? String(item) : item), 2)}\n`;
}
