import type { TwinbergConfig } from "../../config/schema";
import type { PreflightCheck, PreflightResult } from "./check";
import { awsAccount } from "./checks/aws-account";
import { awsNames } from "./checks/aws-names";
import { awsPermissions } from "./checks/aws-permissions";
import { lakeFormation } from "./checks/lake-formation";
import { quotas } from "./checks/quotas";
import { snowflakeAccount } from "./checks/snowflake-account";
import { snowflakeNames } from "./checks/snowflake-names";
import { stateBucket } from "./checks/state-bucket";
import type { PreflightObservation } from "./observation";

/** In the order in which they are shown. */
const CHECKS: readonly PreflightCheck[] = [
  snowflakeAccount,
  snowflakeNames,
  awsAccount,
  awsPermissions,
  lakeFormation,
  quotas,
  awsNames,
  stateBucket,
];

/** Everything that must be so before the first apply, by what was observed. Pure; nothing is left out. */
export function evaluatePreflight(
  config: TwinbergConfig,
  observation: PreflightObservation,
): readonly PreflightResult[] {
  return CHECKS.flatMap((check) => check({ config, observation }));
}

/**
 * What stands in the way.
 * @param accepted ids that somebody looked at, and takes as they are
 */
export function standingInTheWay(
  results: readonly PreflightResult[],
  accepted: ReadonlySet<string>,
): readonly PreflightResult[] {
  return results.filter(({ id, verdict }) => (verdict === "bad" || verdict === "unknown") && !accepted.has(id));
}
