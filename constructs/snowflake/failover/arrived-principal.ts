import type { Execute } from "@cdktf/provider-snowflake/lib/execute";
import { quoteIdentifier } from "../../../sql/identifier";
import { LAKE_ACCESS_NAMES } from "../declared/lake-access-names";

const PRINCIPAL = "STORAGE_AWS_IAM_USER_ARN";

/** How a property of what DESCRIBE tells is found in a step's rows. */
const described = ({ fqn }: Execute, property: string) =>
  `one([for row in ${fqn}.query_results : row.property_value if row.property == "${property}"])`;

/** Asks for the storage integration as it arrived. */
export const DESCRIBE_STORAGE_INTEGRATION = `DESCRIBE INTEGRATION ${quoteIdentifier(LAKE_ACCESS_NAMES.storageIntegration)}`;

/** Asks for the external volume as it arrived. */
export const DESCRIBE_EXTERNAL_VOLUME = `DESCRIBE EXTERNAL VOLUME ${quoteIdentifier(LAKE_ACCESS_NAMES.externalVolume)}`;

/**
 * The ARN of the AWS principal of the storage integration that arrived: not the source's. No resource stands for what a
 * group brought, so it is read by the step's query, {@link DESCRIBE_STORAGE_INTEGRATION}.
 *
 * Source: docs.snowflake.com, account-replication-config, "Configure cloud storage access for secondary storage integrations".
 */
export function storagePrincipal(step: Execute): string {
  return `\${${described(step, PRINCIPAL)}}`;
}

/** The ARN of the AWS principal of the external volume that arrived, by {@link DESCRIBE_EXTERNAL_VOLUME}: one for all its locations. */
export function volumePrincipal(step: Execute): string {
  return `\${jsondecode(${described(step, "STORAGE_LOCATION_1")}).${PRINCIPAL}}`;
}
