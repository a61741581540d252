import { qualifiedName } from "../../sql/identifier";
import { SCHEMA_DRIFT } from "../monitoring-tables";
import { rowsOfJson } from "../runtime/json-rows";
import { type Row, type Session, text } from "../runtime/session";
import type { ProcedureSettings } from "../settings";
import type { Drift, DriftChanges, Finding } from "./drift";

const tableOf = ({ local }: ProcedureSettings) => qualifiedName(local.database, local.schema, SCHEMA_DRIFT.name);

const FINDINGS: readonly Finding[] = ["MISSING_ON_PRIMARY", "MISSING_ON_SECONDARY", "DIFFERENT"];

/** The findings that are open. */
export function readOpen(session: Session, settings: ProcedureSettings): readonly Drift[] {
  return session
    .rows(
      `SELECT OBJECT_KIND, OBJECT_NAME, FINDING, PRIMARY_DEFINITION, SECONDARY_DEFINITION FROM ${tableOf(settings)} WHERE CLOSED_AT IS NULL`,
    )
    .map(readRow);
}

function readRow(row: Row): Drift {
  const finding = FINDINGS.find((one) => one === row.FINDING);
  if (finding === undefined) throw new Error(`an open finding is none that is known: ${text(row, "FINDING")}`);
  const definition = (column: string) => (row[column] === null ? undefined : text(row, column));
  return {
    kind: text(row, "OBJECT_KIND"),
    name: text(row, "OBJECT_NAME"),
    finding,
    primary: definition("PRIMARY_DEFINITION"),
    secondary: definition("SECONDARY_DEFINITION"),
  };
}

/** Opens, renews and closes findings, in one statement. Without any there is none. */
export function writeDrift(session: Session, settings: ProcedureSettings, changes: DriftChanges, at: string): void {
  const row = ({ kind, name, finding, primary, secondary }: Drift, closedAt?: string) => ({
    OBJECT_KIND: kind,
    OBJECT_NAME: name,
    FINDING: finding,
    PRIMARY_DEFINITION: primary,
    SECONDARY_DEFINITION: secondary,
    FIRST_SEEN_AT: at,
    LAST_SEEN_AT: at,
    CLOSED_AT: closedAt,
  });
  const rows = [
    ...[...changes.opened, ...changes.seen].map((one) => row(one)),
    ...changes.closed.map((one) => row(one, at)),
  ];
  if (rows.length === 0) return;
  session.run(
    `MERGE INTO ${tableOf(settings)} T USING (${rowsOfJson(SCHEMA_DRIFT.columns)}) S
     ON T.OBJECT_KIND = S.OBJECT_KIND AND T.OBJECT_NAME = S.OBJECT_NAME AND T.CLOSED_AT IS NULL
     WHEN MATCHED AND S.CLOSED_AT IS NOT NULL THEN UPDATE SET CLOSED_AT = S.CLOSED_AT
     WHEN MATCHED THEN UPDATE SET FINDING = S.FINDING, PRIMARY_DEFINITION = S.PRIMARY_DEFINITION,
       SECONDARY_DEFINITION = S.SECONDARY_DEFINITION, LAST_SEEN_AT = S.LAST_SEEN_AT
     WHEN NOT MATCHED THEN INSERT (OBJECT_KIND, OBJECT_NAME, FINDING, PRIMARY_DEFINITION, SECONDARY_DEFINITION, FIRST_SEEN_AT, LAST_SEEN_AT)
       VALUES (S.OBJECT_KIND, S.OBJECT_NAME, S.FINDING, S.PRIMARY_DEFINITION, S.SECONDARY_DEFINITION, S.FIRST_SEEN_AT, S.LAST_SEEN_AT)`,
    [JSON.stringify(rows)],
  );
}
