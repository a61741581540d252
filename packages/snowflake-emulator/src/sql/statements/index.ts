import type { StatementKind } from "../statement";
import { alterAccountSet, alterAccountUnset } from "./alter-account";
import { alterCatalogIntegration } from "./alter-catalog-integration";
import { alterExternalVolume } from "./alter-external-volume";
import { alterResourceMonitor } from "./alter-resource-monitor";
import { alterRole } from "./alter-role";
import { alterSession } from "./alter-session";
import { alterStorageIntegration } from "./alter-storage-integration";
import { alterUser } from "./alter-user";
import { alterWarehouse } from "./alter-warehouse";
import { createCatalogIntegration } from "./create-catalog-integration";
import { createExternalVolume } from "./create-external-volume";
import { createResourceMonitor } from "./create-resource-monitor";
import { createRole } from "./create-role";
import { createStorageIntegration } from "./create-storage-integration";
import { createUser } from "./create-user";
import { createWarehouse } from "./create-warehouse";
import { describeExternalVolume } from "./describe-external-volume";
import { describeIntegrationStatements } from "./describe-integration";
import { describeUser } from "./describe-user";
import { describeWarehouse } from "./describe-warehouse";
import { dropStatements } from "./drop-object";
import { grantOwnership } from "./grant-ownership";
import { grantPrivileges } from "./grant-privileges";
import { grantRole, revokeRole } from "./grant-role";
import { revokePrivileges } from "./revoke-privileges";
import { select } from "./select";
import { showExternalVolumes } from "./show-external-volumes";
import { showGrants } from "./show-grants";
import { showIntegrationStatements } from "./show-integrations";
import { showParameters } from "./show-parameters";
import { showResourceMonitors } from "./show-resource-monitors";
import { showRoles } from "./show-roles";
import { showUsers } from "./show-users";
import { showWarehouses } from "./show-warehouses";
import { useRole, useSecondaryRoles, useWarehouse } from "./use";

/** Every statement that is carried out. */
export const STATEMENT_KINDS: readonly StatementKind[] = [
  alterAccountSet,
  alterAccountUnset,
  alterCatalogIntegration,
  alterExternalVolume,
  alterResourceMonitor,
  alterRole,
  alterSession,
  alterStorageIntegration,
  alterUser,
  alterWarehouse,
  createCatalogIntegration,
  createExternalVolume,
  createResourceMonitor,
  createRole,
  createStorageIntegration,
  createUser,
  createWarehouse,
  describeExternalVolume,
  ...describeIntegrationStatements,
  describeUser,
  describeWarehouse,
  ...dropStatements,
  grantOwnership,
  grantPrivileges,
  grantRole,
  revokePrivileges,
  revokeRole,
  select,
  showExternalVolumes,
  showGrants,
  ...showIntegrationStatements,
  showParameters,
  showResourceMonitors,
  showRoles,
  showUsers,
  showWarehouses,
  useRole,
  useSecondaryRoles,
  useWarehouse,
];
