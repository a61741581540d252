import type { ResourceDefinition } from "../plugin/definition";
import type { ResourceSession } from "../provider/session";
import { accountRole } from "./account-role";
import { catalogIntegrationAwsGlue } from "./catalog-integration-aws-glue";
import { catalogIntegrationIcebergRest } from "./catalog-integration-iceberg-rest";
import { execute } from "./execute";
import { externalVolume } from "./external-volume";
import { grantAccountRole } from "./grant-account-role";
import { grantPrivilegesToAccountRole } from "./grant-privileges-to-account-role";
import { resourceMonitor } from "./resource-monitor";
import { storageIntegrationAws } from "./storage-integration-aws";
import { warehouse } from "./warehouse";

/** The resources that the stand-in carries out, by type name. */
export const RESOURCES: ReadonlyMap<string, ResourceDefinition<ResourceSession>> = new Map(
  [
    accountRole,
    catalogIntegrationAwsGlue,
    catalogIntegrationIcebergRest,
    execute,
    externalVolume,
    grantAccountRole,
    grantPrivilegesToAccountRole,
    resourceMonitor,
    storageIntegrationAws,
    warehouse,
  ].map((resource) => [resource.typeName, resource]),
);
