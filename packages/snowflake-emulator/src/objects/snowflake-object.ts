/** Identity of an object within its account. It outlives renames; a replaced object gets a new one. */
export type ObjectId = number;

/** What every object has. */
export interface SnowflakeObject {
  readonly id: ObjectId;
  /** Exact name, as a quoted identifier would hold it. */
  name: string;
  /** The schema or database that it is in; null for objects of the account. */
  parentId: ObjectId | null;
  /** The role (or database role) that owns it; null for what Snowflake itself made (system-defined roles, the first user). */
  ownerRoleId: ObjectId | null;
  /** Milliseconds since the epoch. */
  readonly createdOn: number;
  /** null when never set. */
  comment: string | null;
}
