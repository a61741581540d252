import type { Cursor } from "../../sql/cursor";
import type { Expression, Query } from "../ast";
import { readExpression, readOperand } from "./expression";
import { Nesting } from "./nesting";
import { readQuery, readQueryAfter } from "./query";
import type { Reader } from "./reader";

/** Puts the parts of the grammar together, so that each of them can contain the others. */
export class Parser implements Reader {
  readonly nesting = new Nesting();

  constructor(readonly cursor: Cursor) {}

  expression(): Expression {
    return readExpression(this);
  }

  operand(): Expression {
    return readOperand(this);
  }

  query(): Query {
    return this.nesting.inside(this.cursor.peek(), () => readQuery(this));
  }

  queryAfter(first: Query): Query {
    return this.nesting.inside(this.cursor.peek(), () => readQueryAfter(this, first));
  }
}
