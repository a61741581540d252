import type { BucketPlace, SeenBucket } from "../../aws/bucket";
import type { Known } from "../../failover/observation";
import { about, bad, type Finding, good, type PreflightCheck, type PreflightResult, skipped, unknown } from "../check";
import type { PreflightObservation } from "../observation";

/** Whether the state has a place that is fit for it: versioned, encrypted, closed, TLS only, and copied where that is configured. */
export const stateBucket: PreflightCheck = ({ config: { backend }, observation }) => {
  const result = (id: string, expected: string, finding: Finding): PreflightResult => ({
    id,
    where: "state",
    expected,
    ...finding,
  });
  switch (backend.type) {
    case "local":
      return [
        result(
          "state.place",
          "the state is where two people can't write it at once, and no disk takes it along",
          skipped(`it is in ${backend.directory}: good for trying out, not for production`),
        ),
      ];
    case "cloud":
      return [
        result(
          "state.place",
          `the state is kept by ${backend.hostname}`,
          skipped(
            `workspaces of ${backend.organization} are not looked at from here; the deployers' keys are sensitive variables there`,
          ),
        ),
      ];
    case "s3": {
      const { replica } = backend;
      return [
        result(
          "state.bucket",
          `the state's bucket is there, versioned, encrypted, closed, TLS only: ${backend.bucket} in ${backend.region}`,
          bucketFinding(observation, backend),
        ),
        ...(replica === undefined
          ? [
              result(
                "state.copy",
                "the state is copied to another region",
                skipped(
                  "backend.replica names none: without the state's region, stacks can't be planned, and failovers go on",
                ),
              ),
            ]
          : [
              result(
                "state.copy",
                `S3 copies the state to ${replica.bucket} in ${replica.region}`,
                copyFinding(observation, backend, replica),
              ),
            ]),
      ];
    }
  }
};

const FIX = "twinberg bootstrap makes it so";

function seenBucket(
  observation: PreflightObservation,
  { bucket }: BucketPlace,
  judge: (found: SeenBucket) => Finding,
): Finding {
  return about(observation.aws, "see aws.credentials", ({ buckets }) => {
    const seen: Known<SeenBucket> = buckets.get(bucket) ?? { known: false, reason: "it was not looked at" };
    return about(seen, "let the caller look at the bucket", judge);
  });
}

function bucketFinding(observation: PreflightObservation, place: BucketPlace): Finding {
  return seenBucket(observation, place, (found) => {
    if (found.kind === "absent") return bad("there is none", FIX);
    if (found.kind === "foreign") return bad(found.reason, "all of AWS shares bucket names: choose another");
    if (found.region !== place.region) return bad(`it is in ${found.region}`, `set its region to ${found.region}`);
    const lacks = [
      found.versioned ? "" : "keeps no old versions",
      found.encrypted ? "" : "isn't encrypted",
      found.closed ? "" : "isn't closed to the public",
      found.tlsOnly ? "" : "takes requests without TLS",
    ].filter((one) => one !== "");
    return lacks.length === 0 ? good("it is") : bad(`it ${lacks.join(", ")}`, FIX);
  });
}

function copyFinding(observation: PreflightObservation, state: BucketPlace, replica: BucketPlace): Finding {
  const copy = bucketFinding(observation, replica);
  if (copy.verdict !== "good") return copy;
  return seenBucket(observation, state, (found) => {
    if (found.kind !== "own") return unknown("there is no bucket to be copied", FIX);
    return found.copiesTo.includes(replica.bucket) ? good("it does") : bad("no rule copies it", FIX);
  });
}
