import type { StatementKind } from "../statement";
import { alterAccountSet, alterAccountUnset } from "./account/alter-account";
import { showParameters } from "./account/show-parameters";
import { alertStatements } from "./alert";
import { alterDatabase } from "./database/alter-database";
import { createDatabaseStatements } from "./database/create-database";
import { describeDatabase } from "./database/describe-database";
import { showDatabases } from "./database/show-databases";
import { dropStatements } from "./drop-object";
import { alterExternalVolume } from "./external-volume/alter-external-volume";
import { createExternalVolume } from "./external-volume/create-external-volume";
import { describeExternalVolume } from "./external-volume/describe-external-volume";
import { showExternalVolumes } from "./external-volume/show-external-volumes";
import { grantOwnership } from "./grants/grant-ownership";
import { grantPrivileges } from "./grants/grant-privileges";
import { grantRole, revokeRole } from "./grants/grant-role";
import { revokePrivileges } from "./grants/revoke-privileges";
import { showGrants } from "./grants/show-grants";
import { alterCatalogIntegration } from "./integration/alter-catalog-integration";
import { alterStorageIntegration } from "./integration/alter-storage-integration";
import { createCatalogIntegration } from "./integration/create-catalog-integration";
import { createStorageIntegration } from "./integration/create-storage-integration";
import { describeIntegrationStatements } from "./integration/describe-integration";
import { notificationIntegrationStatements } from "./integration/notification-integration";
import { showIntegrationStatements } from "./integration/show-integrations";
import { select } from "./query/select";
import { alterResourceMonitor } from "./resource-monitor/alter-resource-monitor";
import { createResourceMonitor } from "./resource-monitor/create-resource-monitor";
import { showResourceMonitors } from "./resource-monitor/show-resource-monitors";
import { alterRole } from "./role/alter-role";
import { createRole } from "./role/create-role";
import { showRoles } from "./role/show-roles";
import { alterSchema } from "./schema/alter-schema";
import { createSchemaStatements } from "./schema/create-schema";
import { describeSchema } from "./schema/describe-schema";
import { showSchemas } from "./schema/show-schemas";
import { alterSession } from "./session/alter-session";
import { use, useDatabase, useRole, useSchema, useSecondaryRoles, useWarehouse } from "./session/use";
import { taskStatements } from "./task";
import { alterUser } from "./user/alter-user";
import { createUser } from "./user/create-user";
import { describeUser } from "./user/describe-user";
import { showUsers } from "./user/show-users";
import { alterWarehouse } from "./warehouse/alter-warehouse";
import { createWarehouse } from "./warehouse/create-warehouse";
import { describeWarehouse } from "./warehouse/describe-warehouse";
import { showWarehouses } from "./warehouse/show-warehouses";

/** Every statement that is carried out. */
export const STATEMENT_KINDS: readonly StatementKind[] = [
  ...alertStatements,
  alterAccountSet,
  alterAccountUnset,
  alterCatalogIntegration,
  alterDatabase,
  alterExternalVolume,
  alterResourceMonitor,
  alterRole,
  alterSchema,
  alterSession,
  alterStorageIntegration,
  alterUser,
  alterWarehouse,
  createCatalogIntegration,
  ...createDatabaseStatements,
  createExternalVolume,
  createResourceMonitor,
  createRole,
  ...createSchemaStatements,
  createStorageIntegration,
  createUser,
  createWarehouse,
  describeDatabase,
  describeExternalVolume,
  ...describeIntegrationStatements,
  describeSchema,
  describeUser,
  describeWarehouse,
  ...dropStatements,
  grantOwnership,
  grantPrivileges,
  grantRole,
  ...notificationIntegrationStatements,
  revokePrivileges,
  revokeRole,
  select,
  showDatabases,
  showExternalVolumes,
  showGrants,
  ...showIntegrationStatements,
  showParameters,
  showResourceMonitors,
  showRoles,
  showSchemas,
  showUsers,
  showWarehouses,
  ...taskStatements,
  use,
  useDatabase,
  useRole,
  useSchema,
  useSecondaryRoles,
  useWarehouse,
];
