import { notEmulated } from "../../errors";
import type { Expression, Place, Query } from "../ast";
import { bindCall } from "../functions/call";
import { type Bound, type BoundQuery, derive, type ExpressionBinder } from "./bound";
import { asPhysical } from "./cast";
import { bindExpression, type Names } from "./expression";
import { type Frame, resolveColumn } from "./frame";
import { bindValue } from "./literal";
import type { Prepared } from "./prefetch";
import { fromMissing, nestedAggregate, sessionVariableMissing } from "./problems";
import type { QueryScope, QuerySettings } from "./scope";

/** What binders share in one query. */
export interface QueryBinder {
  readonly scope: QueryScope;
  readonly prepared: Prepared;
  /** Compiles a subquery that stands in an expression of a frame. */
  subquery(query: Query, frame: Frame | undefined): BoundQuery;
}

/** A (type): what NEXTVAL gives. */
const SEQUENCE_TYPE = { kind: "NUMBER", precision: 19, scale: 0 } as const;

function nextValue(sql: string): Bound {
  return { ...derive(asPhysical(sql, SEQUENCE_TYPE), SEQUENCE_TYPE, [], false), volatile: true };
}

/** Binds the expressions of one frame. */
export class Binder implements ExpressionBinder, Names {
  readonly settings: QuerySettings;

  constructor(
    private readonly query: QueryBinder,
    readonly frame: Frame | undefined,
    /** SQL of GROUP BY's keys: what is one of them is grouped, whatever columns it has. */
    private readonly keys?: ReadonlySet<string>,
    /** Are we inside of an aggregate function already? */
    private readonly insideAggregate = false,
  ) {
    this.settings = query.scope.settings;
  }

  expression(node: Expression): Bound {
    const bound = bindExpression(node, this, this);
    if (this.keys?.has(bound.sql) !== true) return bound;
    return { ...bound, uses: bound.uses.filter((one) => one.frame !== this.frame?.id) };
  }

  columns(place: Place): readonly Bound[] {
    const { frame } = this;
    if (frame === undefined || frame.columns.length === 0) throw fromMissing("*");
    return frame.columns
      .filter((one) => one.hidden !== true)
      .map(({ name, sql, type, nullable }) => ({
        ...derive(sql, type, [], nullable),
        uses: [{ frame: frame.id, label: name, place }],
      }));
  }

  subquery(query: Query): BoundQuery {
    return this.query.subquery(query, this.frame);
  }

  get sequence(): string | undefined {
    return this.frame?.sequence;
  }

  column(node: Extract<Expression, { kind: "column" }>): Bound {
    const sequence = this.query.prepared.sequences.get(node);
    if (sequence !== undefined) return nextValue(sequence);
    const bound = resolveColumn(this.frame, node.name);
    if (bound.volatile)
      throw notEmulated(`the alias ${node.name.parts.join(".")} of an expression that changes with each call`);
    return bound;
  }

  variable(node: Extract<Expression, { kind: "variable" }>): Bound {
    const value = this.query.scope.variable(node.name);
    if (value === undefined) throw sessionVariableMissing(node.name, node);
    return bindValue(value, this.settings);
  }

  call(node: Extract<Expression, { kind: "call" }>): Bound {
    const value = this.query.prepared.values.get(node);
    if (value !== undefined) return bindValue(value, this.settings);
    return bindCall(node, this);
  }

  /** The binder for an aggregate function's arguments. Throws when this is one already. */
  aggregateArguments(name: string): Binder {
    if (this.insideAggregate) throw nestedAggregate(name);
    return new Binder(this.query, this.frame, undefined, true);
  }

  /** The columns of an aggregate's arguments are no longer loose; those of queries around stay. */
  aggregated(bound: Bound): Bound {
    const uses = bound.uses.filter((one) => one.frame !== this.frame?.id);
    return { ...derive(bound.sql, bound.type, [bound], bound.nullable), uses, aggregate: true };
  }
}
