import type { SeenBucket } from "../../aws/bucket";
import type { Known } from "../../failover/observation";
import {
  about,
  bad,
  type Finding,
  good,
  type PreflightCheck,
  type PreflightContext,
  type PreflightResult,
} from "../check";
import { iamRoleNames } from "../declared-names";
import type { SeenAws } from "../observation";
import { clash } from "./clash";

/** Whether nothing is there under the names that the stacks take in AWS, and what is adopted is there. */
export const awsNames: PreflightCheck = (context) => {
  const { config, observation } = context;
  const { aws, applied } = observation;
  const buckets = [
    { bucket: config.lake.bucket, stack: "lake" },
    { bucket: config.failover.controller.bucket, stack: "controller" },
  ];
  const roles = iamRoleNames(config);
  const stacks = [...new Set(roles.map(({ stack }) => stack))];
  return [
    ...buckets.map(
      ({ bucket, stack }): PreflightResult => ({
        id: `aws.bucket.${stack}`,
        where: "aws",
        expected: `the name of the bucket of ${stack} is free: ${bucket}`,
        ...of(context, ({ buckets: seen }) => bucketFinding(seen.get(bucket), bucket, stack, applied)),
      }),
    ),
    ...config.lake.replicas.map(
      ({ bucket, region }): PreflightResult => ({
        id: `aws.bucket.copy.${region}`,
        where: "aws",
        expected: `the copy of the lake is there: ${bucket} in ${region}`,
        ...of(context, ({ buckets: seen }) => copyFinding(seen.get(bucket), bucket, region)),
      }),
    ),
    {
      id: "aws.glue-database",
      where: "aws",
      expected:
        config.lake.tables.length === 0
          ? `the Glue database to be adopted is there: ${config.lake.glueDatabase}`
          : `the name of the Glue database of lake is free: ${config.lake.glueDatabase}`,
      ...of(context, ({ glueDatabases }) =>
        about(glueDatabases, "let the caller look (glue:GetDatabases)", (names) =>
          glueFinding(context, names.includes(config.lake.glueDatabase)),
        ),
      ),
    },
    ...stacks.map((stack): PreflightResult => {
      const names = roles.filter((one) => one.stack === stack).map(({ name }) => name);
      return {
        id: `aws.roles.${stack}`,
        where: "aws",
        expected: `names of IAM roles of ${stack} are free: ${names.join(", ")}`,
        ...about(aws, "see aws.credentials", ({ roles: seen }) =>
          about(seen, "let the caller look (iam:GetRole)", (there) =>
            clash({ taken: names.filter((name) => there.includes(name)), of: names.length, stack, applied }),
          ),
        ),
      };
    }),
  ];
};

const NOT_LOOKED_AT: Known<SeenBucket> = { known: false, reason: "it was not looked at" };

const of = ({ observation: { aws } }: PreflightContext, judge: (value: SeenAws) => Finding): Finding =>
  about(aws, "see aws.credentials", judge);

function bucketFinding(
  seen: Known<SeenBucket> = NOT_LOOKED_AT,
  bucket: string,
  stack: string,
  applied: Known<ReadonlySet<string>>,
): Finding {
  return about(seen, "let the caller look (s3:GetBucketLocation)", (found) => {
    if (found.kind === "foreign") {
      return bad(
        `somebody else has it, or you may not look: ${found.reason}`,
        "all of AWS shares bucket names: choose another",
      );
    }
    return clash({ taken: found.kind === "absent" ? [] : [bucket], of: 1, stack, applied });
  });
}

function copyFinding(seen: Known<SeenBucket> = NOT_LOOKED_AT, bucket: string, region: string): Finding {
  return about(seen, "let the caller look (s3:GetBucketLocation)", (found) => {
    if (found.kind === "own") {
      return found.region === region
        ? good(`it is in ${region}`)
        : bad(`it is in ${found.region}`, "correct lake.replicas: the external volume names the region");
    }
    return bad(
      found.kind === "absent" ? "there is none" : found.reason,
      `whoever makes the copy makes ${bucket} first; or leave it out of lake.replicas`,
    );
  });
}

function glueFinding({ config, observation: { applied } }: PreflightContext, there: boolean): Finding {
  const { glueDatabase, tables } = config.lake;
  if (tables.length === 0) {
    return there
      ? good("it is there")
      : bad("there is none", `make ${glueDatabase} in Glue, or declare lake.tables, and lake makes both`);
  }
  return clash({ taken: there ? [glueDatabase] : [], of: 1, stack: "lake", applied });
}
