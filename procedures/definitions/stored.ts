import { qualifiedName } from "../../sql/identifier";
import { SCHEMA_METADATA } from "../monitoring-tables";
import { rowsOfJson } from "../runtime/json-rows";
import { type Row, type Session, text } from "../runtime/session";
import type { ProcedureSettings } from "../settings";
import type { DefinitionChanges } from "./compare";
import type { Definition, DefinitionKind } from "./definition";

const tableOf = ({ replicated }: ProcedureSettings) =>
  qualifiedName(replicated.database, replicated.schema, SCHEMA_METADATA.name);

const KINDS: readonly DefinitionKind[] = ["DATABASE", "SCHEMA", "TABLE", "VIEW", "TASK", "PROCEDURE"];

/** The definitions that the primary wrote. */
export function readStored(session: Session, settings: ProcedureSettings): readonly Definition[] {
  return session.rows(`SELECT OBJECT_KIND, OBJECT_NAME, DEFINITION FROM ${tableOf(settings)}`).map(readRow);
}

function readRow(row: Row): Definition {
  const kind = KINDS.find((one) => one === row.OBJECT_KIND);
  if (kind === undefined)
    throw new Error(`a stored definition is of a kind that isn't known: ${text(row, "OBJECT_KIND")}`);
  return { kind, name: text(row, "OBJECT_NAME"), definition: text(row, "DEFINITION") };
}

/** Writes what differs: at most one statement for what is put, and one for what is removed. The number of rows. */
export function writeStored(
  session: Session,
  settings: ProcedureSettings,
  { put, remove }: DefinitionChanges,
  { runId, at }: { readonly runId: string; readonly at: string },
): number {
  const table = tableOf(settings);
  const source = `(${rowsOfJson(SCHEMA_METADATA.columns)}) S ON T.OBJECT_KIND = S.OBJECT_KIND AND T.OBJECT_NAME = S.OBJECT_NAME`;
  const rows = (definitions: readonly Definition[]) =>
    JSON.stringify(
      definitions.map(({ kind, name, definition }) => ({
        OBJECT_KIND: kind,
        OBJECT_NAME: name,
        DEFINITION: definition,
        EXPORTED_AT: at,
        RUN_ID: runId,
      })),
    );
  let written = 0;
  if (put.length > 0) {
    written += session.run(
      `MERGE INTO ${table} T USING ${source}
       WHEN MATCHED THEN UPDATE SET DEFINITION = S.DEFINITION, EXPORTED_AT = S.EXPORTED_AT, RUN_ID = S.RUN_ID
       WHEN NOT MATCHED THEN INSERT (OBJECT_KIND, OBJECT_NAME, DEFINITION, EXPORTED_AT, RUN_ID)
         VALUES (S.OBJECT_KIND, S.OBJECT_NAME, S.DEFINITION, S.EXPORTED_AT, S.RUN_ID)`,
      [rows(put)],
    );
  }
  if (remove.length > 0) {
    written += session.run(`MERGE INTO ${table} T USING ${source} WHEN MATCHED THEN DELETE`, [rows(remove)]);
  }
  return written;
}
