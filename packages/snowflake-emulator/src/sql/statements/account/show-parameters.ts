import { insufficientPrivileges } from "../../../errors";
import { PARAMETERS, type ParameterScope, parameterNames } from "../../../parameters/definitions";
import { objectLevels } from "../../../parameters/object-levels";
import { type ParameterLevel, type ResolvedParameter, resolveParameter } from "../../../parameters/resolve";
import { sessionLevels } from "../../../parameters/session-levels";
import { type ColumnPlan, tableOf } from "../../../wire/result-table";
import type { Cursor } from "../../cursor";
import { likePredicate } from "../../like";
import type { ExecutionContext, StatementKind } from "../../statement";
import { PARAMETER_HOLDERS } from "./parameter-holders";

const COLUMNS: ColumnPlan<ResolvedParameter> = {
  key: ["text", (one) => one.definition.name],
  value: ["text", (one) => one.value],
  default: ["text", (one) => one.definition.default],
  level: ["text", (one) => one.level],
  description: ["text", (one) => one.definition.description],
  type: ["text", (one) => one.definition.type],
};

/** Which parameters are shown, and through which levels they are looked at. */
interface View {
  readonly names: readonly string[];
  readonly levels: readonly ParameterLevel[];
}

type ViewReader = (context: ExecutionContext) => View;

const names = (...scopes: readonly ParameterScope[]) => [...new Set(scopes.flatMap(parameterNames))].sort();

/** Reads `{ IN | FOR } { DATABASE | SCHEMA | TABLE | … } name`: objects that inherit from what contains them. */
function readHolder(cursor: Cursor): ViewReader | undefined {
  for (const { words, scope: usual, read, scopeOf } of PARAMETER_HOLDERS) {
    if (!cursor.takeOneOf(`IN ${words}`, `FOR ${words}`)) continue;
    const find = read(cursor);
    return (context) => {
      const holder = find(context);
      const scope = scopeOf?.(context, holder) ?? usual;
      return { names: names(scope), levels: objectLevels(context.account, scope, holder) };
    };
  }
  return undefined;
}

function readPlace(cursor: Cursor): ViewReader {
  const accountLevel = ({ account }: ExecutionContext) => ({
    level: "ACCOUNT",
    values: account.state.parameters.asMap(),
  });
  if (cursor.take("IN ACCOUNT")) {
    return (context) => {
      if (!context.access.isAccountAdmin() && !context.access.managesGrants()) {
        throw insufficientPrivileges("account", context.access.accountName);
      }
      return { names: names("ACCOUNT", "SESSION", "USER"), levels: [accountLevel(context)] };
    };
  }
  if (cursor.take("IN USER") || cursor.take("FOR USER")) {
    const name = cursor.identifier();
    return (context) => {
      const user = context.access.require("USER", name, "VISIBLE");
      return {
        names: names("USER", "SESSION"),
        levels: [{ level: "USER", values: user.parameters }, accountLevel(context)],
      };
    };
  }
  if (cursor.take("IN WAREHOUSE") || cursor.take("FOR WAREHOUSE")) {
    const name = cursor.identifier();
    return (context) => {
      const warehouse = context.access.require("WAREHOUSE", name, "VISIBLE");
      return {
        names: names("WAREHOUSE"),
        levels: [{ level: "WAREHOUSE", values: warehouse.parameters }, accountLevel(context)],
      };
    };
  }
  const holder = readHolder(cursor);
  if (holder !== undefined) return holder;
  if (!cursor.take("IN SESSION") && !cursor.take("FOR SESSION") && (cursor.isWords("IN") || cursor.isWords("FOR"))) {
    throw cursor.unexpected();
  }
  return ({ session }) => ({ names: names("SESSION"), levels: sessionLevels(session) });
}

/** SHOW PARAMETERS [LIKE '…'] [{ IN | FOR } { SESSION | ACCOUNT | <type> name }] */
export const showParameters: StatementKind = {
  leading: "SHOW PARAMETERS",
  parse(cursor) {
    cursor.expect("SHOW PARAMETERS");
    const matches = cursor.take("LIKE") ? likePredicate(cursor.string()) : () => true;
    const view = readPlace(cursor);
    return (context) => {
      const { names: shown, levels } = view(context);
      const rows = shown.filter(matches).flatMap((name) => {
        const definition = PARAMETERS.get(name);
        return definition === undefined ? [] : [resolveParameter(definition, levels)];
      });
      return tableOf(COLUMNS, rows);
    };
  },
};
