import type { AccountRole } from "../../config/schema";
import type { BucketPlace } from "../aws/bucket";

/** What is done to a bucket. */
export type BucketAction =
  | { readonly kind: "create" | "keepVersions" | "encrypt" | "closeToPublic" | "requireTls" }
  | { readonly kind: "copyTo"; readonly to: BucketPlace };

interface StepBase {
  /** Stable id for programs. */
  readonly id: string;
  /** What it does, for people. */
  readonly title: string;
}

/** Something that is missing, and how it comes. */
export type BootstrapStep = StepBase &
  (
    | { readonly kind: "key-pair"; readonly account: AccountRole; readonly file: string }
    | {
        readonly kind: "statements";
        /** Where they run. */
        readonly account: AccountRole;
        /** As which role. */
        readonly role: string;
        /** @param body the deployer's public key, which may be made by a step before */
        readonly statements: (body: string) => readonly string[];
      }
    | { readonly kind: "bucket"; readonly place: BucketPlace; readonly action: BucketAction }
  );

/** Something that this command can't do, or mustn't by itself. */
export interface ByHand {
  readonly id: string;
  /** What is to be so. */
  readonly what: string;
  readonly reason: string;
  /** What to run. Default: what is to be done isn't SQL, and `reason` says it. */
  readonly statements: readonly string[];
}

/** All that is missing. */
export interface BootstrapPlan {
  readonly steps: readonly BootstrapStep[];
  readonly byHand: readonly ByHand[];
}
