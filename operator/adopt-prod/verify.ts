import { qualifiedName } from "../../sql/identifier";
import type { Row, SnowflakeSession } from "../snowflake/session";
import type { DatabaseContent } from "./content";

/**
 * Has every view of the new database answer, and compares it with the view of the same name in the old one: columns, and rows
 * counted in one statement. A view that doesn't answer in either of them is as it was.
 * @param old undefined: there is none to compare with
 * @returns what is wrong, a line a view
 */
export async function verifyViews(
  session: Pick<SnowflakeSession, "execute">,
  { views }: DatabaseContent,
  made: string,
  old: string | undefined,
): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const { schema, name } of views) {
    const [mine, theirs] = [made, old].map((database) =>
      database === undefined ? undefined : qualifiedName(database, schema, name),
    );
    const problem = await compare(session, mine ?? "", theirs);
    if (problem !== undefined) problems.push(`${schema}.${name}: ${problem}`);
  }
  return problems;
}

async function compare(
  session: Pick<SnowflakeSession, "execute">,
  mine: string,
  theirs: string | undefined,
): Promise<string | undefined> {
  const before = theirs === undefined ? undefined : await answerOf(session, theirs);
  const now = await answerOf(session, mine);
  if ("failed" in now) {
    return before !== undefined && "failed" in before ? undefined : `it doesn't answer: ${now.failed}`;
  }
  if (before === undefined || "failed" in before) return undefined;
  if (before.columns !== now.columns) return `its columns are ${now.columns}, and were ${before.columns}`;
  const [row] = await session.execute(
    `SELECT (SELECT COUNT(*) FROM ${mine}) AS MINE, (SELECT COUNT(*) FROM ${theirs}) AS THEIRS`,
  );
  return row !== undefined && String(row.MINE) === String(row.THEIRS)
    ? undefined
    : `it has ${String(row?.MINE)} rows, and the old one ${String(row?.THEIRS)}`;
}

async function answerOf(
  session: Pick<SnowflakeSession, "execute">,
  view: string,
): Promise<{ readonly columns: string } | { readonly failed: string }> {
  try {
    await session.execute(`SELECT COUNT(*) AS N FROM ${view}`);
    const rows = await session.execute(`DESCRIBE VIEW ${view}`);
    return { columns: rows.map((row: Row) => `${String(row.name)} ${String(row.type)}`).join(", ") };
  } catch (error) {
    return { failed: (error instanceof Error ? error.message : String(error)).replace(/\s+/g, " ").trim() };
  }
}
