/** What the operator uses of the table sync: the same core that the function runs. */

export { FACT_STATES, type Fact, type FactState } from "./fact";
export { FactTable } from "./fact-table";
export { GlueTables } from "./glue-tables";
export { type TableIdentity, tableLabel } from "./identity";
export { keyFingerprint, keyPairTokens } from "./key-pair-token";
export type { FactStore, GluePort, SqlPort, SyncPorts } from "./ports";
export { type DeployedSettings, readSettings } from "./read-settings";
export { readPrivateKey } from "./secrets";
export type { SyncSettings } from "./settings";
export { SqlApiClient } from "./sql-api-client";
export { compareTables } from "./sweep";
export { planOne, syncTable, type TablePlan } from "./sync-table";
