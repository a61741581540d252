import { itAnswers, itEvaluates } from "../support/examples";

// docs.snowflake.com/en/sql-reference/functions/hash_agg: whatever the order, never NULL, nothing is 0, NULL is a value like others.
const rows = (...values: readonly string[]) => `(SELECT HASH_AGG(*) FROM (VALUES ${values.join(", ")}) AS T (A, B))`;

describe("HASH_AGG", () => {
  itEvaluates([
    [`${rows("(1, 'a')", "(2, NULL)")} = ${rows("(2, NULL)", "(1, 'a')")}`, "true"],
    [`${rows("(1, 'a')")} = ${rows("(1, NULL)")}`, "false"],
    [`${rows("(1, 'a')")} = ${rows("(1, 'a')", "(1, 'a')")}`, "false"],
    [`${rows("(1, 'a')", "(2, 'b')")} = ${rows("(1, 'b')", "(2, 'a')")}`, "false"],
    ["HASH_AGG(NULL) IS NULL", "false"],
  ]);
  itAnswers([
    ["SELECT HASH_AGG(A) FROM (VALUES (1)) AS T (A) WHERE FALSE", [["0"]]],
    ["SELECT HASH_AGG(*) FROM (VALUES (1)) AS T (A) WHERE FALSE", [["0"]]],
    [
      "SELECT COUNT(DISTINCT H) FROM (SELECT A, HASH_AGG(*) AS H FROM (VALUES (1, 'x'), (2, 'x'), (2, 'y')) AS T (A, B) GROUP BY A)",
      [["2"]],
    ],
    [
      "SELECT HASH_AGG(*) = HASH_AGG(A, B, C, D) FROM (SELECT 1.5 AS A, '2026-01-01 00:00:00 +01:00'::TIMESTAMP_TZ AS B, PARSE_JSON('{\"a\": 1}') AS C, NULL AS D)",
      [["true"]],
    ],
  ]);
});
