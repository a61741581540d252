import type { Session } from "../session/session";
import { objectById } from "../state/account-state";
import type { ParameterLevel } from "./resolve";

/** The levels that a session sees its parameters through, the innermost first. */
export function sessionLevels(session: Session): readonly ParameterLevel[] {
  const { state } = session.account;
  const user = objectById(state, "USER", session.userId);
  return [
    { level: "SESSION", values: session.parameters },
    { level: "USER", values: user?.parameters ?? new Map() },
    { level: "ACCOUNT", values: state.parameters.asMap() },
  ];
}

/** The levels that one statement sees, with the parameters that hold for it only. */
export function statementLevels(
  session: Session,
  statementParameters: ReadonlyMap<string, string>,
): readonly ParameterLevel[] {
  const levels = sessionLevels(session);
  return statementParameters.size === 0 ? levels : [{ level: "SESSION", values: statementParameters }, ...levels];
}
