import type { PolicyRule } from "./policy-rule";

/** An external volume reads. Left out, ALLOW_WRITES is true. */
export const externalVolumeDoesNotWrite: PolicyRule = {
  id: "external-volume-does-not-write",
  reason: "writers own the lake's tables; docs.snowflake.com, create-external-volume: ALLOW_WRITES defaults to TRUE",
  resourceType: "snowflake_external_volume",
  violations: ({ allow_writes: allowWrites }) => (allowWrites === "false" ? [] : ["allow_writes isn't false"]),
};
