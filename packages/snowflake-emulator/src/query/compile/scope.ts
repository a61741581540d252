import type { ObjectId } from "../../objects/snowflake-object";
import type { DataType } from "../../types/data-type";
import type { Cell } from "../../wire/result-table";
import type { Expression, Literal, Place, QualifiedName, TimeTravel } from "../ast";

/** A column of a relation. */
export interface RelationColumn {
  readonly name: string;
  readonly type: DataType;
  readonly nullable: boolean;
  /** Can be named, and is no part of `*` (METADATA$FILENAME and the like). Default: no. Such columns stand behind all others. */
  readonly hidden?: boolean;
}

/** What a name in FROM stands for. */
export interface BoundRelation {
  readonly columns: readonly RelationColumn[];
  readonly source: /** The DuckDB table `t_<id>`, columns by physical name. */
    | { readonly kind: "table"; readonly id: ObjectId }
    /** DuckDB SQL with as many columns, in the same order, whatever they are called. */
    | { readonly kind: "query"; readonly sql: string }
    /** Cells, by row; text in wire form. `named`: names of the columns that the query can use. Default: all. */
    | {
        readonly kind: "rows";
        readonly rows: readonly (readonly Cell[])[];
        readonly named?: ReadonlySet<string> | undefined;
      };
}

/** What a session's parameters say about how queries compute. */
export interface QuerySettings {
  /** The statement's time: every CURRENT_TIMESTAMP of it. */
  readonly now: Date;
  /** TIMEZONE, an IANA name. */
  readonly timeZone: string;
  /** WEEK_START: 0 (as ISO), 1 Monday … 7 Sunday. */
  readonly weekStart: number;
  /** WEEK_OF_YEAR_POLICY: 0 ISO, 1 the week with January 1st is week 1. */
  readonly weekOfYearPolicy: number;
  /** DATE_INPUT_FORMAT and so on: AUTO, or a format. */
  readonly dateInputFormat: string;
  readonly timeInputFormat: string;
  readonly timestampInputFormat: string;
  readonly dateOutputFormat: string;
  readonly timeOutputFormat: string;
  /** For TIMESTAMP_LTZ and TIMESTAMP_TZ as text, unless they have their own. */
  readonly timestampOutputFormat: string;
  readonly timestampNtzOutputFormat: string;
  readonly timestampLtzOutputFormat: string;
  readonly timestampTzOutputFormat: string;
  /** TIMESTAMP_TYPE_MAPPING: what TO_TIMESTAMP makes. */
  readonly timestampTypeMapping: "TIMESTAMP_NTZ" | "TIMESTAMP_LTZ" | "TIMESTAMP_TZ";
}

/** Snowflake's defaults. D: Parameters. */
export const DEFAULT_QUERY_SETTINGS: Omit<QuerySettings, "now"> = {
  timeZone: "America/Los_Angeles",
  weekStart: 0,
  weekOfYearPolicy: 0,
  dateInputFormat: "AUTO",
  timeInputFormat: "AUTO",
  timestampInputFormat: "AUTO",
  dateOutputFormat: "YYYY-MM-DD",
  timeOutputFormat: "HH24:MI:SS",
  timestampOutputFormat: "YYYY-MM-DD HH24:MI:SS.FF3 TZHTZM",
  timestampNtzOutputFormat: "YYYY-MM-DD HH24:MI:SS.FF3",
  timestampLtzOutputFormat: "",
  timestampTzOutputFormat: "",
  timestampTypeMapping: "TIMESTAMP_NTZ",
};

/** A session variable, or the value of a function: what a literal can say, with its type. */
export interface ScopeValue {
  readonly type: DataType;
  readonly value: Cell;
}

/** A function that is computed outside of the query, once, before it is compiled: context functions, SYSTEM$… */
export interface ScopeFunction {
  readonly minArguments: number;
  readonly maxArguments: number;
  readonly type: DataType;
  evaluate(parameters: readonly Cell[]): Cell | Promise<Cell>;
}

/** One argument of a table function, computed. */
export interface TableFunctionArgument {
  /** Of `name => value`, upper case. */
  readonly name?: string;
  readonly value: Cell;
}

/** What the rows of a relation are asked for. A relation may use it to read less, and does not have to. */
export interface RowFilter {
  /** The names by which conditions call the relation: its alias, or the parts of its name. */
  readonly names: readonly string[];
  /** Every row that counts fulfils all of them. */
  readonly conditions: readonly Expression[];
}

/** What a query can see: names, settings, functions. */
export interface QueryScope {
  readonly settings: QuerySettings;
  /** Throws 002003 for what is missing or hidden from the active roles. */
  relation(name: QualifiedName, timeTravel?: TimeTravel, filter?: RowFilter): Promise<BoundRelation>;
  /** `TABLE(f(…))` for functions that the compiler has not itself (FLATTEN, SPLIT_TO_TABLE, GENERATOR). Undefined: unknown. */
  tableFunction(
    name: QualifiedName,
    parameters: readonly TableFunctionArgument[],
  ): Promise<BoundRelation | undefined> | undefined;
  /** SQL of the next value of a sequence, another one for each row; undefined: there is no sequence of this name. */
  sequence?(name: readonly string[]): Promise<string | undefined>;
  /** By upper-case name. */
  variable(name: string): ScopeValue | undefined;
  /** By upper-case name, or by qualified name with dots. */
  readonly functions: ReadonlyMap<string, ScopeFunction>;
}

/** A literal with its place, for values that come from outside. */
export interface PlacedLiteral extends Place {
  readonly literal: Literal;
}
