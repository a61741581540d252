import type { AccountRole, TwinbergConfig } from "../../../config/schema";
import type { ProcedureSettings } from "../../../procedures/index";
import { advertisingViews } from "../views/advertising-views";
import { comparableGrants, declaredGrants } from "./grants";
import { prodSchema } from "./prod-schema";
import { declaredTasks } from "./tasks";

/** What the procedures of an account know: computed from the same declarations that Terraform's resources are made of. */
export function procedureSettings(config: TwinbergConfig, account: AccountRole): ProcedureSettings {
  const { databases, lake } = config;
  const { catalogLinked, external, monitoring, operations, prod } = databases;
  const { accountGroup, volumeGroup, databaseGroup, connection } = config.failover;
  const grants = declaredGrants(config);
  const local = { database: monitoring.name, schema: monitoring.schema };
  const views = advertisingViews(config, (table) => table).map(({ name }) => name);
  // SYNC_PROD makes these from the catalog-linked database: one that is gone tells that a declared table can't be seen there.
  const followed = lake.tables.map(({ name }) => name.toUpperCase());
  return {
    account,
    catalogDatabase: catalogLinked.name,
    externalDatabase: external.name,
    prodDatabase: prod.name,
    prodSchemas: prod.schemas,
    local,
    replicated: { database: operations.name, schema: operations.schema },
    catalogWrites: catalogLinked.writer !== "none",
    ...(connection === undefined ? {} : { connection: connection.name }),
    failoverGroups: { account: accountGroup.name, volume: volumeGroup.name, database: databaseGroup.name },
    lastGood: { database: operations.name, schema: operations.lastGoodSchema },
    lastGoodTables: operations.lastGood.map(({ schema, view }) => [schema, view]),
    discoverySeconds: catalogLinked.discoverySeconds,
    recoveryPointObjectiveSeconds: config.recoveryPointObjectiveMinutes * 60,
    grants: [grants.external, grants.catalogLinked, grants.prod].flatMap(comparableGrants),
    tasks: declaredTasks(config).map(({ name, state }) => ({ ...local, task: name, state })),
    views: [
      ...views.map((view): [string, string, string] => [external.name, external.schema, view]),
      ...[...views, ...followed].map((view): [string, string, string] => [
        prod.name,
        prodSchema(prod, lake.glueDatabase),
        view,
      ]),
    ],
  };
}
