import type { StatementKind } from "../statement";
import { alterAccountSet, alterAccountUnset } from "./account/alter-account";
import { showAccounts } from "./account/show-accounts";
import { showParameters } from "./account/show-parameters";
import { showReplicationAccounts } from "./account/show-replication-accounts";
import { alertStatements } from "./alert";
import { authenticationPolicyStatements } from "./authentication-policy/authentication-policy-statements";
import { connectionStatements } from "./connection";
import { copyIntoTable } from "./copy/copy-into-table";
import { alterDatabase } from "./database/alter-database";
import { createDatabaseStatements } from "./database/create-database";
import { describeDatabase } from "./database/describe-database";
import { showDatabases } from "./database/show-databases";
import { showReplicationDatabases } from "./database/show-replication-databases";
import { alterDatabaseRole } from "./database-role/alter-database-role";
import { createDatabaseRole } from "./database-role/create-database-role";
import { showDatabaseRoles } from "./database-role/show-database-roles";
import { dmlStatements } from "./dml";
import { dropStatements } from "./drop-object";
import { externalTableStatements } from "./external-table";
import { alterExternalVolume } from "./external-volume/alter-external-volume";
import { createExternalVolume } from "./external-volume/create-external-volume";
import { describeExternalVolume } from "./external-volume/describe-external-volume";
import { showExternalVolumes } from "./external-volume/show-external-volumes";
import { failoverGroupStatements } from "./failover-group";
import { fileFormatStatements } from "./file-format/file-format-statements";
import { grantOwnership } from "./grants/grant-ownership";
import { grantPrivileges } from "./grants/grant-privileges";
import { grantDatabaseRole, grantRole, revokeDatabaseRole, revokeRole } from "./grants/grant-role";
import { revokePrivileges } from "./grants/revoke-privileges";
import { showFutureGrants, showGrants } from "./grants/show-grants";
import { icebergTableStatements } from "./iceberg-table";
import { alterCatalogIntegration } from "./integration/alter-catalog-integration";
import { alterStorageIntegration } from "./integration/alter-storage-integration";
import { createCatalogIntegration } from "./integration/create-catalog-integration";
import { createStorageIntegration } from "./integration/create-storage-integration";
import { describeIntegrationStatements } from "./integration/describe-integration";
import { notificationIntegrationStatements } from "./integration/notification-integration";
import { showIntegrationStatements } from "./integration/show-integrations";
import { networkPolicyStatements } from "./network-policy/network-policy-statements";
import { networkRuleStatements } from "./network-rule/network-rule-statements";
import { procedureStatements } from "./procedure";
import { queryStatements } from "./query/select";
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
import { secretStatements } from "./secret/secret-statements";
import { alterSequence } from "./sequence/alter-sequence";
import { createSequence } from "./sequence/create-sequence";
import { describeSequence, showSequences } from "./sequence/show-sequences";
import { alterSession } from "./session/alter-session";
import { use, useDatabase, useRole, useSchema, useSecondaryRoles, useWarehouse } from "./session/use";
import { setVariable, showVariables, unsetVariable } from "./session/variables";
import { stageStatements } from "./stage/stage-statements";
import { alterTable } from "./table/alter-table";
import { createTableStatements } from "./table/create-table";
import { describeTable } from "./table/describe-table";
import { dropTable } from "./table/drop-table";
import { showColumns } from "./table/show-columns";
import { showKeysStatements } from "./table/show-keys";
import { showObjects } from "./table/show-objects";
import { showTables } from "./table/show-tables";
import { tagStatements } from "./tag/tag-statements";
import { taskStatements } from "./task";
import { transactionStatements } from "./transaction";
import { alterUser } from "./user/alter-user";
import { createUser } from "./user/create-user";
import { describeUser } from "./user/describe-user";
import { showUsers } from "./user/show-users";
import { showWorkloadIdentities } from "./user/workload-identity";
import { alterMaterializedView, alterView } from "./view/alter-view";
import { createMaterializedViewStatements } from "./view/create-materialized-view";
import { createViewStatements } from "./view/create-view";
import { describeViewStatements } from "./view/describe-view";
import { showMaterializedViews } from "./view/show-materialized-views";
import { showViews } from "./view/show-views";
import { alterWarehouse } from "./warehouse/alter-warehouse";
import { createWarehouse } from "./warehouse/create-warehouse";
import { describeWarehouse } from "./warehouse/describe-warehouse";
import { showWarehouses } from "./warehouse/show-warehouses";

/** Every statement that is carried out. */
export const STATEMENT_KINDS: readonly StatementKind[] = [
  ...authenticationPolicyStatements,
  ...failoverGroupStatements,
  ...fileFormatStatements,
  ...networkPolicyStatements,
  ...networkRuleStatements,
  ...secretStatements,
  ...tagStatements,
  alterSequence,
  createSequence,
  describeSequence,
  showSequences,
  ...alertStatements,
  alterAccountSet,
  alterAccountUnset,
  alterCatalogIntegration,
  alterDatabase,
  alterDatabaseRole,
  alterExternalVolume,
  alterResourceMonitor,
  alterMaterializedView,
  alterRole,
  alterSchema,
  alterSession,
  alterStorageIntegration,
  alterTable,
  alterUser,
  alterView,
  alterWarehouse,
  ...connectionStatements,
  createCatalogIntegration,
  ...createDatabaseStatements,
  createDatabaseRole,
  createExternalVolume,
  createResourceMonitor,
  createRole,
  ...createSchemaStatements,
  createStorageIntegration,
  ...createTableStatements,
  ...createMaterializedViewStatements,
  createUser,
  ...createViewStatements,
  createWarehouse,
  describeDatabase,
  describeExternalVolume,
  ...describeIntegrationStatements,
  describeSchema,
  describeTable,
  copyIntoTable,
  describeUser,
  ...describeViewStatements,
  describeWarehouse,
  ...dmlStatements,
  ...dropStatements,
  dropTable,
  grantOwnership,
  grantPrivileges,
  grantDatabaseRole,
  grantRole,
  ...externalTableStatements,
  ...icebergTableStatements,
  ...notificationIntegrationStatements,
  revokePrivileges,
  revokeDatabaseRole,
  revokeRole,
  ...procedureStatements,
  ...queryStatements,
  showColumns,
  showDatabases,
  showExternalVolumes,
  showDatabaseRoles,
  showFutureGrants,
  showGrants,
  ...showIntegrationStatements,
  ...showKeysStatements,
  showMaterializedViews,
  showObjects,
  showParameters,
  showAccounts,
  showReplicationAccounts,
  showReplicationDatabases,
  showResourceMonitors,
  showRoles,
  showSchemas,
  showTables,
  setVariable,
  showUsers,
  showWorkloadIdentities,
  ...stageStatements,
  showVariables,
  showViews,
  showWarehouses,
  ...taskStatements,
  ...transactionStatements,
  unsetVariable,
  use,
  useDatabase,
  useRole,
  useSchema,
  useSecondaryRoles,
  useWarehouse,
];
