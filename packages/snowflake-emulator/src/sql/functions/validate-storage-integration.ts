import { invalidValue, noAwsEndpoint } from "../../errors";
import { isAllowedLocation } from "../../stage/allowed-location";
import { TEXT } from "../../types/data-type";
import { accessDeniedMessage, assumeRoleMessage, checkS3, readS3Path, S3_ACTIONS, type S3Operation } from "./s3-checks";
import type { SqlFunction } from "./sql-function";

const NAME = "SYSTEM$VALIDATE_STORAGE_INTEGRATION";
const OPERATIONS = ["READ", "DELETE", "LIST", "WRITE"] as const satisfies readonly S3Operation[];

/**
 * SYSTEM$VALIDATE_STORAGE_INTEGRATION('integration', 's3://path/', 'file', 'read' | 'write' | 'list' | 'delete' | 'all')
 * D: answers JSON with one entry per action.
 */
export const validateStorageIntegration: SqlFunction = {
  name: NAME,
  type: TEXT,
  minArguments: 4,
  maxArguments: 4,
  async evaluate({ access, account, aws }, [name, location, file, action]) {
    const integration = access.require("INTEGRATION", String(name), ["USAGE"], (one) => one.kind === "STORAGE");
    if (integration.kind !== "STORAGE") throw new Error("require() accepts storage integrations only");
    const asked = String(action).toUpperCase();
    const operations = asked === "ALL" ? OPERATIONS : OPERATIONS.filter((operation) => operation === asked);
    if (operations.length === 0) throw invalidValue(String(action), "validate_action");
    const path = readS3Path(String(location));
    if (path === undefined) throw invalidValue(String(location), "storage_path");
    if (aws === undefined) throw noAwsEndpoint(NAME);
    const answer = (failure?: string) => {
      const result = failure === undefined ? { status: "success" } : { status: "failure", message: failure };
      return Object.fromEntries(operations.map((operation) => [operation, result]));
    };
    const report = (actions: Readonly<Record<string, { status: string; message?: string }>>) => {
      const failed = Object.values(actions).some((one) => one.status === "failure");
      return JSON.stringify({ status: failed ? "failure" : "success", actions }, null, 2);
    };
    if (!integration.enabled) return report(answer(`Integration '${integration.name}' is not enabled.`));
    if (!isAllowedLocation(integration, String(location))) {
      return report(answer(`Location '${String(location)}' is not allowed by integration '${integration.name}'.`));
    }
    const { awsPrincipalArn } = account.identity;
    const assumed = await aws.assumeRole({
      roleArn: integration.roleArn,
      principalArn: awsPrincipalArn,
      externalId: integration.externalId,
    });
    if (!assumed.allowed) {
      return report(answer(assumeRoleMessage(awsPrincipalArn, integration.roleArn, assumed.reason)));
    }
    const actions: Record<string, { status: string; message?: string }> = {};
    for (const operation of operations) {
      const decision = await checkS3(aws, integration.roleArn, operation, path, String(file));
      actions[operation] = decision.allowed
        ? { status: "success" }
        : {
            status: "failure",
            message: accessDeniedMessage(integration.roleArn, S3_ACTIONS[operation], decision.reason),
          };
    }
    return report(actions);
  },
};
