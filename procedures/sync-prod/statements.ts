import { qualifiedName } from "../../sql/identifier";
import { stringLiteral } from "../../sql/literal";
import { createPassThroughView } from "../../sql/view";
import type { ProcedureSettings } from "../settings";
import type { DesiredView } from "./desired";
import { MADE_SCHEMA_COMMENT, renderMark, textFingerprint } from "./mark";
import type { Step } from "./plan";

/** A step as the log shows it, and the statement that takes it. */
export interface StepStatement {
  readonly action: string;
  readonly objectKind: "SCHEMA" | "VIEW";
  /** Qualified and quoted. */
  readonly objectName: string;
  readonly sql: string;
}

type Databases = Pick<ProcedureSettings, "catalogDatabase" | "prodDatabase">;

/** The statement of a step. What is created is never replaced: somebody may have made it meanwhile. */
export function stepStatement(databases: Databases, step: Step): StepStatement {
  const { prodDatabase } = databases;
  if (step.kind === "CREATE_SCHEMA") {
    const objectName = qualifiedName(prodDatabase, step.schema);
    const comment = stringLiteral(MADE_SCHEMA_COMMENT);
    return {
      action: "CREATE",
      objectKind: "SCHEMA",
      objectName,
      sql: `CREATE SCHEMA ${objectName} COMMENT = ${comment}`,
    };
  }
  if (step.kind === "DROP") {
    const objectName = qualifiedName(prodDatabase, step.schema, step.view);
    return { action: "DROP", objectKind: "VIEW", objectName, sql: `DROP VIEW ${objectName}` };
  }
  const { schema, view } = step.view;
  return {
    action: step.kind,
    objectKind: "VIEW",
    objectName: qualifiedName(prodDatabase, schema, view),
    sql: viewStatement(databases, step.view, step.kind === "REPLACE"),
  };
}

/** CREATE VIEW with its mark in the comment. */
export function viewStatement(
  { catalogDatabase, prodDatabase }: Databases,
  view: DesiredView,
  replace: boolean,
): string {
  const named = {
    name: [prodDatabase, view.schema, view.view],
    columns: view.columns,
    table: [catalogDatabase, view.table.namespace, view.table.table],
  };
  const text = textFingerprint(view.schema, view.view, createPassThroughView({ ...named, comment: "" }, { replace }));
  return createPassThroughView({ ...named, comment: renderMark({ source: view.source, text }) }, { replace });
}
