import type { SnowflakeObject } from "./snowflake-object";

/** A sequence. */
export interface Sequence extends SnowflakeObject {
  /** What NEXTVAL gives next. A bigint as text: JSON and journals have none. */
  next: string;
  /** Never 0; as text, too. */
  increment: string;
  ordered: boolean;
}
