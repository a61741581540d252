import { notEmulated } from "../../../errors";
import type { Query } from "../../../query/ast";
import { parseQuery } from "../../../query/parse";
import type { Cursor } from "../../cursor";
import { type CreateHead, readCreateName } from "../../object-statements";
import { boolean } from "../../properties";
import { endBefore, rangeOf, type SourceRange } from "../../source-range";
import { readTagClause, type TagSetting } from "../../tag-clause";
import { readClusterBy } from "../table/table-definition";
import { type NamedColumn, readViewColumns } from "./view-columns";

/** A CREATE [MATERIALIZED] VIEW, read. */
export interface ViewDefinition {
  readonly head: CreateHead;
  readonly secure: boolean;
  readonly recursive: boolean;
  readonly columns: readonly NamedColumn[] | undefined;
  readonly copyGrants: boolean;
  /** Of the view and of its columns. */
  readonly tags: readonly TagSetting[];
  readonly comment: string | null;
  readonly changeTracking: boolean;
  readonly clusterBy: readonly SourceRange[];
  readonly query: Query;
  /** Where the query stands. */
  readonly queryRange: SourceRange;
  /** Where the whole statement stands. */
  readonly range: SourceRange;
}

const POLICIES = ["ROW ACCESS POLICY", "AGGREGATION POLICY", "JOIN POLICY"] as const;
const TEMPORARY = ["TEMPORARY", "TEMP", "VOLATILE", "LOCAL TEMPORARY", "LOCAL TEMP", "GLOBAL TEMPORARY"] as const;

/** Reads `CREATE [OR REPLACE] [SECURE] [RECURSIVE] <words> …`. Temporary views and policies are refused by name. */
export function readViewDefinition(cursor: Cursor, words: "VIEW" | "MATERIALIZED VIEW"): ViewDefinition {
  const from = cursor.peek().offset;
  cursor.expect("CREATE");
  const orReplace = cursor.take("OR REPLACE");
  const secure = cursor.take("SECURE");
  const temporary = cursor.takeOneOf(...TEMPORARY);
  if (temporary !== undefined) throw notEmulated(`CREATE ${temporary} VIEW`);
  const recursive = words === "VIEW" && cursor.take("RECURSIVE");
  cursor.expect(words);
  const head = readCreateName(cursor, orReplace, 3);
  let columns: readonly NamedColumn[] | undefined;
  const tags: TagSetting[] = [];
  let copyGrants = false;
  let comment: string | null = null;
  let changeTracking = false;
  let clusterBy: readonly SourceRange[] = [];
  for (;;) {
    tags.push(...readTagClause(cursor));
    if (cursor.take("AS")) break;
    cursor.take("WITH");
    const policy = cursor.takeOneOf(...POLICIES);
    if (policy !== undefined) throw notEmulated(`${policy} of a view`);
    if (columns === undefined && cursor.isSymbol("(")) columns = readViewColumns(cursor, tags);
    else if (cursor.take("COPY GRANTS")) copyGrants = true;
    else if (words === "MATERIALIZED VIEW" && cursor.take("CLUSTER BY")) clusterBy = readClusterBy(cursor);
    else if (cursor.take("COMMENT")) {
      cursor.expectSymbol("=");
      comment = cursor.string();
    } else if (words === "VIEW" && cursor.take("CHANGE_TRACKING")) {
      cursor.expectSymbol("=");
      changeTracking = boolean(cursor, "CHANGE_TRACKING");
    } else throw cursor.unexpected();
  }
  const { value: query, range: queryRange } = rangeOf(cursor, () => parseQuery(cursor));
  return {
    head,
    secure,
    recursive,
    columns,
    copyGrants,
    tags,
    comment,
    changeTracking,
    clusterBy,
    query,
    queryRange,
    range: { from, to: endBefore(cursor) },
  };
}
