import { requiredProviders } from "../../../rehearsal/terraform/requirements";
import type { DoctorCheck } from "../check";
import { findingFrom } from "../finding";
import { howToGetProviders, searchProvider } from "../provider-search";

/** The AWS provider can be had. */
export const awsProviderCheck: DoctorCheck = {
  id: "aws-provider",
  title: "Terraform provider hashicorp/aws",
  why: "makes the lake and the trust in AWS",
  look: (probes) =>
    findingFrom(async () => {
      const result = await searchProvider(probes, requiredProviders.aws);
      return result.kind === "found" ? result.where : { kind: "missing", found: result.reason, fix: howToGetProviders };
    }),
};
