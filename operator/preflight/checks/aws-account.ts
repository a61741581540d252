import type { TwinbergConfig } from "../../../config/schema";
import { about, bad, good, type PreflightCheck, unknown } from "../check";

/** Regions that the configuration takes, each with what for. */
export function regionsOf({ aws, lake, failover, backend }: TwinbergConfig): ReadonlyMap<string, string> {
  const uses = [
    [aws.region, "the lake"],
    [failover.controller.region, "the controller"],
    ...lake.replicas.map(({ region }) => [region, "a copy of the lake"] as const),
    ...(backend.type === "s3" ? [[backend.region, "the state"] as const] : []),
    ...(backend.type === "s3" && backend.replica !== undefined
      ? [[backend.replica.region, "the state's copy"] as const]
      : []),
  ] as const;
  const found = new Map<string, string>();
  for (const [region, use] of uses) found.set(region, found.has(region) ? `${found.get(region)}, ${use}` : use);
  return found;
}

/** Whose credentials these are, and whether the regions answer them. */
export const awsAccount: PreflightCheck = ({ config, observation: { aws } }) => [
  {
    id: "aws.credentials",
    where: "aws",
    expected: `the credentials of the environment are of the AWS account ${config.aws.accountId}`,
    ...about(
      aws,
      "set AWS_PROFILE, or what your way of logging in says, and see `aws sts get-caller-identity`",
      ({ caller }) =>
        caller.account === config.aws.accountId
          ? good(caller.arn)
          : bad(`they are ${caller.arn}`, "take the credentials of that account, or correct aws.accountId"),
    ),
  },
  ...[...regionsOf(config)].map(([region, use]) => ({
    id: `aws.region.${region}`,
    where: "aws" as const,
    expected: `the region ${region} (${use}) answers`,
    ...about(aws, "see aws.credentials", ({ regions }) => {
      const seen = regions.get(region) ?? { known: false as const, reason: "it was not asked" };
      return seen.known
        ? good("it answers")
        : unknown(
            seen.reason,
            `see that ${region} is enabled for the account (aws account get-region-opt-status) and that it can be reached`,
          );
    }),
  })),
];
