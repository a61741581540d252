import { RehearsalError } from "../../../rehearsal/errors";
import { requiredProviders } from "../../../rehearsal/terraform/requirements";
import type { DoctorCheck, DoctorProbes, Finding } from "../check";
import { searchProvider } from "../provider-search";

const fix =
  'the rehearsal takes the stand-in, which does not prove the real provider; for real accounts let this machine reach the registry, or run "terraform providers mirror FOLDER" elsewhere and set TF_PLUGIN_CACHE_DIR to that folder';

/** The Snowflake provider can be had; a rehearsal can do without it. */
export const snowflakeProviderCheck: DoctorCheck = {
  id: "snowflake-provider",
  title: "Terraform provider snowflakedb/snowflake",
  why: "makes roles, warehouses, integrations and volumes in both Snowflake accounts",
  async look(probes: DoctorProbes): Promise<Finding> {
    try {
      const result = await searchProvider(probes, requiredProviders.snowflake);
      return result.kind === "found"
        ? { kind: "ok", found: result.where }
        : { kind: "warning", found: result.reason, fix };
    } catch (error) {
      if (error instanceof RehearsalError) {
        return { kind: "missing", found: error.message, fix: error.remedy };
      }
      throw error;
    }
  },
};
