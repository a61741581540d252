import { qualifiedName, quoteIdentifier } from "../../sql/identifier";
import { stringLiteral } from "../../sql/literal";
import { parseQualifiedName } from "../../sql/parse-name";
import { isYes, type Row, type Session, text } from "../runtime/session";
import type { ProcedureSettings } from "../settings";
import { MADE_SCHEMA_COMMENT, MARK_PREFIX } from "../sync-prod/mark";
import {
  type DefinedObject,
  type Definition,
  type DefinitionKind,
  definitionKey,
  definitionsOf,
  type ObjectPrivilege,
} from "./definition";
import { normalizeBody, normalizeSql, normalizeView } from "./normalize";

/** Databases that both accounts have by declaration. The replicated one is the same by replication. */
const databasesOf = ({ externalDatabase, prodDatabase, local }: ProcedureSettings) => [
  ...new Set([externalDatabase, prodDatabase, local.database]),
];

/**
 * The account's definitions, normalized. What SYNC_PROD makes is left out: it follows the lake, each account at its own time; so is what
 * the settings say only one account has.
 *
 * @throws Error when something can't be read: definitions that are incomplete would look like drift
 */
export function readDefinitions(session: Session, settings: ProcedureSettings): readonly Definition[] {
  const databases = databasesOf(settings);
  const objects = databases.flatMap((database) => [
    { kind: "DATABASE", path: [database], lines: [] } as const,
    ...readSchemas(session, database),
    ...readRelations(session, database),
    ...readTasks(session, database),
    ...readProcedures(session, database),
  ]);
  const roles = [...new Set(settings.grants.map(({ role }) => role))];
  const privileges = [
    ...databases.flatMap((database) => readPrivileges(session, database)),
    ...roles.flatMap((role) => readFuturePrivileges(session, role)),
  ];
  const own = new Set(
    (settings.onlyHere ?? []).map(({ kind, path }) => definitionKey({ kind, name: qualifiedName(...path) })),
  );
  return definitionsOf(objects, privileges).filter((one) => !own.has(definitionKey(withoutSignature(one))));
}

const withoutSignature = ({ kind, name }: Definition) => ({
  kind,
  name: kind === "PROCEDURE" ? name.replace(/\([^"]*\)$/, "") : name,
});

function readSchemas(session: Session, database: string): readonly DefinedObject[] {
  return session
    .rows(
      `SELECT SCHEMA_NAME, IS_TRANSIENT, IS_MANAGED_ACCESS FROM ${qualifiedName(database, "INFORMATION_SCHEMA", "SCHEMATA")}
       WHERE SCHEMA_NAME <> 'INFORMATION_SCHEMA' AND COALESCE(COMMENT, '') <> ${stringLiteral(MADE_SCHEMA_COMMENT)}`,
    )
    .map((row) => ({
      kind: "SCHEMA",
      path: [database, text(row, "SCHEMA_NAME")],
      lines: [
        ...(isYes(row, "IS_TRANSIENT") ? ["TRANSIENT"] : []),
        ...(isYes(row, "IS_MANAGED_ACCESS") ? ["MANAGED ACCESS"] : []),
      ],
    }));
}

/** Tables and views with their columns, in one query. */
function readRelations(session: Session, database: string): readonly DefinedObject[] {
  const from = qualifiedName(database, "INFORMATION_SCHEMA");
  return session
    .rows(
      `SELECT T.TABLE_SCHEMA, T.TABLE_NAME, T.TABLE_TYPE, T.IS_ICEBERG, ANY_VALUE(V.VIEW_DEFINITION) AS VIEW_DEFINITION, ANY_VALUE(V.IS_SECURE) AS IS_SECURE,
         TO_JSON(ARRAY_AGG(OBJECT_CONSTRUCT('NAME', C.COLUMN_NAME, 'TYPE', C.DATA_TYPE, 'LENGTH', C.CHARACTER_MAXIMUM_LENGTH,
           'PRECISION', C.NUMERIC_PRECISION, 'SCALE', C.NUMERIC_SCALE, 'FRACTION', C.DATETIME_PRECISION, 'NULLABLE', C.IS_NULLABLE,
           'DEFAULT', C.COLUMN_DEFAULT)) WITHIN GROUP (ORDER BY C.ORDINAL_POSITION)) AS COLUMNS
       FROM ${from}.TABLES T
       LEFT JOIN ${from}.COLUMNS C ON C.TABLE_SCHEMA = T.TABLE_SCHEMA AND C.TABLE_NAME = T.TABLE_NAME
       LEFT JOIN ${from}.VIEWS V ON V.TABLE_SCHEMA = T.TABLE_SCHEMA AND V.TABLE_NAME = T.TABLE_NAME
       WHERE T.TABLE_SCHEMA <> 'INFORMATION_SCHEMA' AND NOT STARTSWITH(COALESCE(T.COMMENT, ''), ${stringLiteral(MARK_PREFIX)})
       GROUP BY T.TABLE_SCHEMA, T.TABLE_NAME, T.TABLE_TYPE, T.IS_ICEBERG`,
    )
    .map((row) => ({
      kind: text(row, "TABLE_TYPE").endsWith("VIEW") ? "VIEW" : "TABLE",
      path: [database, text(row, "TABLE_SCHEMA"), text(row, "TABLE_NAME")],
      lines: relationLines(row),
    }));
}

function relationLines(row: Row): readonly string[] {
  const type = text(row, "TABLE_TYPE");
  const columns: unknown = JSON.parse(text(row, "COLUMNS"));
  const view = type.endsWith("VIEW");
  return [
    isYes(row, "IS_ICEBERG") ? "ICEBERG TABLE" : type,
    ...(isYes(row, "IS_SECURE") ? ["SECURE"] : []),
    ...(view ? [normalizeView(text(row, "VIEW_DEFINITION"))] : []),
    ...(Array.isArray(columns) ? columns.filter((column) => "NAME" in Object(column)).map(columnLine) : []),
  ];
}

function columnLine(column: Readonly<Record<string, unknown>>): string {
  const sizes = ["LENGTH", "PRECISION", "SCALE", "FRACTION"].flatMap((key) =>
    key in column ? [String(column[key])] : [],
  );
  return [
    quoteIdentifier(String(column.NAME)),
    `${String(column.TYPE)}${sizes.length === 0 ? "" : `(${sizes.join(",")})`}`,
    ...(column.NULLABLE === "NO" ? ["NOT NULL"] : []),
    ...("DEFAULT" in column ? [`DEFAULT ${normalizeSql(String(column.DEFAULT))}`] : []),
  ].join(" ");
}

/** Whether a task runs is the heartbeat's to check: who is primary decides it. */
const TASK_LINES = [
  "schedule",
  "warehouse",
  "condition",
  "config",
  "allow_overlapping_execution",
  "error_integration",
] as const;

function readTasks(session: Session, database: string): readonly DefinedObject[] {
  return session.rows(`SHOW TASKS IN DATABASE ${quoteIdentifier(database)}`).map((row) => ({
    kind: "TASK",
    path: [database, text(row, "schema_name"), text(row, "name")],
    lines: [
      ...TASK_LINES.flatMap((name) => (text(row, name) === "" ? [] : [`${name} = ${text(row, name)}`])),
      ...predecessors(text(row, "predecessors")).map((name) => `after ${name}`),
      normalizeSql(text(row, "definition")),
    ],
  }));
}

function predecessors(json: string): readonly string[] {
  const names: unknown = json === "" ? [] : JSON.parse(json);
  return Array.isArray(names) ? names.map(String).sort() : [];
}

function readProcedures(session: Session, database: string): readonly DefinedObject[] {
  return session
    .rows(
      `SELECT PROCEDURE_SCHEMA, PROCEDURE_NAME, ARGUMENT_SIGNATURE, DATA_TYPE, PROCEDURE_LANGUAGE, PROCEDURE_DEFINITION
       FROM ${qualifiedName(database, "INFORMATION_SCHEMA", "PROCEDURES")}`,
    )
    .map((row) => ({
      kind: "PROCEDURE",
      path: [database, text(row, "PROCEDURE_SCHEMA"), text(row, "PROCEDURE_NAME")],
      signature: text(row, "ARGUMENT_SIGNATURE"),
      lines: [
        `RETURNS ${text(row, "DATA_TYPE")}`,
        text(row, "PROCEDURE_LANGUAGE"),
        normalizeBody(text(row, "PROCEDURE_DEFINITION")),
      ],
    }));
}

/** Kinds of objects whose grants are compared, by what the account calls them. */
const GRANTED_ON: Readonly<Record<string, DefinitionKind>> = {
  DATABASE: "DATABASE",
  SCHEMA: "SCHEMA",
  TABLE: "TABLE",
  "ICEBERG TABLE": "TABLE",
  VIEW: "VIEW",
  "MATERIALIZED VIEW": "VIEW",
};

function readPrivileges(session: Session, database: string): readonly ObjectPrivilege[] {
  return session
    .rows(
      `SELECT OBJECT_TYPE, OBJECT_SCHEMA, OBJECT_NAME, PRIVILEGE_TYPE, GRANTEE, IS_GRANTABLE
       FROM ${qualifiedName(database, "INFORMATION_SCHEMA", "OBJECT_PRIVILEGES")} WHERE OBJECT_CATALOG = ?`,
      [database],
    )
    .flatMap((row) => {
      const kind = GRANTED_ON[text(row, "OBJECT_TYPE").replace(/_/g, " ")];
      if (kind === undefined) return [];
      const [schema, name] = [text(row, "OBJECT_SCHEMA"), text(row, "OBJECT_NAME")];
      const path = { DATABASE: [database], SCHEMA: [database, name] }[String(kind)] ?? [database, schema, name];
      return [
        {
          kind,
          path,
          privilege: text(row, "PRIVILEGE_TYPE"),
          role: text(row, "GRANTEE"),
          grantable: isYes(row, "IS_GRANTABLE"),
        },
      ];
    });
}

function readFuturePrivileges(session: Session, role: string): readonly ObjectPrivilege[] {
  return session.rows(`SHOW FUTURE GRANTS TO ROLE ${quoteIdentifier(role)}`).map((row) => {
    const path = parseQualifiedName(text(row, "name")).slice(0, -1);
    return {
      kind: path.length === 1 ? "DATABASE" : "SCHEMA",
      path,
      privilege: `${text(row, "privilege")} ON FUTURE ${text(row, "grant_on")}`,
      role,
      grantable: isYes(row, "grant_option"),
    };
  });
}
