import type { Account } from "../account";
import type { ObjectId } from "../objects/snowflake-object";
import type { QueryIds } from "./query-ids";
import type { SessionVariable } from "./session-variable";

/** One client session. Roles and warehouse are remembered by id: they may be renamed or dropped meanwhile. */
export interface Session {
  readonly id: number;
  readonly account: Account;
  readonly userId: ObjectId;
  primaryRoleId: ObjectId | null;
  secondaryRoles: "ALL" | "NONE";
  warehouseId: ObjectId | null;
  databaseId: ObjectId | null;
  schemaId: ObjectId | null;
  /** The statements that have ended. */
  readonly queryIds: QueryIds;
  /** Parameters set with ALTER SESSION or at login, by name. */
  readonly parameters: Map<string, string>;
  /** Session variables, by name (D: SQL variables). */
  readonly variables: Map<string, SessionVariable>;
  token: string;
  /** Milliseconds since the epoch. */
  tokenExpiresAt: number;
  masterToken: string;
  masterExpiresAt: number;
}
