import type { ProcedureSettings } from "../../procedures";

/** The demo's names, with little declared. */
export const SETTINGS: ProcedureSettings = {
  account: "primary",
  catalogDatabase: "ICEBERG_DEMO_CLD",
  externalDatabase: "ICEBERG_DEMO_EXT",
  prodDatabase: "ICEBERG_PROD",
  prodSchemas: { iceberg_advertising_db: "ADVERTISING" },
  local: { database: "ICEBERG_MONITORING", schema: "MONITORING" },
  replicated: { database: "ICEBERG_OPS", schema: "MONITORING" },
  catalogWrites: false,
  failoverGroups: {
    account: "ICEBERG_BCDR_ACCOUNT_FG",
    volume: "ICEBERG_BCDR_VOLUME_FG",
    database: "ICEBERG_BCDR_DB_FG",
  },
  lastGood: { database: "ICEBERG_OPS", schema: "LAST_GOOD" },
  lastGoodTables: [],
  discoverySeconds: 30,
  recoveryPointObjectiveSeconds: 900,
  grants: [],
  tasks: [],
  views: [],
};
