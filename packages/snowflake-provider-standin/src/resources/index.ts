import type { ResourceDefinition } from "../plugin/definition";
import type { ResourceSession } from "../provider/session";
import { accountRole } from "./account-role";
import { alert } from "./alert";
import { catalogIntegrationAwsGlue } from "./catalog-integration-aws-glue";
import { catalogIntegrationIcebergRest } from "./catalog-integration-iceberg-rest";
import { database } from "./database";
import { emailNotificationIntegration } from "./email-notification-integration";
import { execute } from "./execute";
import { externalVolume } from "./external-volume";
import { failoverGroup } from "./failover-group";
import { grantAccountRole } from "./grant-account-role";
import { grantOwnership } from "./grant-ownership";
import { grantPrivilegesToAccountRole } from "./grant-privileges-to-account-role";
import { icebergTableFromAwsGlue } from "./iceberg-table-from-aws-glue";
import { materializedView } from "./materialized-view";
import { networkPolicy } from "./network-policy";
import { primaryConnection } from "./primary-connection";
import { procedureJavascript } from "./procedure-javascript";
import { resourceMonitor } from "./resource-monitor";
import { schema } from "./schema";
import { secondaryConnection } from "./secondary-connection";
import { secondaryDatabase } from "./secondary-database";
import { serviceUser } from "./service-user";
import { stageExternalS3 } from "./stage-external-s3";
import { storageIntegrationAws } from "./storage-integration-aws";
import { table } from "./table";
import { task } from "./task";
import { view } from "./view";
import { warehouse } from "./warehouse";

/** The resources that the stand-in carries out, by type name. */
export const RESOURCES: ReadonlyMap<string, ResourceDefinition<ResourceSession>> = new Map(
  [
    accountRole,
    catalogIntegrationAwsGlue,
    catalogIntegrationIcebergRest,
    database,
    execute,
    externalVolume,
    failoverGroup,
    grantAccountRole,
    grantPrivilegesToAccountRole,
    icebergTableFromAwsGlue,
    grantOwnership,
    primaryConnection,
    resourceMonitor,
    schema,
    secondaryConnection,
    secondaryDatabase,
    storageIntegrationAws,
    warehouse,
    alert,
    emailNotificationIntegration,
    materializedView,
    networkPolicy,
    serviceUser,
    stageExternalS3,
    procedureJavascript,
    table,
    task,
    view,
  ].map((resource) => [resource.typeName, resource]),
);
