import type { Expression, Query } from "../ast";
import { Binder, type QueryBinder } from "./binder";
import type { Bound, BoundQuery } from "./bound";
import type { Frame } from "./frame";
import { condition } from "./predicate";
import type { Prepared } from "./prefetch";
import { aggregateNotAllowed, windowNotAllowed } from "./problems";
import type { BoundSource } from "./relation";
import type { QueryScope, QuerySettings, RelationColumn } from "./scope";

/** A common table expression: its name in DuckDB and its columns, c1, c2, … there. */
export interface CommonTable {
  readonly label: string;
  readonly columns: readonly RelationColumn[];
}

/** What one query is compiled with; makes labels that are unique in the whole statement. */
export class QueryContext {
  readonly settings: QuerySettings;

  constructor(
    readonly scope: QueryScope,
    readonly prepared: Prepared,
    /** By Snowflake name. */
    readonly tables: ReadonlyMap<string, CommonTable>,
    /** The frame that this query stands in. */
    readonly parent: Frame | undefined,
    private readonly counter: { value: number },
    private readonly compile: (query: Query, context: QueryContext) => BoundQuery,
    readonly frameId: number = counter.value++,
  ) {
    this.settings = scope.settings;
  }

  label(prefix: string): string {
    return `${prefix}${this.counter.value++}`;
  }

  /** The same query with more tables. */
  withTables(tables: ReadonlyMap<string, CommonTable>): QueryContext {
    return new QueryContext(this.scope, this.prepared, tables, this.parent, this.counter, this.compile, this.frameId);
  }

  /** Compiles a query inside of this one. */
  query(query: Query, parent: Frame | undefined): BoundQuery {
    return this.compile(
      query,
      new QueryContext(this.scope, this.prepared, this.tables, parent, this.counter, this.compile),
    );
  }

  frame(visible: BoundSource | undefined, aliases: ReadonlyMap<string, Bound> = new Map()): Frame {
    return {
      id: this.frameId,
      relations: visible?.relations ?? [],
      columns: visible?.columns ?? [],
      aliases,
      parent: this.parent,
      sequence: visible?.sequence,
    };
  }

  /** A binder that sees a source's columns, aliases, and the queries around. */
  binder(visible: BoundSource | undefined, aliases?: ReadonlyMap<string, Bound>, keys?: ReadonlySet<string>): Binder {
    const query: QueryBinder = {
      scope: this.scope,
      prepared: this.prepared,
      subquery: (inner, frame) => this.query(inner, frame),
    };
    return new Binder(query, this.frame(visible, aliases), keys);
  }

  /** A condition that may have neither aggregates nor window functions. Loses this frame's own columns from its uses. */
  condition(
    node: Expression,
    visible: BoundSource | undefined,
    clause: string,
    aliases?: ReadonlyMap<string, Bound>,
  ): Bound {
    const binder = this.binder(visible, aliases);
    const bound = condition(binder.expression(node), clause, node, binder);
    if (bound.aggregate) throw aggregateNotAllowed(clause);
    if (bound.window) throw windowNotAllowed(clause);
    return { ...bound, uses: bound.uses.filter((one) => one.frame !== this.frameId) };
  }
}
