import type { DoctorCheck } from "../check";
import { findingFrom } from "../finding";

/** Terraform or OpenTofu is there and new enough. */
export const terraformCheck: DoctorCheck = {
  id: "terraform",
  title: "Terraform or OpenTofu",
  why: "plans and applies what the program declares",
  look: ({ findTerraform }) =>
    findingFrom(async () => {
      const { kind, version, path } = await findTerraform();
      return `${kind} ${version} (${path})`;
    }),
};
