import type { GroupBy, Query, QueryBody, Select, SelectItem, Source } from "../ast";
import { type ExpressionRenderer, renderDirection } from "./expression";
import { renderAlias, renderName, renderNames, renderQualifiedName } from "./names";

/** Writes queries as Snowflake reads them. */
export class QueryRenderer {
  constructor(private readonly expressions: ExpressionRenderer) {}

  readonly render = (query: Query): string => {
    const { recursive, body, orderBy, orderByAll, limit, offset } = query;
    const ctes = query.with.map(
      ({ name, columns, query: inner }) =>
        `${renderName(name)}${columns ? ` ${renderNames(columns)}` : ""} AS (${this.render(inner)})`,
    );
    return [
      ...(ctes.length > 0 ? [`WITH ${recursive ? "RECURSIVE " : ""}${ctes.join(", ")}`] : []),
      this.#body(body),
      ...(orderBy.length > 0 ? [`ORDER BY ${this.expressions.order(orderBy)}`] : []),
      ...(orderByAll ? [`ORDER BY ALL${renderDirection(orderByAll)}`] : []),
      ...(limit || offset ? [`LIMIT ${limit ? this.expressions.render(limit) : "NULL"}`] : []),
      ...(offset ? [`OFFSET ${this.expressions.render(offset)}`] : []),
    ].join(" ");
  };

  source(source: Source): string {
    switch (source.kind) {
      case "table": {
        const { timeTravel: moment } = source;
        const at = moment ? ` ${moment.when} (${moment.by} => ${this.expressions.render(moment.value)})` : "";
        return `${renderQualifiedName(source.name)}${at}${renderAlias(source.alias)}`;
      }
      case "tableFunction": {
        const call = this.expressions.call(source.call, true);
        return `${source.lateral ? `LATERAL ${call}` : `TABLE(${call})`}${renderAlias(source.alias)}`;
      }
      case "subquery":
        return `${source.lateral ? "LATERAL " : ""}(${this.render(source.query)})${renderAlias(source.alias)}`;
      case "values":
        return `${this.#rows(source.rows)}${renderAlias(source.alias)}`;
      case "join":
        return this.#join(source);
    }
  }

  #join({ type, natural, left, right, on, using }: Extract<Source, { readonly kind: "join" }>): string {
    const words = `${natural ? "NATURAL " : ""}${type} JOIN`;
    const inner = this.source(right);
    const joined = `${this.source(left)} ${words} ${right.kind === "join" ? `(${inner})` : inner}`;
    if (on) return `${joined} ON ${this.expressions.render(on)}`;
    return using ? `${joined} USING ${renderNames(using)}` : joined;
  }

  #rows(rows: Extract<Source, { readonly kind: "values" }>["rows"]): string {
    return `VALUES ${rows.map((row) => `(${this.expressions.list(row)})`).join(", ")}`;
  }

  #body(body: QueryBody): string {
    switch (body.kind) {
      case "select":
        return this.#select(body);
      case "values":
        return this.#rows(body.rows);
      case "nested":
        return `(${this.render(body.query)})`;
      case "set": {
        const words = `${body.operator}${body.all ? " ALL" : ""}${body.byName ? " BY NAME" : ""}`;
        return `${this.#term(body.left)} ${words} ${this.#term(body.right)}`;
      }
    }
  }

  /** One side of a set operator. */
  #term(body: QueryBody): string {
    return body.kind === "set" ? `(${this.#body(body)})` : this.#body(body);
  }

  #select({ distinct, top, items, from, where, groupBy, having, qualify }: Select): string {
    const { expressions } = this;
    return [
      `SELECT${distinct ? " DISTINCT" : ""}${top === undefined ? "" : ` TOP ${top}`}`,
      items.map((item) => this.#item(item)).join(", "),
      ...(from ? [`FROM ${from.map((source) => this.source(source)).join(", ")}`] : []),
      ...(where ? [`WHERE ${expressions.render(where)}`] : []),
      ...(groupBy ? [`GROUP BY ${this.#groupBy(groupBy)}`] : []),
      ...(having ? [`HAVING ${expressions.render(having)}`] : []),
      ...(qualify ? [`QUALIFY ${expressions.render(qualify)}`] : []),
    ].join(" ");
  }

  #item(item: SelectItem): string {
    if (item.kind === "expression") {
      const text = this.expressions.render(item.expression);
      return item.alias === undefined ? text : `${text} AS ${renderName(item.alias)}`;
    }
    const renamed = item.rename.map(({ from, to }) => `${renderName(from)} AS ${renderName(to)}`);
    return [
      item.of ? `${renderQualifiedName(item.of)}.*` : "*",
      ...(item.exclude.length > 0 ? [`EXCLUDE ${renderNames(item.exclude)}`] : []),
      ...(renamed.length > 0 ? [`RENAME (${renamed.join(", ")})`] : []),
    ].join(" ");
  }

  #groupBy(groupBy: GroupBy): string {
    switch (groupBy.kind) {
      case "ALL":
        return "ALL";
      case "expressions":
        return this.expressions.list(groupBy.expressions);
      case "ROLLUP":
      case "CUBE":
        return `${groupBy.kind} (${this.expressions.list(groupBy.expressions)})`;
      case "GROUPING SETS":
        return `GROUPING SETS (${groupBy.sets.map((set) => `(${this.expressions.list(set)})`).join(", ")})`;
    }
  }
}
