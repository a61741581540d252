import { setTimeout as sleep } from "node:timers/promises";
import type { Suppressor } from "../plugin/definition";
import type { PlanDraft } from "../plugin/plan-draft";
import type { ResourceData } from "../plugin/resource-data";
import type { ResourceSession } from "../provider/session";
import { SnowflakeError } from "../snowflake/errors";
import type { Row } from "../snowflake/result";
import { identifier, parseName, parseParts, qualified, trimQuotes } from "../sql/identifier";
import { literal } from "../sql/literal";
import { commaList, dropIfExists, setOutput } from "./common";
import { currentLocator } from "./current-account";
import { suppressIdentifierQuoting } from "./suppressors";

const PRIMARY_FORM = "<organization_name>.<account_name>.<external_object_name>";
const ATTEMPTS = 5;
const PAUSE_MS = 2000;

/** No difference between lists of accounts that only differ in quotes. */
export const suppressAccountQuoting: Suppressor = (before, after, context) => {
  const [old, now] = [textsOf(before), textsOf(after)];
  return old.length === now.length && old.every((text, i) => suppressOrSame(text, now[i] ?? "", context));
};

const suppressOrSame: Suppressor = (before, after, context) =>
  before === after || suppressIdentifierQuoting(before, after, context);

function textsOf(json: string): readonly string[] {
  const value: unknown = JSON.parse(json);
  return Array.isArray(value) ? value.map(String) : [];
}

/** `ORG.ACCOUNT` or `"ORG"."ACCOUNT"` as SQL. */
export function accountInSql(text: string): string {
  return qualified(...text.split(".").map(trimQuotes));
}

/** Plans a replacement when the connection has changed sides: the provider's own rule, which no `ignore_changes` switches off. */
export function planSide(draft: PlanDraft, outputs: readonly string[], wanted: boolean): void {
  draft.setUnknownIfChanged("show_output", outputs);
  if ((draft.value("is_primary") === true) === wanted) return;
  draft.set("is_primary", wanted);
  draft.replaceIfChanged("is_primary");
}

/** The connection of the account that the session is in; the state is dropped, with a warning, when it is gone. */
export async function showConnection(
  data: ResourceData,
  session: ResourceSession,
  warning: string,
): Promise<Row | undefined> {
  const name = parseName(data.id);
  const rows = await session.query(`SHOW CONNECTIONS LIKE ${literal(name)}`);
  const locator = await currentLocator(session);
  const row = rows.find((one) => one.text("name") === name && one.text("account_locator") === locator);
  if (row === undefined) {
    data.warn(warning, `Connection name: ${identifier(name)}`);
    data.remove();
  }
  return row;
}

/** Writes what both sides have into the state. */
export function storeConnection(data: ResourceData, row: Row): void {
  data.set("is_primary", row.boolean("is_primary"));
  data.set("fully_qualified_name", identifier(parseName(data.id)));
  data.set("comment", row.optional("comment") ?? "");
  setOutput(data, "show_output", {
    region_group: row.optional("region_group") ?? "",
    snowflake_region: row.text("snowflake_region"),
    created_on: row.time("created_on"),
    account_name: row.text("account_name"),
    name: row.text("name"),
    comment: row.optional("comment") ?? "",
    is_primary: row.boolean("is_primary"),
    primary: primaryOf(row),
    failover_allowed_to_accounts: failoverAccounts(row),
    connection_url: row.text("connection_url"),
    organization_name: row.text("organization_name"),
    account_locator: row.text("account_locator"),
  });
}

/** The primary connection, `"ORG"."ACCOUNT"."NAME"`. */
export function primaryOf(row: Row): string {
  return qualified(...parseParts(row.text("primary"), PRIMARY_FORM));
}

/** A path to a primary connection as SQL. */
export function primaryInSql(text: string): string {
  return qualified(...parseParts(text, PRIMARY_FORM));
}

/** Accounts of the list, `ORG.ACCOUNT`; the own one is among them. */
export function failoverAccounts(row: Row): readonly string[] {
  return commaList(row.optional("failover_allowed_to_accounts") ?? "")
    .filter((account) => account !== "")
    .map((account) => account.replaceAll('"', ""));
}

/** SET or UNSET COMMENT when it changes. */
export async function alterComment(data: ResourceData, session: ResourceSession): Promise<void> {
  if (!data.hasChange("comment")) return;
  const comment = data.string("comment");
  const change = comment === "" ? "UNSET COMMENT" : `SET COMMENT = ${literal(comment)}`;
  await session.execute(`ALTER CONNECTION ${identifier(parseName(data.id))} ${change}`);
}

/** DROP CONNECTION; again for a while as long as it is a primary whose secondaries are on their way out. */
export async function dropConnection(data: ResourceData, session: ResourceSession): Promise<void> {
  await repeatWhile(
    () => dropIfExists(session, "CONNECTION", parseName(data.id)),
    ({ message }) =>
      message.includes("is currently a primary connection in a replication relationship and cannot be dropped"),
  );
}

/** Runs a statement up to five times, two seconds apart, as long as Snowflake's refusal is one that may pass. */
export async function repeatWhile(
  run: () => Promise<void>,
  mayPass: (error: SnowflakeError) => boolean,
): Promise<void> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof SnowflakeError) || !mayPass(error)) throw error;
    }
    await sleep(PAUSE_MS);
  }
  throw new Error(`giving up after ${ATTEMPTS} attempts`);
}
