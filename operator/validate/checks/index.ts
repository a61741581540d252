import type { AccountRole, TwinbergConfig } from "../../../config/schema";
import type { AccountCheck } from "../check";
import { analystChangesNothing } from "./analyst-changes-nothing";
import { analystReadsOnlyProd } from "./analyst-reads-only-prod";
import { catalogLink } from "./catalog-link";
import { heartbeat } from "./heartbeat";
import { lakeFence } from "./lake-fence";
import { recoveryPoint } from "./recovery-point";
import { syncProd } from "./sync-prod";
import { taskChecks } from "./tasks";
import { viewChecks } from "./view-answers";

/**
 * What is looked at in one account besides its tables, in the order in which it is shown.
 * @param suffix what tells the throwaway names of one run from another's
 */
export function accountChecks(config: TwinbergConfig, account: AccountRole, suffix: string): readonly AccountCheck[] {
  return [
    ...viewChecks(config),
    ...analystReadsOnlyProd(config),
    ...analystChangesNothing(config, suffix),
    ...lakeFence(config, account),
    ...taskChecks(config),
    heartbeat(config),
    syncProd(config),
    catalogLink(config),
    // In the primary it is its own heartbeat that writes it.
    ...(account === "secondary" ? [recoveryPoint(config)] : []),
  ];
}
