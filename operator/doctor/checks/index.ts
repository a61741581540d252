import type { DoctorCheck } from "../check";
import { awsProviderCheck } from "./aws-provider";
import { configCheck } from "./config";
import { nodeCheck } from "./node";
import { portCheck } from "./port";
import { pythonCheck } from "./python";
import { snowflakeProviderCheck } from "./snowflake-provider";
import { terraformCheck } from "./terraform";

/** All checks, in the order in which they are shown. */
export const doctorChecks: readonly DoctorCheck[] = [
  nodeCheck,
  terraformCheck,
  awsProviderCheck,
  snowflakeProviderCheck,
  pythonCheck,
  portCheck,
  configCheck,
];
