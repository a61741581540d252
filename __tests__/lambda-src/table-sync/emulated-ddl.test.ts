import fc from "fast-check";
import { desiredTable } from "../../../lambda-src/table-sync/desired";
import { markOf, renderMark } from "../../../lambda-src/table-sync/mark";
import {
  addColumns,
  addPartition,
  createTable,
  dropColumns,
  dropPartition,
  dropTable,
  refresh,
  setAutoRefresh,
  setComment,
} from "../../../lambda-src/table-sync/statements";
import { parseStatement } from "../../../packages/snowflake-emulator/src/sql/registry";
import { tokenize } from "../../../packages/snowflake-emulator/src/sql/tokenizer";
import { anyTable } from "./arbitrary-tables";
import { SETTINGS } from "./fakes";

const parse = (sql: string) => parseStatement(tokenize(sql));

it("every statement for any Glue table is one that the emulator's own grammar takes", () => {
  fc.assert(
    fc.property(anyTable, fc.boolean(), fc.string(), (glue, replace, text) => {
      const desired = desiredTable(glue, [], SETTINGS);
      // The emulator has no ORC: it refuses it by name.
      if (desired.kind !== "TABLE" || desired.format.type === "ORC") return;
      const { name, columns, partitioning } = desired;
      const comment = renderMark({ ...markOf(desired), orphan: text });
      const statements = [
        createTable(desired, comment, { replace }),
        setComment(name, comment),
        setAutoRefresh(name, replace),
        refresh(name),
        dropTable(name),
        ...(columns.length === 0 ? [] : [addColumns(name, columns), dropColumns(name, columns)]),
        ...(partitioning.kind === "NONE"
          ? []
          : [addPartition(name, partitioning.columns, { values: ["a'\\b"], path: text.replace(/\0/g, "") })]),
        dropPartition(name, text.replace(/\0/g, "")),
      ];
      for (const sql of statements) expect(() => parse(sql)).not.toThrow();
    }),
    { numRuns: 300 },
  );
});
