import type { RunStatement } from "../clouds/control";
import type { SyncPlace } from "./place";

const READS = /^\s*(?:SHOW|DESC|DESCRIBE|SELECT)\b/i;

/** What several statements in one request are kept as besides each of them. */
const IN_ONE_REQUEST = /;\s*\n\s*\S/;

/** From now on, in the account's time: what was run before is told from what is run after. */
export async function fromNowOn({ snowflake }: SyncPlace): Promise<string> {
  // Statements of this very moment belong to what was before.
  await snowflake.advance(1);
  return snowflake.time();
}

/** What the sync's user ran since a time. */
export async function syncStatements(place: SyncPlace, since: string): Promise<readonly RunStatement[]> {
  const statements = await place.snowflake.statements(place.account, since);
  return statements.filter(({ user, sqlText }) => user === place.settings.user && !IN_ONE_REQUEST.test(sqlText));
}

/** What of statements names a table, in the form that the sync writes names in. */
export function about(statements: readonly RunStatement[], table: string): readonly RunStatement[] {
  const upper = table.toUpperCase();
  return statements.filter(({ sqlText }) => sqlText.includes(`"${upper}"`) || sqlText.includes(`LIKE '${upper}'`));
}

/** What of statements changes something. */
export const changing = (statements: readonly RunStatement[]): readonly RunStatement[] =>
  statements.filter(({ sqlText }) => !READS.test(sqlText));

/** The first words of statements, for a claim: CREATE EXTERNAL TABLE, ALTER TABLE ADD COLUMN. */
export const texts = (statements: readonly RunStatement[]): readonly string[] =>
  statements.map(({ sqlText, status }) => `${status}: ${sqlText}`);
