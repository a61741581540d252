import type { AccountRole } from "../../config/schema";
import type { DataKind } from "./data-kinds";
import { counted } from "./sizes";

/** A step of a cleanup. Each is known to be done by looking again. */
export type CleanupStep =
  /** Tasks that run and writes to the lake, before anything they use goes. */
  | { readonly kind: "quiet"; readonly account: AccountRole; readonly statements: readonly string[] }
  /** Deletes every object and version, so that the bucket can be removed. */
  | {
      readonly kind: "empty-bucket";
      readonly data: DataKind;
      readonly bucket: string;
      readonly region: string;
    }
  /** Takes what is kept out of Terraform's state, so that the destroy leaves it. */
  | {
      readonly kind: "forget";
      readonly stack: string;
      readonly data: readonly DataKind[];
      readonly addresses: readonly string[];
    }
  /** `terraform destroy` of what the stack still has. */
  | { readonly kind: "destroy"; readonly stack: string; readonly resources: number }
  /** Deletes the state of stacks that are gone. */
  | { readonly kind: "delete-state"; readonly stacks: readonly string[] };

/** Data that there are, and what becomes of them. */
export interface DataItem {
  readonly data: DataKind;
  readonly account?: AccountRole;
  /** e.g. `s3://twinberg-demo-lake`, `database ICEBERG_OPS`. */
  readonly what: string;
  /** Size and count: `1.2 GB in 340 objects`. */
  readonly holds: string;
  /** Whether Terraform has it: what it doesn't have any more, or never had, isn't removed by this command. */
  readonly owned: boolean;
}

/** Why a cleanup isn't begun. */
export interface CleanupRefusal {
  readonly id: string;
  readonly text: string;
  readonly fix: string;
}

/** What is there afterwards, whatever is consented to. */
export interface Leftover {
  readonly what: string;
  readonly why: string;
  /** Who can remove it, and how. */
  readonly who: string;
}

/** What a cleanup would do. */
export interface CleanupPlan {
  readonly refusals: readonly CleanupRefusal[];
  readonly steps: readonly CleanupStep[];
  readonly keeps: readonly DataItem[];
  readonly deletes: readonly DataItem[];
  /** Stacks that stay as they are, and why. */
  readonly stays: readonly { readonly stack: string; readonly why: string }[];
  readonly leaves: readonly Leftover[];
}

/** A step in one line. */
export function stepTitle(step: CleanupStep): string {
  switch (step.kind) {
    case "quiet":
      return `${step.account}: stop tasks and writes to the lake (${counted(step.statements.length, "statement")})`;
    case "empty-bucket":
      return `empty s3://${step.bucket}: every object and every version`;
    case "forget":
      return `${step.stack}: Terraform forgets ${counted(step.addresses.length, "resource")} to keep (${step.data.join(", ")})`;
    case "destroy":
      return `${step.stack}: destroy ${counted(step.resources, "resource")}`;
    case "delete-state":
      return `delete Terraform's state of ${step.stacks.join(", ")}`;
  }
}
