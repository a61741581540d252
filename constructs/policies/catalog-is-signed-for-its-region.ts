import { blockOf } from "./declared-program";
import { eachResource, type PolicyRule } from "./policy-rule";
import { eachStatement } from "./statements";

/** Requests to Glue's Iceberg REST endpoint are signed for the region that the endpoint is in. */
export const catalogIsSignedForItsRegion: PolicyRule = {
  id: "catalog-is-signed-for-its-region",
  requirements: ["R10"],
  reason: "left out, Snowflake signs for its own region, and Glue refuses the signature of another one",
  source: "docs.snowflake.com/en/sql-reference/sql/create-catalog-integration-rest",
  fix: "set SIGV4_SIGNING_REGION to the region in CATALOG_URI",
  judge: (program) => [
    ...eachResource("snowflake_catalog_integration_iceberg_rest", (integration) =>
      signingProblems(
        String(blockOf(integration, "rest_config")?.catalog_uri),
        blockOf(integration, "sigv4_rest_authentication")?.sigv4_signing_region,
      ),
    )(program),
    ...eachStatement((text) => {
      const uri = /\bCATALOG_URI\s*=\s*('[^']*'[^\n]*)/i.exec(text)?.[1];
      return uri === undefined || !/\bSIGV4\b/i.test(text)
        ? undefined
        : signingProblems(
            uri.replace(/^'([^']*)'[\s\S]*$/, "$1"),
            /\bSIGV4_SIGNING_REGION\s*=\s*'([^']*)'/i.exec(text)?.[1],
          );
    })(program),
  ],
};

function signingProblems(uri: string, signingRegion: unknown): string[] {
  const region = /^https:\/\/glue(?:-fips)?\.([a-z0-9-]+)\.(?:amazonaws\.com|api\.aws)/i.exec(uri)?.[1];
  if (region === undefined) {
    return [`the region of ${uri} can't be told`];
  }
  return signingRegion === region
    ? []
    : [
        signingRegion === undefined
          ? `no region to sign for is said, and the catalog is in ${region}`
          : `it is signed for ${String(signingRegion)}, and the catalog is in ${region}`,
      ];
}
