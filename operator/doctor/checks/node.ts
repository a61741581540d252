import { compareVersions, parseVersion, type Version } from "../../../rehearsal/terraform/versions";
import type { DoctorCheck } from "../check";

const oldest: Version = [20, 20, 0];

/** Node is new enough. */
export const nodeCheck: DoctorCheck = {
  id: "node",
  title: "Node",
  why: "runs the program, the local Snowflake and cdktf",
  async look({ nodeVersion }) {
    const version = parseVersion(nodeVersion);
    if (version !== undefined && compareVersions(version, oldest) >= 0) {
      return { kind: "ok", found: nodeVersion };
    }
    return {
      kind: "missing",
      found: `${nodeVersion} is older than ${oldest.join(".")}`,
      fix: "install Node 22 or newer: https://nodejs.org/en/download",
    };
  },
};
