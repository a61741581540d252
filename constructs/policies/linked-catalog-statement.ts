/** The text, when it makes a catalog-linked database; undefined for any other. */
export function linkedCatalogCreation(statement: string): string | undefined {
  return /^\s*CREATE\b[\s\S]*\bLINKED_CATALOG\s*=/i.test(statement) ? statement : undefined;
}

/** Whether a text lets a catalog-linked database write. One that is made without a word on it does. */
export function allowsWrites(statement: string): boolean {
  const said = /\bALLOWED_WRITE_OPERATIONS\s*=\s*(\w+)/i.exec(statement)?.[1]?.toUpperCase();
  return said === undefined ? linkedCatalogCreation(statement) !== undefined : said === "ALL";
}
