import type { AccountRole } from "../../config/schema";
import type { DrillOptions } from "../../operator/failover/drill-options";
import type { FailoverTopology } from "../../operator/failover/topology";

/** What a controller is made of, but for what it is to do and who listens. */
export type ControllerParts = Omit<DrillOptions, "intent" | "host" | "holder" | "assumeYes">;

/** Takes something back. */
export type Undo = () => Promise<void>;

/** Two accounts in which things can be made to go wrong: local clouds that Terraform converged, or an emulator in process. */
export interface ChaosWorld {
  readonly topology: FailoverTopology;
  /** Runs a statement as the deployer, in a session of its own. @throws Snowflake's error, or that of a network */
  execute(account: AccountRole, sql: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** Gives a controller sessions of its own for as long as it works. @param to the account that is to become active, if one is */
  withController<T>(to: AccountRole, work: (parts: ControllerParts) => Promise<T>): Promise<T>;
  advance(seconds: number): Promise<void>;
  outage(account: AccountRole): Promise<Undo>;
  latency(account: AccountRole, milliseconds: number): Promise<Undo>;
  /** The next so many statements that match a regular expression fail, and are not carried out. */
  failing(account: AccountRole, pattern: string, times: number): Promise<Undo>;
}
