/**
 * What a failover group carries besides databases: account objects, grants, owners, parameters. A refresh calls, in this order:
 * `snapshotAccountObjects` at the moment at which the databases are copied, `checkAccountObjects` and `receiveAccountObjects` before
 * anything changes, and `applyAccountObjects` in the transaction without guards in which the databases are copied, after them.
 */
export { applyAccountObjects } from "./apply";
export { type CheckContext, checkAccountObjects } from "./check";
export { linkAccountObjectsByName } from "./link";
export { type AccountObjectReceipt, receiveAccountObjects } from "./receive";
export { type AccountObjectSnapshot, snapshotAccountObjects } from "./snapshot";
