import type { AccountObject } from "./account-object";

/** An account role. */
export interface Role extends AccountObject {
  /** True for ACCOUNTADMIN and its kin: they can't be altered or dropped. */
  readonly system: boolean;
}
