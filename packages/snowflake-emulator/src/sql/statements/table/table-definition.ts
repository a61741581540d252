import { notEmulated } from "../../../errors";
import { parseExpression } from "../../../query/parse";
import type { Cursor } from "../../cursor";
import { type ObjectSettings, readObjectSettings } from "../../object-settings";
import { boolean } from "../../properties";
import { rangeOf, type SourceRange } from "../../source-range";
import { readTagClause, type TagSetting } from "../../tag-clause";
import { type ColumnDefinition, readColumnDefinition } from "./column-definition";
import { type ConstraintDefinition, readConstraint, startsConstraint } from "./constraint-definition";

/** The parenthesis after a new table's name. */
export interface TableElements {
  readonly columns: readonly ColumnDefinition[];
  readonly constraints: readonly ConstraintDefinition[];
}

/** Reads `( column, … , constraint, … )`. */
export function readTableElements(cursor: Cursor): TableElements {
  const columns: ColumnDefinition[] = [];
  const constraints: ConstraintDefinition[] = [];
  cursor.expectSymbol("(");
  do {
    if (startsConstraint(cursor)) constraints.push(readConstraint(cursor, undefined));
    else columns.push(readColumnDefinition(cursor));
  } while (cursor.takeSymbol(","));
  cursor.expectSymbol(")");
  return { columns, constraints: [...constraints, ...columns.flatMap((column) => column.constraints)] };
}

/** Reads `CLUSTER BY [LINEAR] ( expression, … )`, behind CLUSTER BY. Each expression is parsed and kept as text. */
export function readClusterBy(cursor: Cursor): readonly SourceRange[] {
  cursor.take("LINEAR");
  const ranges: SourceRange[] = [];
  cursor.expectSymbol("(");
  do ranges.push(rangeOf(cursor, () => parseExpression(cursor)).range);
  while (cursor.takeSymbol(","));
  cursor.expectSymbol(")");
  return ranges;
}

/** What a table has besides columns. */
export interface TableOptions {
  readonly clusterBy: readonly SourceRange[];
  readonly settings: ObjectSettings;
  readonly changeTracking: boolean | undefined;
  readonly enableSchemaEvolution: boolean | undefined;
  readonly copyGrants: boolean;
  readonly tags: readonly TagSetting[];
}

const POLICIES = ["ROW ACCESS POLICY", "AGGREGATION POLICY", "JOIN POLICY", "STORAGE LIFECYCLE POLICY"] as const;

const refuseProperty = (_cursor: Cursor, name: string): never => {
  throw notEmulated(`${name} of a table`);
};

/** Reads `[CLUSTER BY …] [property = value …] [COPY GRANTS] …` in any order. */
export function readTableOptions(cursor: Cursor): TableOptions {
  let clusterBy: readonly SourceRange[] = [];
  let changeTracking: boolean | undefined;
  let enableSchemaEvolution: boolean | undefined;
  let copyGrants = false;
  const tags: TagSetting[] = [];
  let settings: ObjectSettings = { parameters: new Map(), comment: undefined };
  const own = {
    CHANGE_TRACKING: (at: Cursor, name: string) => {
      changeTracking = boolean(at, name);
    },
    ENABLE_SCHEMA_EVOLUTION: (at: Cursor, name: string) => {
      enableSchemaEvolution = boolean(at, name);
    },
    STAGE_FILE_FORMAT: refuseProperty,
    STAGE_COPY_OPTIONS: refuseProperty,
    ROW_TIMESTAMP: refuseProperty,
    ERROR_LOGGING: refuseProperty,
  };
  for (;;) {
    const before = cursor.peek();
    if (cursor.take("CLUSTER BY")) clusterBy = readClusterBy(cursor);
    else if (cursor.take("COPY GRANTS")) copyGrants = true;
    tags.push(...readTagClause(cursor));
    cursor.take("WITH");
    const policy = cursor.takeOneOf(...POLICIES);
    if (policy !== undefined) throw notEmulated(`${policy} of a table`);
    const more = readObjectSettings(cursor, "TABLE", own, tags);
    settings = {
      parameters: new Map([...settings.parameters, ...more.parameters]),
      comment: more.comment ?? settings.comment,
    };
    if (cursor.peek() === before) break;
  }
  return { clusterBy, settings, changeTracking, enableSchemaEvolution, copyGrants, tags };
}
