export {
  type CompiledExpression,
  type CompiledQuery,
  compileExpression,
  compileQuery,
  compileSources,
  type ExpressionPlace,
  joinRowSources,
  type RowSource,
  rowSource,
} from "./compile-query";
export { mapDuckDbError, valueErrorOfDuckDb } from "./error-mapping";
export {
  type BoundRelation,
  DEFAULT_QUERY_SETTINGS,
  type QueryScope,
  type QuerySettings,
  type RelationColumn,
  type ScopeFunction,
  type ScopeValue,
  type TableFunctionArgument,
} from "./scope";
export { wireQuery, wireText } from "./wire";
