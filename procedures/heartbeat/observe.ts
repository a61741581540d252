import { qualifiedName, quoteIdentifier } from "../../sql/identifier";
import { stringLiteral } from "../../sql/literal";
import { parseQualifiedName } from "../../sql/parse-name";
import { RECOVERY_POINT } from "../monitoring-tables";
import { type LinkStatus, readLinkStatus } from "../runtime/link-status";
import { type Observation, observe } from "../runtime/observation";
import { readReplicationRole } from "../runtime/replication-role";
import { type Row, type Session, text } from "../runtime/session";
import type { DeclaredGrant, DeclaredTask, ProcedureSettings } from "../settings";
import { containerKey, type HeldGrant, type ObservedGrants } from "./grants";
import type { RecoveryPoint } from "./recovery-point";
import { type ObservedTask, type ObservedTasks, schemaKey } from "./tasks";
import type { AnsweredView } from "./views";

/** What the catalog link says of itself. */
export function readLink(session: Session, database: string): Observation<LinkStatus> {
  return observe(() => {
    const [row = {}] = session.rows(`SELECT SYSTEM$CATALOG_LINK_STATUS(${stringLiteral(database)}) AS STATUS`);
    return readLinkStatus(text(row, "STATUS"));
  });
}

/** What the roles of declared grants hold: two statements a role, and one for each container of grants on all objects. */
export function readGrants(session: Session, declared: readonly DeclaredGrant[]): ObservedGrants {
  const roles = new Set(declared.map(({ role }) => role));
  const containers = new Map(declared.flatMap((grant) => (grant.on === "all" ? [[containerKey(grant), grant]] : [])));
  return {
    roles: new Map(
      [...roles].map((role) => {
        const to = `TO ROLE ${quoteIdentifier(role)}`;
        return [
          role,
          {
            present: observe(() => session.rows(`SHOW GRANTS ${to}`).map((row) => heldGrant(row, "granted_on"))),
            future: observe(() => session.rows(`SHOW FUTURE GRANTS ${to}`).map((row) => heldGrant(row, "grant_on"))),
          },
        ];
      }),
    ),
    objects: new Map([...containers].map(([key, grant]) => [key, observe(() => objectsIn(session, grant))])),
  };
}

/** The name of a future grant ends in a placeholder such as `<VIEW>`: what is before it is the container. */
function heldGrant(row: Row, kind: "granted_on" | "grant_on"): HeldGrant {
  const name = parseQualifiedName(text(row, "name"));
  return {
    privilege: text(row, "privilege"),
    objectKind: text(row, kind),
    objectName: kind === "grant_on" ? name.slice(0, -1) : name,
  };
}

const TABLE_TYPES: Readonly<Record<string, string>> = {
  VIEW: "TABLE_TYPE = 'VIEW'",
  "MATERIALIZED VIEW": "TABLE_TYPE = 'MATERIALIZED VIEW'",
  TABLE: "TABLE_TYPE = 'BASE TABLE'",
  "ICEBERG TABLE": "TABLE_TYPE = 'BASE TABLE' AND IS_ICEBERG = 'YES'",
};

function objectsIn(session: Session, { objectKind, objectName }: DeclaredGrant): readonly (readonly string[])[] {
  const [database = "", schema] = objectName;
  const from = qualifiedName(database, "INFORMATION_SCHEMA");
  if (objectKind === "SCHEMA") {
    const rows = session.rows(`SELECT SCHEMA_NAME FROM ${from}.SCHEMATA WHERE SCHEMA_NAME <> 'INFORMATION_SCHEMA'`);
    return rows.map((row) => [database, text(row, "SCHEMA_NAME")]);
  }
  const type = TABLE_TYPES[objectKind];
  if (type === undefined) throw new Error(`grants on all objects of kind ${objectKind} can't be checked`);
  const within = schema === undefined ? "TABLE_SCHEMA <> 'INFORMATION_SCHEMA'" : "TABLE_SCHEMA = ?";
  return session
    .rows(
      `SELECT TABLE_SCHEMA, TABLE_NAME FROM ${from}.TABLES WHERE ${type} AND ${within} ORDER BY TABLE_SCHEMA, TABLE_NAME`,
      schema === undefined ? [] : [schema],
    )
    .map((row) => [database, text(row, "TABLE_SCHEMA"), text(row, "TABLE_NAME")]);
}

/** The tasks of each schema in which some are declared. */
export function readTasks(session: Session, declared: readonly DeclaredTask[]): ObservedTasks {
  const schemas = new Map(declared.map((task) => [schemaKey(task), task]));
  return new Map(
    [...schemas].map(([key, { database, schema }]) => [
      key,
      observe(() => session.rows(`SHOW TASKS IN SCHEMA ${qualifiedName(database, schema)}`).map(readTask)),
    ]),
  );
}

const readTask = (row: Row): ObservedTask => ({
  name: text(row, "name"),
  state: text(row, "state"),
  suspendedReason: text(row, "last_suspended_reason"),
});

/** Asks each view for a row of all its columns, so that the files behind it have to be read. */
export function askViews(session: Session, views: ProcedureSettings["views"]): readonly AnsweredView[] {
  return views.map((name) => ({
    name,
    answer: observe(() => ({ empty: session.rows(`SELECT * FROM ${qualifiedName(...name)} LIMIT 1`).length === 0 })),
  }));
}

/** Writes the recovery point where the replicated database can be written, and reads the one that arrived elsewhere. */
export function keepRecoveryPoint(
  session: Session,
  { failoverGroups, replicated }: Pick<ProcedureSettings, "failoverGroups" | "replicated">,
  { runId, now }: { readonly runId: string; readonly now: number },
): RecoveryPoint {
  const role = observe(() => readReplicationRole(session, failoverGroups.database));
  if (!role.known) return { role: undefined, reason: role.reason };
  const table = qualifiedName(replicated.database, replicated.schema, RECOVERY_POINT.name);
  if (role.value === "secondary") return { role: "secondary", ageSeconds: observe(() => readAge(session, table, now)) };
  return {
    role: "primary",
    written: observe(() => {
      session.run(
        `MERGE INTO ${table} T
         USING (SELECT CURRENT_ACCOUNT_NAME() AS ACCOUNT_NAME, ?::TIMESTAMP_TZ(3) AS WRITTEN_AT, ? AS RUN_ID) S
         ON T.ACCOUNT_NAME = S.ACCOUNT_NAME
         WHEN MATCHED THEN UPDATE SET WRITTEN_AT = S.WRITTEN_AT, RUN_ID = S.RUN_ID
         WHEN NOT MATCHED THEN INSERT (ACCOUNT_NAME, WRITTEN_AT, RUN_ID) VALUES (S.ACCOUNT_NAME, S.WRITTEN_AT, S.RUN_ID)`,
        [new Date(now).toISOString(), runId],
      );
      return true as const;
    }),
  };
}

function readAge(session: Session, table: string, now: number): number | undefined {
  const rows = session.rows(`SELECT DATE_PART(EPOCH_MILLISECOND, WRITTEN_AT) AS WRITTEN_AT FROM ${table}`);
  if (rows.length === 0) return undefined;
  const latest = Math.max(...rows.map((row) => Number(row.WRITTEN_AT)));
  return Math.round((now - latest) / 1000);
}
