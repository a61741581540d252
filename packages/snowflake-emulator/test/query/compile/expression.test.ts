import type { Expression } from "../../../src/query/ast";
import { compileExpression, compileSources, joinRowSources, rowSource } from "../../../src/query/compile";
import { parseExpression, parseQuery } from "../../../src/query/parse";
import { Cursor } from "../../../src/sql/cursor";
import { tokenize } from "../../../src/sql/tokenizer";
import { DATE, NUMBER, TEXT } from "../../../src/types/data-type";
import { useBench } from "../support/examples";
import { rowsOf } from "../support/query-bench";
import { TABLES } from "./tables";

const read = (sql: string): Expression => parseExpression(new Cursor(tokenize(sql)));
const rows = rowSource(rowsOf({ A: NUMBER, B: TEXT }, [[1, "x"]]), "t", ["DB", "S", "T"]);

describe("expressions of DML, defaults and conditions", () => {
  const bench = useBench();
  const compile = (sql: string, place = {}) => compileExpression(read(sql), bench().scope(TABLES), place);

  it("name the columns of the rows that they stand in", async () => {
    expect(await compile("db.s.t.a", { rows })).toEqual({ sql: 't."c1"', type: NUMBER, nullable: true });
    await expect(compile("zz", { rows })).rejects.toMatchObject({ code: "000904" });
    await expect(compile("a")).rejects.toMatchObject({ code: "000904" });
  });

  it("become the type of the column that they are assigned to, by conversions that need no cast", async () => {
    expect(await compile("'5'", { as: NUMBER })).toMatchObject({ type: NUMBER });
    expect(await compile("NULL", { as: DATE })).toEqual({ sql: "CAST(NULL AS DATE)", type: DATE, nullable: true });
    await expect(compile("TRUE", { as: DATE, column: "D" })).rejects.toMatchObject({ code: "002023" });
  });

  it("are conditions without aggregates where they have to be", async () => {
    expect(await compile("a = 1", { rows, condition: "WHERE" })).toMatchObject({ type: { kind: "BOOLEAN" } });
    await expect(compile("SUM(a) = 1", { rows, condition: "WHERE" })).rejects.toMatchObject({ code: "001019" });
  });

  it("see the target and the sources of UPDATE … FROM together", async () => {
    const query = parseQuery(new Cursor(tokenize("SELECT 1 FROM u AS src")));
    const from = query.body.kind === "select" ? (query.body.from ?? []) : [];
    const sources = await compileSources(from, bench().scope(TABLES));
    const both = joinRowSources(sources === undefined ? [rows] : [rows, sources]);
    const { sql } = await compile("t.a = src.a AND src.c = 'one'", { rows: both, condition: "WHERE" });
    await bench().run(`SELECT * FROM ${both.source.sql} WHERE ${sql}`);
  });
});
