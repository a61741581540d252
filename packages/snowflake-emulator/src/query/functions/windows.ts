import { notEmulated } from "../../errors";
import { FLOAT } from "../../types/data-type";
import { arithmetic } from "../compile/arithmetic";
import type { Bound } from "../compile/bound";
import { derive } from "../compile/bound";
import { castTo } from "../compile/cast";
import { type FunctionCall, type FunctionDefinition, scalar } from "../compile/function-call";
import { numberType } from "../compile/types";

const RANK = numberType(18, 0);

function windowed(
  names: string | readonly string[],
  counts: readonly [number, number],
  bind: (call: FunctionCall) => Bound,
): FunctionDefinition {
  return { ...scalar(names, counts, bind), kind: "window" };
}

/** D: rank-related functions need ORDER BY. */
function ordered(call: FunctionCall): void {
  if (call.node.over?.orderBy.length === 0) throw notEmulated(`${call.name} without ORDER BY in its OVER clause`);
}

const rank = (name: string) => (call: FunctionCall) => {
  ordered(call);
  return call.make(`CAST(${call.over(`${name}()`)} AS DECIMAL(18,0))`, RANK, false);
};

const share = (name: string) => (call: FunctionCall) => {
  ordered(call);
  return call.make(call.over(`${name}()`), FLOAT, false);
};

const ignoring = (call: FunctionCall) => (call.node.nulls === "IGNORE" ? " IGNORE NULLS" : "");

/** D: LAG, LEAD: the value some rows before or after; the default where there is none. */
const neighbor = (name: "lag" | "lead") => (call: FunctionCall) => {
  ordered(call);
  const value = call.argument(0);
  const offset = call.has(1) ? call.integer(1) : "1";
  const fallback = call.has(2) ? call.argument(2) : undefined;
  const type = value.type;
  const last =
    fallback === undefined ? "NULL" : type.kind === "NULL" ? fallback.sql : castTo(fallback, type, call.settings).sql;
  return call.make(call.over(`${name}(${value.sql}, ${offset}, ${last}${ignoring(call)})`), type, true);
};

const edge = (name: string) => (call: FunctionCall) => {
  const value = call.argument(0);
  const position = call.has(1) ? `, ${call.integer(1)}` : "";
  return call.make(call.over(`${name}(${value.sql}${position}${ignoring(call)})`), value.type, true);
};

export const windowFunctions: readonly FunctionDefinition[] = [
  windowed("ROW_NUMBER", [0, 0], rank("row_number")),
  windowed("RANK", [0, 0], rank("rank")),
  windowed("DENSE_RANK", [0, 0], rank("dense_rank")),
  windowed("PERCENT_RANK", [0, 0], share("percent_rank")),
  windowed("CUME_DIST", [0, 0], share("cume_dist")),
  windowed("NTILE", [1, 1], (call) => {
    ordered(call);
    return call.make(`CAST(${call.over(`ntile(${call.integer(0)})`)} AS DECIMAL(18,0))`, RANK, false);
  }),
  windowed("LAG", [1, 3], neighbor("lag")),
  windowed("LEAD", [1, 3], neighbor("lead")),
  windowed("FIRST_VALUE", [1, 1], edge("first_value")),
  windowed("LAST_VALUE", [1, 1], edge("last_value")),
  windowed("NTH_VALUE", [2, 2], edge("nth_value")),
  /** D: RATIO_TO_REPORT: the value by the sum of its group; NULL where that is 0. */
  windowed("RATIO_TO_REPORT", [1, 1], (call) => {
    if (call.node.over?.orderBy.length !== 0) throw notEmulated("RATIO_TO_REPORT with ORDER BY");
    const value = call.number(0);
    const total = `nullif(${call.over(`sum(${value.sql})`)}, 0)`;
    const type = value.type.kind === "NUMBER" ? numberType(38, value.type.scale) : FLOAT;
    const sum = derive(
      type.kind === "NUMBER" ? `CAST(${total} AS DECIMAL(38,${type.scale}))` : total,
      type,
      [value],
      true,
    );
    return { ...arithmetic("/", value, sum, call.node, call.settings), nullable: true };
  }),
];
