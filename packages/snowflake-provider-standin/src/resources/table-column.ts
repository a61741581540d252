import { type CtyRecord, type CtyValue, isList, isRecord } from "../plugin/cty";
import type { Row } from "../snowflake/result";
import { parseDataType } from "../sql/data-type";
import { identifierParts, qualified } from "../sql/identifier";
import { literal } from "../sql/literal";
import { type Clause, sql } from "../sql/statement";

/** A column of a table as the configuration has it. */
export interface TableColumn {
  /** Name without quotes. */
  readonly name: string;
  /** Data type as written. */
  readonly type: string;
  /** May it hold NULL. */
  readonly nullable: boolean;
  /** What it holds by default. */
  readonly defaultValue: ColumnDefault | undefined;
  /** Comment, "" = none. */
  readonly comment: string;
  /** Collation, "" = none. */
  readonly collate: string;
}

/** Where a column's value comes from when a row gives none. */
export type ColumnDefault =
  | { readonly kind: "constant" | "expression" | "sequence"; readonly text: string }
  | { readonly kind: "identity"; readonly start: number; readonly step: number };

/** The columns of a table's `column` blocks. */
export function columnsOf(value: CtyValue): readonly TableColumn[] {
  return (isList(value) ? value : []).filter(isRecord).map((block) => ({
    name: String(block.name ?? ""),
    type: String(block.type ?? ""),
    nullable: block.nullable !== false,
    defaultValue: defaultOf(block),
    comment: String(block.comment ?? ""),
    collate: String(block.collate ?? ""),
  }));
}

function defaultOf(block: CtyRecord): ColumnDefault | undefined {
  const only = (value: CtyValue | undefined): CtyRecord | undefined =>
    isList(value) ? value.filter(isRecord)[0] : undefined;
  const identity = only(block.identity);
  if (identity !== undefined)
    return { kind: "identity", start: Number(identity.start_num ?? 1), step: Number(identity.step_num ?? 1) };
  const given = only(block.default);
  for (const kind of ["constant", "expression", "sequence"] as const) {
    const text = given?.[kind];
    if (typeof text === "string" && text !== "") return { kind, text };
  }
  return undefined;
}

/** A column in CREATE TABLE. Comments, and collations of texts, are always written. */
export function columnDefinition(column: TableColumn): string {
  const isText = parseDataType(column.type)?.name === "VARCHAR";
  return sql(
    `"${column.name}"`,
    column.type,
    column.nullable ? undefined : "NOT NULL",
    isText ? `COLLATE ${literal(column.collate)}` : undefined,
    defaultClause(column, isText),
    `COMMENT ${literal(column.comment)}`,
  );
}

/** A column in ALTER TABLE … ADD COLUMN. @throws Error when its default is neither a constant nor an identity */
export function addedColumn(column: TableColumn): string {
  const { defaultValue } = column;
  if (defaultValue?.kind === "expression" || defaultValue?.kind === "sequence")
    throw new Error(
      `failed to add column ${column.name} => Only adding a column as a constant is supported by Snowflake`,
    );
  return sql(
    `"${column.name}"`,
    column.type,
    column.collate !== "" && isStringType(column.type) ? `COLLATE ${literal(column.collate)}` : undefined,
    defaultClause(column, isStringType(column.type)),
    column.nullable ? undefined : "NOT NULL",
    column.comment === "" ? undefined : `COMMENT ${literal(column.comment)}`,
  );
}

/** The changes (ALTER COLUMN …) that turn one column into another of the same name. */
export function columnChanges(before: TableColumn, after: TableColumn): readonly string[] {
  const changes: string[] = [];
  if (before.type !== after.type || before.collate !== after.collate) {
    const collate = isStringType(after.type) && after.collate !== "" ? ` COLLATE ${literal(after.collate)}` : "";
    changes.push(`SET DATA TYPE ${after.type}${collate}`);
  }
  if (before.nullable !== after.nullable) changes.push(after.nullable ? "DROP NOT NULL" : "SET NOT NULL");
  const hasDefault = ({ defaultValue }: TableColumn) => defaultValue !== undefined && defaultValue.kind !== "identity";
  if (hasDefault(before) && !hasDefault(after)) changes.push("DROP DEFAULT");
  if (before.comment !== after.comment)
    changes.push(after.comment === "" ? "UNSET COMMENT" : `COMMENT ${literal(after.comment)}`);
  return changes;
}

function defaultClause({ defaultValue }: TableColumn, isText: boolean): Clause {
  if (defaultValue === undefined) return undefined;
  switch (defaultValue.kind) {
    case "identity":
      return `IDENTITY START ${defaultValue.start} INCREMENT ${defaultValue.step}`;
    case "sequence":
      return `DEFAULT ${defaultValue.text}.NEXTVAL`;
    case "constant":
      return `DEFAULT ${isText ? `'${defaultValue.text.replaceAll("'", "''")}'` : defaultValue.text}`;
    case "expression":
      return `DEFAULT ${defaultValue.text}`;
  }
}

/** A row of DESCRIBE TABLE as a `column` block. */
export function describedColumn(row: Row): CtyRecord {
  const shown = row.text("type");
  const collate = /COLLATE +'([a-zA-Z0-9_-]*)'/.exec(shown);
  const type = collate === null ? shown : shown.replace(collate[0], "").trim();
  return {
    name: row.text("name"),
    type,
    nullable: row.text("null?") === "Y",
    comment: row.optional("comment") ?? "",
    collate: collate?.[1] ?? "",
    masking_policy: row.optional("policy name") ?? "",
    schema_evolution_record: row.optional("schema evolution record") ?? "",
    ...describedDefault(row.optional("default"), type),
  };
}

function describedDefault(text: string | undefined, type: string): CtyRecord {
  if (text === undefined) return { identity: [], default: [] };
  if (text.includes("IDENTITY")) {
    const [, , start, , step] = text.split(" ");
    return { identity: [{ start_num: Number(start ?? 0), step_num: Number(step ?? 0) }], default: [] };
  }
  const found = (value: CtyRecord): CtyRecord => ({ identity: [], default: [value] });
  if (text.endsWith(".NEXTVAL")) {
    const sequence = text.slice(0, -".NEXTVAL".length);
    return found({ sequence: qualified(...(identifierParts(sequence) ?? [sequence])) });
  }
  if (text.includes("(") && text.includes(")")) return found({ expression: text });
  return found({ constant: isStringType(type) ? text.replace(/^'|'$/g, "").replaceAll("''", "'") : text });
}

function isStringType(type: string): boolean {
  return /^(STRING|VARCHAR|CHAR|TEXT|NVARCHAR|NCHAR)/i.test(type.trim());
}
