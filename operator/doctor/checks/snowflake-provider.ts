import { requiredProviders } from "../../../rehearsal/terraform/requirements";
import type { DoctorCheck } from "../check";
import { findingFrom } from "../finding";
import { howToGetProviders, searchProvider } from "../provider-search";

const fix = `the rehearsal takes the stand-in, which does not prove the real provider; for real accounts ${howToGetProviders}`;

/** The Snowflake provider can be had; a rehearsal can do without it. */
export const snowflakeProviderCheck: DoctorCheck = {
  id: "snowflake-provider",
  title: "Terraform provider snowflakedb/snowflake",
  why: "makes roles, warehouses, integrations and volumes in both Snowflake accounts",
  look: (probes) =>
    findingFrom(async () => {
      const result = await searchProvider(probes, requiredProviders.snowflake);
      return result.kind === "found" ? result.where : { kind: "warning", found: result.reason, fix };
    }),
};
