import { relationDoesNotExist } from "../../errors";
import { informationSchemaRelation } from "../../information-schema";
import { INFORMATION_SCHEMA } from "../../information-schema/name";
import type { Schema } from "../../objects/schema";
import type { ObjectId } from "../../objects/snowflake-object";
import { parameterValue } from "../../parameters/resolve";
import { statementLevels } from "../../parameters/session-levels";
import type { QualifiedName, TimeTravel } from "../../query/ast";
import type { BoundRelation, QueryScope, QuerySettings, RowFilter, ScopeFunction } from "../../query/compile/scope";
import { FUNCTIONS } from "../functions";
import { nameIn } from "../linked-database";
import { currentDatabase, findDatabase, findSchema, renderPath } from "../names";
import type { ExecutionContext } from "../statement";
import { externalRelations } from "./external-relation";
import { icebergRelations } from "./iceberg-relation";
import type { Reader, RelationKind } from "./resolver";
import { sequenceSql } from "./sequence-values";
import { bindTableFunction } from "./table-functions";
import { tableRelations } from "./table-relation";
import { materializedViewRelations, viewRelations } from "./view-relation";

/** Everything that a name in FROM can mean, in the order in which it is asked. */
const RELATION_KINDS: readonly RelationKind[] = [
  tableRelations,
  icebergRelations,
  externalRelations,
  viewRelations,
  materializedViewRelations,
];

/** Reads a session's parameters, with those of the statement itself. */
export function parameterReader(context: ExecutionContext): (name: string) => string {
  const levels = statementLevels(context.session, context.statementParameters);
  return (name) => {
    return parameterValue(name, levels);
  };
}

const TIMESTAMP_KINDS = ["TIMESTAMP_NTZ", "TIMESTAMP_LTZ", "TIMESTAMP_TZ"] as const;

/** What the session's parameters say about how queries compute. */
export function querySettings(context: ExecutionContext): QuerySettings {
  const read = parameterReader(context);
  const mapping = read("TIMESTAMP_TYPE_MAPPING").toUpperCase();
  return {
    now: new Date(context.account.clock.now()),
    timeZone: read("TIMEZONE"),
    weekStart: Number(read("WEEK_START")),
    weekOfYearPolicy: Number(read("WEEK_OF_YEAR_POLICY")),
    dateInputFormat: read("DATE_INPUT_FORMAT"),
    timeInputFormat: read("TIME_INPUT_FORMAT"),
    timestampInputFormat: read("TIMESTAMP_INPUT_FORMAT"),
    dateOutputFormat: read("DATE_OUTPUT_FORMAT"),
    timeOutputFormat: read("TIME_OUTPUT_FORMAT"),
    timestampOutputFormat: read("TIMESTAMP_OUTPUT_FORMAT"),
    timestampNtzOutputFormat: read("TIMESTAMP_NTZ_OUTPUT_FORMAT"),
    timestampLtzOutputFormat: read("TIMESTAMP_LTZ_OUTPUT_FORMAT"),
    timestampTzOutputFormat: read("TIMESTAMP_TZ_OUTPUT_FORMAT"),
    timestampTypeMapping: TIMESTAMP_KINDS.find((kind) => kind === mapping) ?? "TIMESTAMP_NTZ",
  };
}

/** The emulator's own functions with the statement's context. */
function scopeFunctions(context: ExecutionContext): ReadonlyMap<string, ScopeFunction> {
  return new Map(
    [...FUNCTIONS].map(([name, { minArguments, maxArguments, type, evaluate }]) => [
      name,
      { minArguments, maxArguments, type, evaluate: (parameters) => evaluate(context, parameters) },
    ]),
  );
}

/** The schemas that a name is looked for in. D: SEARCH_PATH, unqualified names are also looked for in PUBLIC. */
function schemasOf(context: ExecutionContext, path: readonly string[]): readonly Schema[] {
  const schema = findSchema(context, path.slice(0, -1), "SELECT");
  if (path.length > 1 || schema.name === "PUBLIC") return [schema];
  const everyone = context.account.state.objects.SCHEMA.get("PUBLIC", schema.parentId);
  return everyone !== undefined && context.access.canUse("SCHEMA", everyone) ? [schema, everyone] : [schema];
}

function bindRelation(
  reader: Reader,
  { parts }: QualifiedName,
  timeTravel: TimeTravel | undefined,
  filter: RowFilter | undefined,
): Promise<BoundRelation> {
  const { context } = reader;
  const shown = renderPath(parts);
  const relation = parts.at(-1) ?? "";
  if (parts.at(-2) === INFORMATION_SCHEMA) {
    const [first] = parts;
    const database = parts.length === 3 ? findDatabase(context, first) : currentDatabase(context, "SELECT");
    return informationSchemaRelation(context, database, relation, shown);
  }
  for (const schema of schemasOf(context, parts)) {
    const name = nameIn(context.account.state, schema.id, relation);
    for (const kind of RELATION_KINDS) {
      const bound = kind.bind(reader, { schema, name, shown, timeTravel, filter });
      if (bound !== undefined) return bound;
    }
  }
  throw relationDoesNotExist("Object", shown);
}

function scopeOf(reader: Reader): QueryScope {
  const { context } = reader;
  return {
    settings: querySettings(context),
    relation: async (name, timeTravel, filter) => bindRelation(reader, name, timeTravel, filter),
    tableFunction: (name, parameters) => bindTableFunction(context, name, parameters),
    sequence: (path) => sequenceSql(context, path),
    variable: (name) => context.session.variables.get(name),
    functions: scopeFunctions(context),
  };
}

/**
 * What a statement's query sees: names from the session's database and schema on, with the active roles' rights.
 * @param views views that the query must not read, as they are being made of it
 * @param columnsOnly the query is compiled to know its columns, and not run
 */
export function sessionScope(
  context: ExecutionContext,
  views: readonly ObjectId[] = [],
  { columnsOnly = false }: { readonly columnsOnly?: boolean } = {},
): QueryScope {
  return scopeOf({ context, views, columnsOnly, scopeOf });
}

/** The same for a query that is expanded within another: what it gives as a relation. */
export function readerFor(context: ExecutionContext): Reader {
  return { context, views: [], scopeOf };
}
