/**
 * Words with a meaning of their own. D: sql-reference/reserved-keywords, and the same page for the limits; the words of
 * which it only says that SHOW can't name them are not reserved in queries.
 */

/** Never a bare name. */
const RESERVED: ReadonlySet<string> = new Set(
  (
    "ALL ALTER AND ANY AS BETWEEN BY CHECK COLUMN CONNECT CREATE CURRENT DELETE DISTINCT DROP ELSE EXISTS FOLLOWING FOR " +
    "FROM GRANT GROUP HAVING ILIKE IN INCREMENT INSERT INTERSECT INTO IS LIKE MINUS NOT NULL OF ON OR ORDER QUALIFY " +
    "REGEXP REVOKE RLIKE ROW ROWS SAMPLE SELECT SET SOME START TABLE TABLESAMPLE THEN TO TRIGGER UNION UNIQUE UPDATE " +
    "VALUES WHENEVER WHERE WINDOW WITH"
  ).split(" "),
);

/** Not a column in an expression. */
const NOT_COLUMNS: ReadonlySet<string> = new Set("CASE CAST FALSE TRUE TRY_CAST WHEN".split(" "));

/** Functions that are called without parentheses; not a column in an expression. */
const BARE_FUNCTIONS: ReadonlySet<string> = new Set(
  "CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP CURRENT_USER LOCALTIME LOCALTIMESTAMP".split(" "),
);

/** Not a table or alias in FROM; the page's text adds OUTER to its table. */
const NOT_SOURCES: ReadonlySet<string> = new Set(
  "CROSS FULL INNER JOIN LATERAL LEFT NATURAL OUTER RIGHT USING".split(" "),
);

/** Reserved words that are functions as well. */
const RESERVED_FUNCTIONS: ReadonlySet<string> = new Set("ILIKE INSERT LIKE RLIKE".split(" "));

/** A: words that go on with the statement, so that they are no alias unless AS is written before them. */
const NOT_BARE_ALIASES: ReadonlySet<string> = new Set("EXCEPT FETCH LIMIT OFFSET".split(" "));

/** Is this word never a bare name? */
export function isReserved(word: string): boolean {
  return RESERVED.has(word);
}

/** Is this word never a column by its bare name? */
export function isReservedAsColumn(word: string): boolean {
  return RESERVED.has(word) || NOT_COLUMNS.has(word);
}

/** Is this word never the name or alias of a source of rows? */
export function isReservedAsSource(word: string): boolean {
  return RESERVED.has(word) || NOT_SOURCES.has(word);
}

/** Does this word end a list item instead of being its alias? */
export function isReservedAsBareAlias(word: string): boolean {
  return RESERVED.has(word) || NOT_BARE_ALIASES.has(word);
}

/** Is this word never called as a function by its bare name? */
export function isReservedAsFunction(word: string): boolean {
  return isReservedAsColumn(word) && !RESERVED_FUNCTIONS.has(word);
}

/** Is this word a call without parentheses? */
export function isBareFunction(word: string): boolean {
  return BARE_FUNCTIONS.has(word);
}

/** Does this word need quotes somewhere to be a name? */
export function needsQuotes(word: string): boolean {
  const sets = [RESERVED, NOT_COLUMNS, BARE_FUNCTIONS, NOT_SOURCES, NOT_BARE_ALIASES];
  return sets.some((set) => set.has(word));
}
