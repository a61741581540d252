import fc from "fast-check";
import type { Expression, Place, QualifiedName, TableAlias } from "../../src/query/ast";
import type { DataType } from "../../src/types/data-type";

/** Everything that is made stands at one place; comparisons leave places out. */
export const HERE: Place = { line: 1, column: 0 };

/** Names of every kind: bare ones, words with a meaning, and those that need quotes. */
export const arbitraryName: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom("A", "B", "COLUMN_1", "_X$", "VALUE"),
  fc.constantFrom("SELECT", "ORDER", "LEFT", "CASE", "CURRENT_DATE", "LIMIT", "DATE", "INTERVAL", "TRUE", "DEFAULT"),
  fc.constantFrom("OVER", "TOP", "AT", "OUTER", "FLATTEN", "EXTRACT", "IDENTIFIER", "PIVOT", "EXCLUDE", "NULLS"),
  fc.constantFrom("lower", 'with "quotes"', "with blank", "1digit", "ä", "dot.ted"),
  fc.string({ minLength: 1, maxLength: 12 }),
);

export const arbitraryDataType: fc.Arbitrary<DataType> = fc.oneof(
  fc
    .integer({ min: 1, max: 38 })
    .chain((precision) =>
      fc
        .integer({ min: 0, max: Math.min(precision, 37) })
        .map((scale): DataType => ({ kind: "NUMBER", precision, scale })),
    ),
  fc.integer({ min: 1, max: 134_217_728 }).map((length): DataType => ({ kind: "TEXT", length })),
  fc.integer({ min: 1, max: 67_108_864 }).map((length): DataType => ({ kind: "BINARY", length })),
  fc
    .constantFrom("FLOAT" as const, "BOOLEAN" as const, "DATE" as const, "VARIANT" as const, "OBJECT" as const)
    .map((kind): DataType => ({ kind })),
  fc
    .tuple(
      fc.constantFrom("TIME" as const, "TIMESTAMP_NTZ" as const, "TIMESTAMP_LTZ" as const, "TIMESTAMP_TZ" as const),
      fc.integer({ min: 0, max: 9 }),
    )
    .map(([kind, scale]): DataType => ({ kind, scale })),
);

/** A name of one to so many parts. */
export function arbitraryQualifiedName(maxParts: number): fc.Arbitrary<QualifiedName> {
  return fc
    .tuple(arbitraryName, fc.array(arbitraryName, { maxLength: maxParts - 1 }))
    .map(([first, others]) => ({ parts: [first, ...others], ...HERE }));
}

const literal: fc.Arbitrary<Expression> = fc
  .oneof(
    fc.constant({ type: "NULL" as const }),
    fc.boolean().map((value) => ({ type: "BOOLEAN" as const, value })),
    fc.constantFrom("0", "12", "1.50", ".5", "1.", "1e3", "2.5E-7").map((text) => ({ type: "NUMBER" as const, text })),
    fc
      .oneof(fc.string(), fc.constantFrom("it's", "a\\b", "--x", "\n"))
      .map((value) => ({ type: "TEXT" as const, value })),
  )
  .map((value): Expression => ({ kind: "literal", literal: value, ...HERE }));

const column: fc.Arbitrary<Expression> = fc.oneof(
  arbitraryQualifiedName(4).map((name): Expression => ({ kind: "column", name, ...HERE })),
  fc.constant<Expression>({ kind: "column", name: { parts: ["$3"], ...HERE }, ...HERE }),
  arbitraryName.map((table): Expression => ({ kind: "column", name: { parts: [table, "$1"], ...HERE }, ...HERE })),
);

/** Expressions without others in them. */
export const arbitraryLeaf: fc.Arbitrary<Expression> = fc.oneof(
  literal,
  column,
  fc.constantFrom("X", "MY_VARIABLE").map((name): Expression => ({ kind: "variable", name, ...HERE })),
  fc.string().map((text): Expression => ({ kind: "interval", text, ...HERE })),
);

export const arbitraryAlias: fc.Arbitrary<TableAlias> = fc
  .tuple(arbitraryName, fc.option(fc.array(arbitraryName, { minLength: 1, maxLength: 3 })))
  .map(([name, columns]) => (columns === null ? { name } : { name, columns }));

/** What LIMIT and OFFSET take. */
export const arbitraryCount: fc.Arbitrary<Expression> = fc
  .oneof(
    fc.nat().map((count) => ({ type: "NUMBER" as const, text: String(count) })),
    fc.constant({ type: "NULL" as const }),
    fc.constant({ type: "TEXT" as const, value: "" }),
  )
  .map((value): Expression => ({ kind: "literal", literal: value, ...HERE }));
