import {
  doesNotExist,
  duplicateColumn,
  invalidProperty,
  missingColumnType,
  noSuchColumn,
  notEmulated,
  primaryKeyExists,
} from "../../../errors";
import { drawsFromSequence, sequenceOfDefault } from "../../../objects/sequence-default";
import type { TableColumn, TableConstraint } from "../../../objects/table";
import type { Randomness } from "../../../randomness";
import { objectById } from "../../../state/account-state";
import { renderPath } from "../../names";
import { findSequence } from "../../relations/sequence-values";
import { textOf } from "../../source-range";
import type { ExecutionContext } from "../../statement";
import type { ColumnDefinition } from "./column-definition";
import type { ConstraintDefinition } from "./constraint-definition";

/** O: Snowflake names constraints that have no name by a prefix and a UUID. */
export function constraintName(random: Randomness): string {
  const hex = random.bytes(16).toString("hex");
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)];
  return `SYS_CONSTRAINT_${parts.join("-")}`;
}

/** A column as it is kept. Throws for identity on what is no number and identity beside a default. */
export function buildColumn(context: ExecutionContext, definition: ColumnDefinition): TableColumn {
  const { name, type, nullable, identity, comment } = definition;
  if (type === undefined) throw missingColumnType(name);
  if (identity !== undefined) {
    if (definition.default !== undefined) throw invalidProperty("IDENTITY", `column ${name} has a default already`);
    if (type.kind !== "NUMBER") throw invalidProperty("IDENTITY", `column ${name} is not a number`);
    if (identity.increment === 0) throw invalidProperty("IDENTITY", "the increment must not be 0");
  }
  return {
    name,
    type,
    nullable,
    comment,
    ...(definition.default === undefined ? {} : defaultOf(context, definition.default)),
    ...(identity === undefined ? {} : { identity }),
  };
}

/** D: a default of a sequence is that sequence, wherever a row is added from: its name is kept in full. */
function defaultOf(
  context: ExecutionContext,
  { expression, range }: NonNullable<ColumnDefinition["default"]>,
): Required<Pick<TableColumn, "default" | "defaultText">> {
  const path = sequenceOfDefault(expression);
  if (path === undefined) {
    if (drawsFromSequence(expression)) throw notEmulated("NEXTVAL within the expression of a column's default");
    return { default: expression, defaultText: textOf(context.sqlText, range) };
  }
  const sequence = findSequence(context, path);
  if (sequence === undefined) throw doesNotExist("Sequence", renderPath(path));
  const schema = objectById(context.account.state, "SCHEMA", sequence.parentId);
  const database = objectById(context.account.state, "DATABASE", schema?.parentId ?? null);
  const parts = [database?.name ?? "", schema?.name ?? "", sequence.name, "NEXTVAL"] as const;
  return {
    default: { kind: "column", name: { parts, line: 1, column: 0 }, line: 1, column: 0 },
    defaultText: renderPath(parts),
  };
}

/** Throws 002025 for two columns of one name. */
export function checkNames(columns: readonly Pick<TableColumn, "name">[]): void {
  const seen = new Set<string>();
  for (const { name } of columns) {
    if (seen.has(name)) throw duplicateColumn(name);
    seen.add(name);
  }
}

/** Where the table of a constraint is: names in REFERENCES are looked for from there. */
export interface ConstraintPlace {
  readonly schemaId: number | null;
  readonly table: string;
  readonly columns: readonly TableColumn[];
  readonly existing: readonly TableConstraint[];
}

/** A constraint as it is kept. Throws 000904 for a column that is not there, 001457 for a second primary key. */
export function buildConstraint(
  { account }: ExecutionContext,
  definition: ConstraintDefinition,
  place: ConstraintPlace,
): TableConstraint {
  const { kind, columns, references, rely, comment } = definition;
  for (const name of columns) {
    if (!place.columns.some((column) => column.name === name)) throw noSuchColumn(name, 1, 0);
  }
  if (kind === "PRIMARY KEY" && place.existing.some((one) => one.kind === kind)) throw primaryKeyExists(place.table);
  const base = {
    name: definition.name ?? constraintName(account.random),
    kind,
    columns,
    rely,
    comment,
    createdOn: account.clock.now(),
  };
  if (place.existing.some((one) => one.name === base.name)) {
    throw invalidProperty("CONSTRAINT", `table ${place.table} has a constraint ${base.name} already`);
  }
  if (references === undefined) return base;
  const { path, onUpdate, onDelete } = references;
  const schema = objectById(account.state, "SCHEMA", place.schemaId);
  const database = objectById(account.state, "DATABASE", schema?.parentId ?? null);
  const full = [...[database?.name ?? "", schema?.name ?? ""].slice(0, 3 - path.length), ...path];
  return { ...base, references: { table: full, columns: references.columns, onUpdate, onDelete } };
}

/** All constraints of a new table. Columns of its primary key can't be NULL (D: Constraints, NOT NULL). */
export function buildConstraints(
  context: ExecutionContext,
  definitions: readonly ConstraintDefinition[],
  place: Omit<ConstraintPlace, "existing">,
): TableConstraint[] {
  const constraints: TableConstraint[] = [];
  for (const definition of definitions) {
    constraints.push(buildConstraint(context, definition, { ...place, existing: constraints }));
  }
  for (const { kind, columns } of constraints) {
    if (kind !== "PRIMARY KEY") continue;
    for (const column of place.columns) if (columns.includes(column.name)) column.nullable = false;
  }
  return constraints;
}
