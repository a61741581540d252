import { withoutChecksums } from "../../../rehearsal/terraform/lock-file";

const LOCK = `# This file is maintained automatically by "terraform init".
# Manual edits may be lost in future updates.

provider "registry.terraform.io/hashicorp/aws" {
  version     = "5.100.0"
  constraints = ">= 5.100.0, < 7.0.0"
  hashes = [
    "h1:edXOJWE4ORX8Fm+dpVpICzMZJat4AX0VRCAy/xkcOc0=",
    "zh:0123",
  ]
}

provider "registry.terraform.io/snowflakedb/snowflake" {
  version = "2.20.0"
  hashes = [
    "h1:abc=",
  ]
}
`;

describe("a lock file without checksums", () => {
  it("keeps every version, and nothing else changes", () => {
    expect(withoutChecksums(LOCK)).toBe(`# This file is maintained automatically by "terraform init".
# Manual edits may be lost in future updates.

provider "registry.terraform.io/hashicorp/aws" {
  version     = "5.100.0"
  constraints = ">= 5.100.0, < 7.0.0"
}

provider "registry.terraform.io/snowflakedb/snowflake" {
  version = "2.20.0"
}
`);
  });

  it("is itself without any", () => {
    const once = withoutChecksums(LOCK);
    expect(withoutChecksums(once)).toBe(once);
  });
});
