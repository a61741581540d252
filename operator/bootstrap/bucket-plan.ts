import type { TwinbergConfig } from "../../config/schema";
import type { BucketPlace, BucketState, SeenBucket } from "../aws/bucket";
import type { Known } from "../failover/observation";
import type { SeenStateBuckets } from "./observation";
import type { BootstrapPlan, BootstrapStep, BucketAction, ByHand } from "./step";

const NOTHING: BootstrapPlan = { steps: [], byHand: [] };

/** What the buckets of Terraform's state lack. @param seen undefined: the state isn't in S3 */
export function planBuckets({ backend }: TwinbergConfig, seen: SeenStateBuckets | undefined): BootstrapPlan {
  if (backend.type !== "s3" || seen === undefined) return NOTHING;
  const state = planBucket("state-bucket", backend, seen.state);
  const { replica } = backend;
  if (replica === undefined || seen.replica === undefined) return state;
  const copy = planBucket("state-replica", replica, seen.replica);
  // The copy's bucket is there first, and both keep versions, or S3 refuses the rule.
  const known = seen.state.known && seen.replica.known;
  const copies =
    seen.state.known && seen.state.value.kind === "own" && seen.state.value.copiesTo.includes(replica.bucket);
  const blocked = [...state.byHand, ...copy.byHand].length > 0;
  const rule: readonly BootstrapStep[] =
    !known || copies || blocked
      ? []
      : [
          step(
            "state-bucket",
            backend,
            { kind: "copyTo", to: replica },
            `have S3 copy ${backend.bucket} to ${replica.bucket}`,
          ),
        ];
  return { steps: [...state.steps, ...copy.steps, ...rule], byHand: [...state.byHand, ...copy.byHand] };
}

const SETTINGS: readonly {
  readonly has: keyof Pick<BucketState, "versioned" | "encrypted" | "closed" | "tlsOnly">;
  readonly action: Exclude<BucketAction["kind"], "create" | "copyTo">;
  readonly title: (bucket: string) => string;
}[] = [
  { has: "versioned", action: "keepVersions", title: (bucket) => `keep old versions in ${bucket}` },
  { has: "encrypted", action: "encrypt", title: (bucket) => `encrypt ${bucket}` },
  { has: "closed", action: "closeToPublic", title: (bucket) => `close ${bucket} to the public` },
  { has: "tlsOnly", action: "requireTls", title: (bucket) => `refuse requests to ${bucket} without TLS` },
];

function planBucket(id: string, { bucket, region }: BucketPlace, seen: Known<SeenBucket>): BootstrapPlan {
  const place = { bucket, region };
  const byHand = (reason: string): ByHand => ({
    id,
    what: `${bucket} is a bucket of yours in ${region}`,
    reason,
    statements: [],
  });
  if (!seen.known) return { steps: [], byHand: [byHand(seen.reason)] };
  if (seen.value.kind === "foreign") {
    const reason = `there is one that isn't for this AWS account, or not for you (${seen.value.reason}): choose another name in the configuration`;
    return { steps: [], byHand: [byHand(reason)] };
  }
  if (seen.value.kind === "own" && seen.value.region !== region) {
    const reason = `it is in ${seen.value.region}: correct the configuration, or choose another name`;
    return { steps: [], byHand: [byHand(reason)] };
  }
  const has: Partial<BucketState> = seen.value.kind === "own" ? seen.value : {};
  const missing = SETTINGS.filter((setting) => has[setting.has] !== true);
  return {
    steps: [
      ...(seen.value.kind === "absent"
        ? [step(id, place, { kind: "create" }, `make the bucket ${bucket} in ${region}`)]
        : []),
      ...missing.map(({ action, title }) => step(id, place, { kind: action }, title(bucket))),
    ],
    byHand: [],
  };
}

function step(id: string, { bucket, region }: BucketPlace, action: BucketAction, title: string): BootstrapStep {
  return { kind: "bucket", id: `${id}.${action.kind}`, title, place: { bucket, region }, action };
}
