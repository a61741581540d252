import { RehearsalError } from "../../../rehearsal/errors";
import { requiredProviders } from "../../../rehearsal/terraform/requirements";
import type { DoctorCheck } from "../check";
import { findingFrom } from "../finding";
import { searchProvider } from "../provider-search";

/** The AWS provider can be had. */
export const awsProviderCheck: DoctorCheck = {
  id: "aws-provider",
  title: "Terraform provider hashicorp/aws",
  why: "makes the lake and the trust in AWS",
  look: (probes) =>
    findingFrom(async () => {
      const result = await searchProvider(probes, requiredProviders.aws);
      if (result.kind === "found") {
        return result.where;
      }
      throw new RehearsalError(
        "PROVIDER_NOT_FOUND",
        result.reason,
        'let this machine reach the registry, or run "terraform providers mirror FOLDER" elsewhere and set TF_PLUGIN_CACHE_DIR to that folder',
      );
    }),
};
