import type { ObjectId } from "../objects/snowflake-object";
import { QueryIds } from "../session/query-ids";
import type { Session } from "../session/session";
import type { ExecuteAs } from "./definition";
import { PARAMETERS_FOR_OWNERS } from "./session-parameters";

/** What decides how a called procedure's statements are carried out. */
export interface CalledProcedure {
  readonly executeAs: ExecuteAs;
  readonly ownerRoleId: ObjectId | null;
  readonly databaseId: ObjectId;
  readonly schemaId: ObjectId;
}

/** Whose rights a call runs with. */
export interface CallRights {
  readonly session: Session;
  /** The rules for owner's rights procedures hold for its statements (`refusedForOwner`). */
  readonly ownersRights: boolean;
}

/**
 * The session that a called procedure's statements run in.
 *
 * D: a caller's rights procedure runs in the caller's own session, and what it changes there stays. An owner's rights
 * procedure runs with its owner's role, in the database and schema that it is in, with the caller's warehouse; of the
 * caller's session parameters it sees some (`PARAMETERS_FOR_OWNERS`) and changes none, and it sees no session variables.
 * D (nested procedures): a procedure called by an owner's rights procedure, directly or not, behaves as an owner's rights
 * procedure whatever it was created as. A: it keeps the rights of its caller then, not of its own owner, when it was
 * created as a caller's rights procedure.
 * @param caller the session that calls, and whether owner's rights hold in it already
 */
export function callSession(caller: CallRights, procedure: CalledProcedure): CallRights {
  if (procedure.executeAs === "CALLER") return caller;
  const { session } = caller;
  const parameters = new Map([...session.parameters].filter(([name]) => PARAMETERS_FOR_OWNERS.has(name)));
  return {
    ownersRights: true,
    session: {
      ...session,
      primaryRoleId: procedure.ownerRoleId,
      secondaryRoles: "NONE",
      databaseId: procedure.databaseId,
      schemaId: procedure.schemaId,
      parameters,
      variables: new Map(),
      queryIds: new QueryIds(),
    },
  };
}
