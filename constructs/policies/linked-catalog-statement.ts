/** The text, when it makes a catalog-linked database; undefined for any other. */
export function linkedCatalogCreation(statement: unknown): string | undefined {
  const text = String(statement);
  return /^\s*CREATE\b[\s\S]*\bLINKED_CATALOG\s*=/i.test(text) ? text : undefined;
}

/** Whether a text lets a catalog-linked database write. */
export function allowsWrites(statement: unknown): boolean {
  return /\bALLOWED_WRITE_OPERATIONS\s*=\s*ALL\b/i.test(String(statement));
}
