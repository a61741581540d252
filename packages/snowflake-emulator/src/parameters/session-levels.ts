import { objectById } from "../state/account-state";
import type { Session } from "../session/session";
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
