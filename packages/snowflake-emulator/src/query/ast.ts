import type { DataType } from "../types/data-type";

/** Where a piece of SQL stands: what errors point at. */
export interface Place {
  /** From 1. */
  readonly line: number;
  /** From 0. */
  readonly column: number;
}

/** A name of one to three parts, each as it is stored: bare words in upper case, quoted ones exact. */
export interface QualifiedName extends Place {
  readonly parts: readonly [string, ...string[]];
}

/** A value written in the statement, or bound to a placeholder of it. */
export type Literal =
  | { readonly type: "NULL" }
  | { readonly type: "BOOLEAN"; readonly value: boolean }
  /** Digits as written, without sign: `12`, `1.50`, `1e3`. */
  | { readonly type: "NUMBER"; readonly text: string }
  | { readonly type: "TEXT"; readonly value: string };

export interface OrderItem {
  readonly expression: Expression;
  readonly descending: boolean;
  /** Unset: as Snowflake does, last when ascending and first when descending. */
  readonly nulls?: "FIRST" | "LAST";
}

export interface WindowFrame {
  readonly unit: "ROWS" | "RANGE";
  readonly start: FrameBound;
  readonly end: FrameBound;
}

export type FrameBound =
  | { readonly kind: "UNBOUNDED PRECEDING" | "CURRENT ROW" | "UNBOUNDED FOLLOWING" }
  | { readonly kind: "PRECEDING" | "FOLLOWING"; readonly offset: Expression };

export interface WindowSpec {
  readonly partitionBy: readonly Expression[];
  readonly orderBy: readonly OrderItem[];
  readonly frame?: WindowFrame;
}

/** One argument of a call; named ones as in `FLATTEN(input => v)`. */
export interface Argument {
  readonly name?: string;
  readonly value: Expression;
}

export interface Call extends Place {
  readonly kind: "call";
  /** One to three parts: `SUM`, `SYSTEM$TYPEOF`, `db.schema.my_function`. */
  readonly name: QualifiedName;
  readonly distinct: boolean;
  /** `COUNT(*)`. */
  readonly star: boolean;
  readonly arguments: readonly Argument[];
  /** `WITHIN GROUP (ORDER BY …)`. */
  readonly withinGroup?: readonly OrderItem[];
  readonly nulls?: "IGNORE" | "RESPECT";
  readonly over?: WindowSpec;
}

export type UnaryOperator = "+" | "-" | "NOT";
export type BinaryOperator = "OR" | "AND" | "=" | "<>" | "<" | "<=" | ">" | ">=" | "||" | "+" | "-" | "*" | "/" | "%";

/** One step into a VARIANT: `.key`, `['key']` or `[index]`. */
export type PathStep =
  | { readonly kind: "key"; readonly key: string }
  | { readonly kind: "index"; readonly index: Expression };

/** Anything that has a value. Every node knows where it begins. */
export type Expression =
  | (Place & { readonly kind: "literal"; readonly literal: Literal })
  /** `a`, `t.a`, `s.t.a`; also `$1`, written as the one part `$1`. */
  | (Place & { readonly kind: "column"; readonly name: QualifiedName })
  /** A session variable, `$name`. */
  | (Place & { readonly kind: "variable"; readonly name: string })
  | Call
  | (Place & { readonly kind: "unary"; readonly operator: UnaryOperator; readonly operand: Expression })
  | (Place & {
      readonly kind: "binary";
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    })
  | (Place & { readonly kind: "isNull"; readonly operand: Expression; readonly negated: boolean })
  /** `a IS [NOT] DISTINCT FROM b`. */
  | (Place & {
      readonly kind: "isDistinct";
      readonly left: Expression;
      readonly right: Expression;
      readonly negated: boolean;
    })
  | (Place & {
      readonly kind: "between";
      readonly operand: Expression;
      readonly low: Expression;
      readonly high: Expression;
      readonly negated: boolean;
    })
  | (Place & {
      readonly kind: "inList";
      readonly operand: Expression;
      readonly list: readonly Expression[];
      readonly negated: boolean;
    })
  | (Place & {
      readonly kind: "inQuery";
      readonly operand: Expression;
      readonly query: Query;
      readonly negated: boolean;
    })
  | (Place & {
      readonly kind: "like";
      readonly operator: "LIKE" | "ILIKE" | "RLIKE" | "LIKE ANY" | "LIKE ALL" | "ILIKE ANY";
      readonly operand: Expression;
      /** One pattern, or several for ANY and ALL. */
      readonly patterns: readonly Expression[];
      readonly escape?: Expression;
      readonly negated: boolean;
    })
  | (Place & { readonly kind: "exists"; readonly query: Query; readonly negated: boolean })
  | (Place & { readonly kind: "scalarQuery"; readonly query: Query })
  | (Place & {
      readonly kind: "case";
      /** `CASE operand WHEN …`. */
      readonly operand?: Expression;
      readonly branches: readonly { readonly when: Expression; readonly result: Expression }[];
      readonly otherwise?: Expression;
    })
  /** CAST, `::` (both fail on bad values) and TRY_CAST (null). */
  | (Place & { readonly kind: "cast"; readonly operand: Expression; readonly type: DataType; readonly try: boolean })
  /** `v:a.b[0]`, `v['a']`, `v[0]`. */
  | (Place & { readonly kind: "path"; readonly operand: Expression; readonly steps: readonly PathStep[] })
  /** `INTERVAL '1 day, 2 hours'`. */
  | (Place & { readonly kind: "interval"; readonly text: string })
  /** `{ 'a': 1 }` and `[1, 2]`. */
  | (Place & {
      readonly kind: "object";
      readonly members: readonly { readonly key: string; readonly value: Expression }[];
    })
  | (Place & { readonly kind: "array"; readonly elements: readonly Expression[] })
  /** `(a, b)`, on the left of IN and in comparisons. */
  | (Place & { readonly kind: "row"; readonly elements: readonly Expression[] });

/** One item of a select list. */
export type SelectItem =
  | {
      readonly kind: "expression";
      readonly expression: Expression;
      readonly alias?: string;
      /**
       * The expression's text as Snowflake names an unnamed column: as written, blanks and line ends included, all of it in
       * upper case (D: functions/to_char, functions/case). A bare column is named by its own name instead.
       */
      readonly text: string;
    }
  | (Place & {
      readonly kind: "star";
      /** `t.*`. */
      readonly of?: QualifiedName;
      readonly exclude: readonly string[];
      readonly rename: readonly { readonly from: string; readonly to: string }[];
    });

export interface TableAlias {
  readonly name: string;
  /** `AS t (a, b)`. */
  readonly columns?: readonly string[];
}

/** `AT | BEFORE (TIMESTAMP => …)`; whether a table can do it is decided when it is bound. */
export interface TimeTravel {
  readonly when: "AT" | "BEFORE";
  readonly by: "TIMESTAMP" | "OFFSET" | "STATEMENT" | "VERSION" | "VERSION_TAG" | "VERSION_REF" | "STREAM";
  readonly value: Expression;
}

/** Anything that stands in FROM. */
export type Source =
  | (Place & {
      readonly kind: "table";
      readonly name: QualifiedName;
      readonly alias?: TableAlias;
      readonly timeTravel?: TimeTravel;
    })
  /** `TABLE(f(…))`, `LATERAL f(…)`, or FLATTEN by its bare name. */
  | (Place & {
      readonly kind: "tableFunction";
      readonly call: Call;
      readonly lateral: boolean;
      readonly alias?: TableAlias;
    })
  | (Place & {
      readonly kind: "subquery";
      readonly query: Query;
      readonly lateral: boolean;
      readonly alias?: TableAlias;
    })
  | (Place & {
      readonly kind: "values";
      readonly rows: readonly (readonly Expression[])[];
      readonly alias?: TableAlias;
    })
  | (Place & {
      readonly kind: "join";
      readonly type: "INNER" | "LEFT" | "RIGHT" | "FULL" | "CROSS";
      readonly natural: boolean;
      readonly left: Source;
      readonly right: Source;
      readonly on?: Expression;
      readonly using?: readonly string[];
    });

export interface CommonTableExpression extends Place {
  readonly name: string;
  readonly columns?: readonly string[];
  readonly query: Query;
}

/** SELECT … [FROM …] [WHERE …] …, without ORDER BY and LIMIT. */
export interface Select extends Place {
  readonly kind: "select";
  readonly distinct: boolean;
  /** `TOP n`. */
  readonly top?: number;
  readonly items: readonly SelectItem[];
  /** Comma-separated; undefined without FROM. */
  readonly from?: readonly Source[];
  readonly where?: Expression;
  readonly groupBy?: GroupBy;
  readonly having?: Expression;
  readonly qualify?: Expression;
}

export type GroupBy =
  | { readonly kind: "ALL" }
  | { readonly kind: "expressions"; readonly expressions: readonly Expression[] }
  | { readonly kind: "ROLLUP" | "CUBE"; readonly expressions: readonly Expression[] }
  | { readonly kind: "GROUPING SETS"; readonly sets: readonly (readonly Expression[])[] };

/** What SELECTs are combined by. */
export type QueryBody =
  | Select
  | (Place & {
      readonly kind: "set";
      readonly operator: "UNION" | "INTERSECT" | "EXCEPT";
      readonly all: boolean;
      /** `UNION BY NAME`. */
      readonly byName: boolean;
      readonly left: QueryBody;
      readonly right: QueryBody;
    })
  | (Place & { readonly kind: "values"; readonly rows: readonly (readonly Expression[])[] })
  /** A query in parentheses with clauses of its own. */
  | (Place & { readonly kind: "nested"; readonly query: Query });

/** A whole query: `[WITH …] body [ORDER BY …] [LIMIT … [OFFSET …]]`. */
export interface Query extends Place {
  readonly recursive: boolean;
  readonly with: readonly CommonTableExpression[];
  readonly body: QueryBody;
  readonly orderBy: readonly OrderItem[];
  /** `ORDER BY ALL [DESC] [NULLS …]`; then `orderBy` is empty. */
  readonly orderByAll?: Pick<OrderItem, "descending" | "nulls">;
  readonly limit?: Expression;
  readonly offset?: Expression;
}
