import type { PlanDraft } from "../plugin/plan-draft";
import type { ResourceData } from "../plugin/resource-data";
import type { ResourceSession } from "../provider/session";
import type { Row } from "../snowflake/result";
import { identifier, parseName } from "../sql/identifier";
import { literal } from "../sql/literal";
import { showByName } from "./common";
import { DATABASE_PARAMETERS } from "./database-parameters";
import {
  parameterChanges,
  parameterClauses,
  planParameters,
  showParametersIn,
  storeParameters,
} from "./object-parameters";

/** What all kinds of databases plan: the name in full, and parameters that are set elsewhere than on the database. */
export async function customizeDatabase(draft: PlanDraft, session: ResourceSession): Promise<void> {
  draft.setUnknownIfChanged("fully_qualified_name", ["name"]);
  const { prior } = draft.input;
  if (prior === null) return;
  const shown = await showParametersIn(session, `DATABASE ${identifier(parseName(String(prior.id)))}`);
  planParameters(draft, shown, "DATABASE", DATABASE_PARAMETERS);
}

/** The clauses that end every CREATE DATABASE: parameters and comment. */
export function databaseClauses(data: ResourceData): readonly string[] {
  const comment = data.configured("comment");
  return [
    ...parameterClauses(data, DATABASE_PARAMETERS),
    ...(typeof comment === "string" ? [`COMMENT = ${literal(comment)}`] : []),
  ];
}

/** Renames the database when the plan says so. @returns its name from now on */
export async function renameDatabase(data: ResourceData, session: ResourceSession): Promise<string> {
  const before = parseName(data.id);
  if (!data.hasChange("name")) return before;
  const name = parseName(data.string("name"));
  await session.execute(`ALTER DATABASE ${identifier(before)} RENAME TO ${identifier(name)}`);
  data.setId(name);
  return name;
}

/** Sets and unsets parameters and comment. */
export async function alterDatabase(data: ResourceData, session: ResourceSession, name: string): Promise<void> {
  const { set, unset } = parameterChanges(data, DATABASE_PARAMETERS);
  const comment = data.string("comment");
  const changed = data.hasChange("comment");
  const toSet = changed && comment !== "" ? [...set, `COMMENT = ${literal(comment)}`] : set;
  const toUnset = changed && comment === "" ? [...unset, "COMMENT"] : unset;
  if (toSet.length > 0) await session.execute(`ALTER DATABASE ${identifier(name)} SET ${toSet.join(", ")}`);
  if (toUnset.length > 0) await session.execute(`ALTER DATABASE ${identifier(name)} UNSET ${toUnset.join(", ")}`);
}

/** SHOW DATABASES; the state is dropped, with a warning, when the database is gone. @param label kind of database, for messages */
export async function showDatabase(
  data: ResourceData,
  session: ResourceSession,
  label: string,
): Promise<Row | undefined> {
  const name = parseName(data.id);
  const row = await showByName(session, "DATABASES", name);
  if (row === undefined) {
    const title = label.charAt(0).toUpperCase() + label.slice(1);
    data.warn(`Failed to query ${label}. Marking the resource as removed.`, `${title} id: ${identifier(name)}`);
    data.remove();
  }
  return row;
}

/** Writes what all kinds of databases have into the state. */
export function storeDatabase(data: ResourceData, row: Row): void {
  const options = (row.optional("options") ?? "").split(",").map((option) => option.trim());
  data.set("fully_qualified_name", identifier(parseName(data.id)));
  data.set("is_transient", options.includes("TRANSIENT"));
  data.set("comment", row.optional("comment") ?? "");
}

/** SHOW PARAMETERS → the parameters' attributes. */
export async function readDatabaseParameters(data: ResourceData, session: ResourceSession): Promise<void> {
  const shown = await showParametersIn(session, `DATABASE ${identifier(parseName(data.id))}`);
  storeParameters(data, shown, DATABASE_PARAMETERS);
}
