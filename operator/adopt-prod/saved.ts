import { mkdir, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { qualifiedName, quoteIdentifier } from "../../sql/identifier";
import { stringLiteral } from "../../sql/literal";
import type { Row, SnowflakeSession } from "../snowflake/session";
import { textInFile } from "../text-in-file";
import type { MigrationNames } from "./names";
import type { Saved } from "./plan";

/** The file that keeps a copy. */
export interface SavedFile {
  readonly file: string;
}

const role = { role: z.string(), privilege: z.string() };
const savedSchema = z.strictObject({
  group: z.string(),
  groupGrants: z.array(z.strictObject(role)),
  content: z.strictObject({
    owner: z.string(),
    schemas: z.array(
      z.strictObject({ name: z.string(), managedAccess: z.boolean(), comment: z.string(), owner: z.string() }),
    ),
    views: z.array(
      z.strictObject({
        schema: z.string(),
        name: z.string(),
        kind: z.string(),
        rest: z.string(),
        owner: z.string(),
      }),
    ),
    grants: z.array(
      z.strictObject({
        ...role,
        on: z.enum(["DATABASE", "SCHEMA", "VIEW", "FUTURE"]),
        path: z.array(z.string()),
        type: z.string(),
        grantable: z.boolean(),
      }),
    ),
  }),
});

const tableOf = ({ saved }: MigrationNames) => qualifiedName(saved, "PUBLIC", "DEFINITIONS");

/**
 * What was saved: by the file, else by the account's copy.
 * @throws Error for a file that can't be read: what it should hold may be nowhere else
 */
export async function readSaved(
  names: MigrationNames,
  session: Pick<SnowflakeSession, "execute">,
  databases: readonly Row[],
  { file }: SavedFile,
): Promise<{ readonly saved: Saved | undefined; readonly twice: boolean }> {
  const inFile = await textInFile(file);
  const inAccount = databases.some((row) => row.name === names.saved) ? await textInAccount(names, session) : undefined;
  const text = inFile ?? inAccount;
  return {
    saved: text === undefined ? undefined : savedSchema.parse(JSON.parse(text)),
    twice: inFile !== undefined && inFile === inAccount,
  };
}

/** Saves in both places; the newest one counts. */
export async function writeSaved(
  names: MigrationNames,
  session: Pick<SnowflakeSession, "execute">,
  { file }: SavedFile,
  saved: Saved,
): Promise<void> {
  const text = JSON.stringify(saved);
  await mkdir(path.dirname(file), { recursive: true });
  // Whole or not at all.
  await writeFile(`${file}.new`, text);
  await rename(`${file}.new`, file);
  await session.execute(`CREATE DATABASE IF NOT EXISTS ${quoteIdentifier(names.saved)}`);
  await session.execute(
    `CREATE TABLE IF NOT EXISTS ${tableOf(names)} (SAVED_AT TIMESTAMP_TZ NOT NULL, CONTENT VARCHAR NOT NULL)`,
  );
  await session.execute(
    `INSERT INTO ${tableOf(names)} (SAVED_AT, CONTENT) SELECT CURRENT_TIMESTAMP(), ${stringLiteral(text)}`,
  );
}

async function textInAccount(
  names: MigrationNames,
  session: Pick<SnowflakeSession, "execute">,
): Promise<string | undefined> {
  const tables = await session.execute(`SHOW TABLES IN SCHEMA ${qualifiedName(names.saved, "PUBLIC")}`);
  if (!tables.some((row) => row.name === "DEFINITIONS")) return undefined;
  const [row] = await session.execute(`SELECT CONTENT FROM ${tableOf(names)} ORDER BY SAVED_AT DESC LIMIT 1`);
  return row === undefined ? undefined : String(row.CONTENT);
}
