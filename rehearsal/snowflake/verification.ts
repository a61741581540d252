import { z } from "zod";
import type { SnowflakeSession } from "../../operator/snowflake/session";
import { quoteIdentifier } from "../../sql/identifier";
import { stringLiteral } from "../../sql/literal";

/** What a SYSTEM$ check of Snowflake's own said. */
export interface Verification {
  /** True if Snowflake could do what it was asked to. */
  readonly ok: boolean;
  /** The answer as it came, JSON. */
  readonly answer: string;
  /** The statement. */
  readonly statement: string;
}

const storageSchema = z.looseObject({ status: z.enum(["success", "failure"]) });
const successSchema = z.looseObject({ success: z.boolean() });

/** What SYSTEM$VALIDATE_STORAGE_INTEGRATION tries. */
export type StorageAction = "read" | "write" | "list" | "delete" | "all";

/**
 * SYSTEM$VALIDATE_STORAGE_INTEGRATION: tries one action with the integration's role.
 * Source: https://docs.snowflake.com/en/sql-reference/functions/system_validate_storage_integration
 *
 * @param location an allowed location, `s3://BUCKET/PREFIX/`
 * @throws the driver's error, or an Error if the answer isn't as documented.
 */
export async function validateStorageIntegration(
  session: SnowflakeSession,
  name: string,
  location: string,
  action: StorageAction,
): Promise<Verification> {
  const args = [name, location, "rehearsal-probe.txt", action].map(stringLiteral).join(", ");
  return ask(
    session,
    `SELECT SYSTEM$VALIDATE_STORAGE_INTEGRATION(${args})`,
    (answer) => storageSchema.parse(answer).status === "success",
  );
}

/**
 * SYSTEM$VERIFY_EXTERNAL_VOLUME: reads and lists with the volume's role, and writes if the volume allows that.
 * Source: https://docs.snowflake.com/en/sql-reference/functions/system_verify_external_volume
 */
export function verifyExternalVolume(session: SnowflakeSession, name: string): Promise<Verification> {
  return ask(
    session,
    `SELECT SYSTEM$VERIFY_EXTERNAL_VOLUME(${stringLiteral(name)})`,
    (answer) => successSchema.parse(answer).success,
  );
}

/**
 * SYSTEM$VERIFY_CATALOG_INTEGRATION: reaches the catalog with the integration's role.
 * Source: https://docs.snowflake.com/en/sql-reference/functions/system_verify_catalog_integration
 */
export function verifyCatalogIntegration(session: SnowflakeSession, name: string): Promise<Verification> {
  return ask(
    session,
    `SELECT SYSTEM$VERIFY_CATALOG_INTEGRATION(${stringLiteral(name)})`,
    (answer) => successSchema.parse(answer).success,
  );
}

/** Kinds of objects that carry a trust to AWS. */
export type TrustObjectKind = "STORAGE INTEGRATION" | "EXTERNAL VOLUME" | "CATALOG INTEGRATION";

/** DROP of an object that carries a trust. */
export function dropStatement(kind: TrustObjectKind, name: string): string {
  return `DROP ${kind} IF EXISTS ${quoteIdentifier(name)}`;
}

async function ask(
  session: SnowflakeSession,
  statement: string,
  isOk: (answer: unknown) => boolean,
): Promise<Verification> {
  const [row] = await session.execute(`${statement} AS RESULT`);
  const answer = row?.RESULT;
  if (typeof answer !== "string") {
    throw new Error(`${statement} did not answer with JSON text but with ${JSON.stringify(answer)}`);
  }
  return { ok: isOk(JSON.parse(answer)), answer, statement };
}
