import { qualifiedName, quoteIdentifier } from "../../sql/identifier";
import { stringLiteral } from "../../sql/literal";
import type { DatabaseContent, GrantContent } from "./content";
import { BUILT_COMMENT, type MigrationNames } from "./names";
import { type MigrationSessions, replicaToSave } from "./observe";
import { type MigrationFacts, type MigrationStep, type Saved, VERIFIED_FIRST } from "./plan";
import { type SavedFile, writeSaved } from "./saved";
import { verifyViews } from "./verify";
import { createView } from "./view-text";

/** What steps work with. */
export interface MigrationWork {
  readonly names: MigrationNames;
  readonly sessions: MigrationSessions;
  readonly file: SavedFile;
}

/** A step can't be carried out; what was done before stays, and nothing is lost. */
export class MigrationStopped extends Error {
  override readonly name = "MigrationStopped";
}

/** Carries out one step of a plan. @throws MigrationStopped, or the driver's error */
export async function carryOut(step: MigrationStep, facts: MigrationFacts, work: MigrationWork): Promise<void> {
  if (VERIFIED_FIRST.has(step)) await verifyFirst(step, facts, work);
  const { names, sessions, file } = work;
  const { primary, secondary } = sessions;
  const [prod, next] = [names.prod, names.next].map(quoteIdentifier);
  const group = quoteIdentifier(facts.group?.name ?? facts.saved?.group ?? missing("failover group"));
  switch (step) {
    case "suspend":
      await secondary.execute(`ALTER FAILOVER GROUP ${group} SUSPEND IMMEDIATE`);
      return;
    case "save": {
      const content = facts.prod?.content ?? missing("replica");
      const saved = await replicaToSave(sessions, facts.group?.name ?? missing("failover group"), content);
      await writeSaved(names, secondary, file, saved);
      return;
    }
    case "build":
      await build(work, contentToBuild(facts));
      return;
    case "unlist":
      await primary.execute(`ALTER FAILOVER GROUP ${group} REMOVE ${prod} FROM ALLOWED_DATABASES`);
      return;
    case "free":
      await secondary.execute(`DROP FAILOVER GROUP IF EXISTS ${group}`);
      return;
    case "swap":
      await secondary.execute(`ALTER DATABASE ${next} SWAP WITH ${prod}`);
      return;
    case "rename":
      await secondary.execute(`ALTER DATABASE ${next} RENAME TO ${prod}`);
      return;
    case "regroup":
      await regroup(work, facts.saved ?? missing("saved group"));
      return;
    case "drop":
      await secondary.execute(`DROP DATABASE IF EXISTS ${next}`);
      return;
  }
}

/** What the new database has to be: the replica as it is now, else what was saved of it. */
const contentToBuild = ({ prod, saved }: MigrationFacts): DatabaseContent =>
  (prod?.kind === "replica" ? prod.content : saved?.content) ?? missing("replica, and nothing was saved");

function missing(what: string): never {
  throw new MigrationStopped(`there is no ${what} any more: run the command again`);
}

async function verifyFirst(step: MigrationStep, facts: MigrationFacts, { names, sessions }: MigrationWork) {
  const { prod, next } = facts;
  const swapped = prod?.kind === "built";
  const [made, old] = swapped ? [names.prod, names.next] : [names.next, names.prod];
  const content = (swapped ? prod : next)?.content ?? missing("new database");
  const other = (swapped ? next : prod) === undefined ? undefined : old;
  const problems = await verifyViews(sessions.secondary, content, made, other);
  if (problems.length === 0) return;
  throw new MigrationStopped(
    [
      `nothing is taken away (${step}) before all views of ${made} are right:`,
      ...problems.map((text) => `  ${text}`),
    ].join("\n"),
  );
}

/** Makes the new database whole; one that was begun is begun again. */
async function build({ names, sessions: { secondary } }: MigrationWork, content: DatabaseContent): Promise<void> {
  const run = (sql: string) => secondary.execute(sql);
  const next = quoteIdentifier(names.next);
  await run(`DROP DATABASE IF EXISTS ${next}`);
  await run(`CREATE DATABASE ${next} COMMENT = ${stringLiteral(BUILT_COMMENT)}`);
  if (!content.schemas.some(({ name }) => name === "PUBLIC"))
    await run(`DROP SCHEMA ${qualifiedName(names.next, "PUBLIC")}`);
  for (const { name, managedAccess, comment } of content.schemas) {
    const path = qualifiedName(names.next, name);
    if (name === "PUBLIC") await run(`DROP SCHEMA IF EXISTS ${path}`);
    const managed = managedAccess ? " WITH MANAGED ACCESS" : "";
    await run(`CREATE SCHEMA ${path}${managed}${comment === "" ? "" : ` COMMENT = ${stringLiteral(comment)}`}`);
  }
  await createViews(names, run, content);
  for (const grant of content.grants) await run(grantStatement(names.next, grant));
  // Last, and with the grants kept: whoever owns a schema may not be let in by others.
  const owned = [
    ...content.views.map(({ schema, name, owner }) => ["VIEW", [schema, name], owner] as const),
    ...content.schemas.map(({ name, owner }) => ["SCHEMA", [name], owner] as const),
    ["DATABASE", [], content.owner] as const,
  ];
  for (const [kind, path, owner] of owned) {
    const name = qualifiedName(names.next, ...path);
    await run(`GRANT OWNERSHIP ON ${kind} ${name} TO ROLE ${quoteIdentifier(owner)} COPY CURRENT GRANTS`);
  }
}

/** Views may read one another: whatever can be made is made, until nothing more can. */
async function createViews(
  names: MigrationNames,
  run: (sql: string) => Promise<unknown>,
  { views }: DatabaseContent,
): Promise<void> {
  let left = views;
  while (left.length > 0) {
    const failed: { readonly view: (typeof views)[number]; readonly reason: string }[] = [];
    for (const view of left) {
      try {
        // Names without a schema are looked for where the view is.
        await run(`USE SCHEMA ${qualifiedName(names.next, view.schema)}`);
        await run(createView(qualifiedName(names.next, view.schema, view.name), view));
      } catch (error) {
        failed.push({ view, reason: error instanceof Error ? error.message : String(error) });
      }
    }
    if (failed.length === left.length) {
      const texts = failed.map(({ view, reason }) => `  ${view.schema}.${view.name}: ${reason}`);
      throw new MigrationStopped([`these views can't be made in ${names.next}:`, ...texts].join("\n"));
    }
    left = failed.map(({ view }) => view);
  }
}

function grantStatement(database: string, { privilege, on, path, type, role, grantable }: GrantContent): string {
  const option = grantable ? " WITH GRANT OPTION" : "";
  const where = qualifiedName(database, ...path);
  const plural = type.endsWith("Y") ? `${type.slice(0, -1)}IES` : `${type}S`;
  const target =
    on === "FUTURE" ? `FUTURE ${plural} IN ${path.length === 0 ? "DATABASE" : "SCHEMA"} ${where}` : `${on} ${where}`;
  return `GRANT ${privilege} ON ${target} TO ROLE ${quoteIdentifier(role)}${option}`;
}

/** Makes the replica group again: the databases that it still lists are taken back by their global ids. */
async function regroup({ names, sessions: { primary, secondary } }: MigrationWork, saved: Saved): Promise<void> {
  const group = quoteIdentifier(saved.group);
  const source = qualifiedName(names.organization, names.primary, saved.group);
  await secondary.execute(`CREATE FAILOVER GROUP IF NOT EXISTS ${group} AS REPLICA OF ${source}`);
  const rows = await primary.execute("SHOW FAILOVER GROUPS");
  const own = rows.find((row) => row.name === saved.group && row.account_name === names.primary);
  // With a schedule the first refresh begins by itself, and a second one at a time is refused.
  if (String(own?.replication_schedule ?? "") === "") await secondary.execute(`ALTER FAILOVER GROUP ${group} REFRESH`);
  // Last: what is missing shows that this was interrupted.
  for (const { privilege, role } of saved.groupGrants) {
    await secondary.execute(`GRANT ${privilege} ON FAILOVER GROUP ${group} TO ROLE ${quoteIdentifier(role)}`);
  }
}
