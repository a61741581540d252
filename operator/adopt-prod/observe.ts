import { qualifiedName, quoteIdentifier } from "../../sql/identifier";
import { parseQualifiedName } from "../../sql/parse-name";
import {
  databasesOfReplicaGroups,
  failoverGroups,
  type GroupRow,
  isPrimaryGroup,
  secondaryDatabases,
} from "../snowflake/replicas";
import type { Row, SnowflakeSession } from "../snowflake/session";
import type { DatabaseContent, GrantContent, ViewContent } from "./content";
import { BUILT_COMMENT, type MigrationNames } from "./names";
import type { MigrationFacts, Saved, SeenDatabase, SeenGroup } from "./plan";
import { readSaved, type SavedFile } from "./saved";
import { parseView } from "./view-text";

/** One session in each account, as its deployer. */
export interface MigrationSessions {
  readonly primary: Pick<SnowflakeSession, "execute">;
  readonly secondary: Pick<SnowflakeSession, "execute">;
}

/** Looks at both accounts, and changes nothing. @throws the driver's error, and Error for what can't be understood */
export async function observeMigration(
  names: MigrationNames,
  sessions: MigrationSessions,
  file: SavedFile,
): Promise<MigrationFacts> {
  const { secondary } = sessions;
  const databases = await secondary.execute("SHOW DATABASES");
  const groups = await failoverGroups(secondary);
  const { saved, twice } = await readSaved(names, secondary, databases, file);
  const replicas = await databasesOfReplicaGroups(names.secondary, secondary, groups);
  const alone = await secondaryDatabases(names.secondary, secondary);
  const seen = async (name: string): Promise<SeenDatabase | undefined> => {
    const row = databases.find((one) => one.name === name);
    if (row === undefined) return undefined;
    const owner = String(row.owner);
    const primary = replicas.has(name) ? undefined : alone.get(name);
    if (primary !== undefined) {
      return { kind: "secondary", primary, content: { owner, schemas: [], views: [], grants: [] }, obstacles: [] };
    }
    const kind = replicas.has(name) ? "replica" : row.comment === BUILT_COMMENT ? "built" : "own";
    // What a database of the account's own holds decides nothing, but whether it may be dropped.
    if (kind === "own" && name === names.prod)
      return { kind, content: { owner, schemas: [], views: [], grants: [] }, obstacles: [] };
    const obstacles = kind === "replica" ? await otherObjects(secondary, name) : [];
    return { kind, content: await contentOf(secondary, name, owner, obstacles), obstacles };
  };
  const bringing = replicas.get(names.prod) ?? saved?.group;
  return {
    prod: await seen(names.prod),
    next: await seen(names.next),
    group: bringing === undefined ? undefined : await groupOf(names, bringing, groups, sessions, saved),
    saved,
    savedTwice: twice,
  };
}

/** What is saved of a replica. */
export async function replicaToSave(
  { secondary }: MigrationSessions,
  group: string,
  content: DatabaseContent,
): Promise<Saved> {
  return { group, groupGrants: await groupGrantsOf(secondary, group), content };
}

async function groupGrantsOf(session: MigrationSessions["secondary"], group: string): Promise<Saved["groupGrants"]> {
  const rows = await session.execute(`SHOW GRANTS ON FAILOVER GROUP ${quoteIdentifier(group)}`);
  return rows
    .filter((row) => row.privilege !== "OWNERSHIP" && row.granted_to === "ROLE")
    .map((row) => ({ privilege: String(row.privilege), role: String(row.grantee_name) }));
}

async function groupOf(
  { prod, primary: source, secondary: account }: MigrationNames,
  name: string,
  groups: readonly GroupRow[],
  { primary, secondary }: MigrationSessions,
  saved: Saved | undefined,
): Promise<SeenGroup> {
  const own = groups.find((group) => group.account_name === account && group.name === name);
  const there = (await failoverGroups(primary)).find((group) => group.account_name === source && group.name === name);
  if (there === undefined) throw new Error(`the primary account ${source} tells of no failover group ${name}`);
  const listed = isPrimaryGroup(there)
    ? await primary.execute(`SHOW DATABASES IN FAILOVER GROUP ${quoteIdentifier(name)}`)
    : [];
  const granted = own === undefined ? [] : await groupGrantsOf(secondary, name);
  const isGranted = ({ privilege, role }: Saved["groupGrants"][number]): boolean =>
    granted.some((one) => one.privilege === privilege && one.role === role);
  const missesGrants = own !== undefined && !(saved?.groupGrants ?? []).every(isGranted);
  // Without a schedule it has no state, and no refresh comes by itself.
  const suspended = own?.secondary_state !== "STARTED";
  return {
    name,
    here: own === undefined ? "gone" : isPrimaryGroup(own) ? "promoted" : suspended ? "suspended" : "active",
    lists: listed.some((row) => row.name === prod),
    missesGrants,
  };
}

/** Kinds of objects that aren't carried over, as SHOW … IN DATABASE names them. */
const OTHER_KINDS = ["TABLES", "PROCEDURES", "TASKS", "ALERTS", "STAGES", "FILE FORMATS", "SEQUENCES"] as const;

async function otherObjects(session: MigrationSessions["secondary"], database: string): Promise<string[]> {
  const found: string[] = [];
  for (const kind of OTHER_KINDS) {
    const rows = await session.execute(`SHOW ${kind} IN DATABASE ${quoteIdentifier(database)}`);
    const own = rows.filter((row) => (row.database_name ?? row.catalog_name) === database);
    found.push(...own.map((row) => `${kind.toLowerCase()} ${String(row.schema_name)}.${String(row.name)}`));
  }
  return found;
}

/** @param obstacles takes what can't be carried over */
async function contentOf(
  session: MigrationSessions["secondary"],
  database: string,
  owner: string,
  obstacles: string[],
): Promise<DatabaseContent> {
  const at = `IN DATABASE ${quoteIdentifier(database)}`;
  const schemas = (await session.execute(`SHOW SCHEMAS ${at}`))
    .filter((row) => row.name !== "INFORMATION_SCHEMA")
    .map((row) => ({
      name: String(row.name),
      managedAccess: String(row.options).includes("MANAGED ACCESS"),
      comment: String(row.comment ?? ""),
      owner: String(row.owner),
    }));
  const views: ViewContent[] = [];
  for (const row of await session.execute(`SHOW VIEWS ${at}`)) {
    const [schema, name] = [String(row.schema_name), String(row.name)];
    if (schema === "INFORMATION_SCHEMA") continue;
    try {
      if (String(row.is_materialized) === "true") throw new Error("it is a materialized view");
      if (row.text === "") throw new Error("its text is told to its owner alone");
      views.push({ schema, name, owner: String(row.owner), ...parseView(String(row.text)) });
    } catch (error) {
      obstacles.push(`view ${schema}.${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  const grants = [
    ...(await grantsOn(session, "DATABASE", database, [], obstacles)),
    ...(await futureGrants(session, at, [])),
  ];
  for (const { name } of schemas) {
    grants.push(...(await grantsOn(session, "SCHEMA", database, [name], obstacles)));
    grants.push(...(await futureGrants(session, `IN SCHEMA ${qualifiedName(database, name)}`, [name])));
  }
  for (const { schema, name } of views) {
    grants.push(...(await grantsOn(session, "VIEW", database, [schema, name], obstacles)));
  }
  return { owner, schemas, views, grants };
}

async function grantsOn(
  session: MigrationSessions["secondary"],
  on: "DATABASE" | "SCHEMA" | "VIEW",
  database: string,
  path: readonly string[],
  obstacles: string[],
): Promise<readonly GrantContent[]> {
  const rows = await session.execute(`SHOW GRANTS ON ${on} ${qualifiedName(database, ...path)}`);
  return rows.flatMap((row) => {
    if (row.privilege === "OWNERSHIP") return [];
    if (row.granted_to !== "ROLE") {
      const what = [on.toLowerCase(), ...path].join(" ");
      obstacles.push(`${String(row.privilege)} on the ${what} is granted to ${kindOf(row)}, which isn't a role`);
      return [];
    }
    return [grantOf(row, { on, path, type: "" })];
  });
}

const kindOf = (row: Row): string => `${String(row.granted_to).toLowerCase()} ${String(row.grantee_name)}`;

async function futureGrants(
  session: MigrationSessions["secondary"],
  where: string,
  path: readonly string[],
): Promise<readonly GrantContent[]> {
  const rows = await session.execute(`SHOW FUTURE GRANTS ${where}`);
  return rows
    .filter((row) => parseQualifiedName(String(row.name)).length === path.length + 2)
    .map((row) => grantOf(row, { on: "FUTURE", path, type: String(row.grant_on).replaceAll("_", " ") }));
}

const grantOf = (row: Row, on: Pick<GrantContent, "on" | "path" | "type">): GrantContent => ({
  ...on,
  privilege: String(row.privilege),
  role: String(row.grantee_name),
  grantable: String(row.grant_option) === "true",
});
