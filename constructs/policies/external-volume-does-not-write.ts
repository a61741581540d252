import { eachResource, type PolicyRule } from "./policy-rule";
import { eachStatement } from "./statements";

/** An external volume reads. Left out, ALLOW_WRITES is true. */
export const externalVolumeDoesNotWrite: PolicyRule = {
  id: "external-volume-does-not-write",
  requirements: ["R9"],
  reason: "writers own the lake's tables; left out, ALLOW_WRITES is TRUE",
  source: "docs.snowflake.com/en/sql-reference/sql/create-external-volume",
  fix: "set allow_writes to false",
  judge: (program) => [
    ...eachResource("snowflake_external_volume", ({ allow_writes: allowWrites }) =>
      allowWrites === "false" ? [] : ["allow_writes isn't false"],
    )(program),
    ...eachStatement((text) => {
      if (!/^\s*CREATE\s+(OR\s+REPLACE\s+)?EXTERNAL\s+VOLUME\b/i.test(text)) {
        return undefined;
      }
      return /\bALLOW_WRITES\s*=\s*FALSE\b/i.test(text) ? [] : ["it doesn't say ALLOW_WRITES = FALSE"];
    })(program),
  ],
};
