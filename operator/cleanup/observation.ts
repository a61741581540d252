import type { AccountRole } from "../../config/schema";
import type { Known } from "../failover/observation";

/** A resource in Terraform's state: of its attributes only those that tell what it holds. */
export interface StateResource {
  /** As Terraform spells it, e.g. `aws_s3_bucket.Bucket_83908E77`. */
  readonly address: string;
  readonly type: string;
  readonly name?: string;
  readonly database?: string;
  readonly schema?: string;
  readonly bucket?: string;
  /** Of a snowflake_execute: what undoes it. */
  readonly revert?: string;
}

/** A table or view in a database. */
export interface SeenRelation {
  readonly schema: string;
  readonly name: string;
  readonly kind: "table" | "iceberg" | "external" | "view";
  /** Empty: none. */
  readonly comment: string;
  /** Rows and bytes in Snowflake's own storage; 0 where they lie elsewhere. */
  readonly rows: number;
  readonly bytes: number;
}

/** What one account says of itself. What isn't there isn't in it. */
export interface SeenAccount {
  /** Halves of the failover groups, by name. */
  readonly groups: ReadonlyMap<string, "primary" | "secondary">;
  /** Whole names, in SQL, of the tasks that run. */
  readonly runningTasks: readonly string[];
  /** Whether the lake may be written through the catalog-linked database. */
  readonly catalogWrites: boolean;
  /** The databases that the configuration names, with what is in them. Of the catalog-linked one nothing is listed. */
  readonly databases: ReadonlyMap<string, readonly SeenRelation[]>;
}

/** What is in a bucket. */
export interface SeenContents {
  /** Objects as they are now. */
  readonly objects: number;
  /** Their bytes. */
  readonly bytes: number;
  /** Older versions and delete markers. */
  readonly older: number;
  /** Whether there is more than was counted. */
  readonly more: boolean;
}

/** What AWS says. */
export interface SeenAws {
  /** By name; null: there is no such bucket. */
  readonly buckets: ReadonlyMap<string, SeenContents | null>;
  /** Tables of the lake's Glue database; null: there is no such database. */
  readonly glueTables: readonly string[] | null;
}

/** What the failover controller keeps. */
export interface SeenController {
  /** Who has the lease now; null: nobody. */
  readonly lease: { readonly holder: string; readonly drill: string; readonly until: string } | null;
  /** The drill that was begun and not ended. */
  readonly unfinished: string | null;
}

/** All that a cleanup looks at. */
export interface CleanupObservation {
  /** Of every declared stack: what Terraform's state has; null: there is no state of it. */
  readonly stacks: ReadonlyMap<string, Known<readonly StateResource[] | null>>;
  /** Stacks that the state has something of, and that aren't declared any longer. */
  readonly undeclared: Known<readonly string[]>;
  readonly accounts: Readonly<Record<AccountRole, Known<SeenAccount>>>;
  readonly aws: Known<SeenAws>;
  readonly controller: Known<SeenController>;
}

/** What the state has of a stack; nothing where it isn't known. */
export function resourcesIn({ stacks }: Pick<CleanupObservation, "stacks">, stack: string): readonly StateResource[] {
  const state = stacks.get(stack);
  return state?.known === true ? (state.value ?? []) : [];
}
