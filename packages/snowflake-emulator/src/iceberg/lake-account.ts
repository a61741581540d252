import type { Availability } from "../availability";
import type { Clock } from "../clock";
import type { AccountIdentity } from "../identity";
import type { AccountState } from "../state/account-state";

/** What of an account its lake needs: who it is at AWS, what it knows, what time it is, whether it is up. */
export interface LakeAccount {
  /** `ORG-ACCT` */
  readonly identifier: string;
  readonly identity: AccountIdentity;
  readonly state: AccountState;
  readonly clock: Clock;
  readonly availability: Availability;
  /** Resolves when all that was changed is kept. */
  flush(): Promise<void>;
}
