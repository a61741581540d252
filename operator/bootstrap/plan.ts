import { ACCOUNT_ROLES, type AccountRole, type TwinbergConfig } from "../../config/schema";
import { planBuckets } from "./bucket-plan";
import { planDeployer } from "./deployer-plan";
import type { DeployerKey } from "./key-pair";
import type { BootstrapObservation } from "./observation";
import { enableReplication } from "./statements";
import type { BootstrapPlan, BootstrapStep, ByHand } from "./step";

/** Deployers' keys; undefined where none is needed. */
export type DeployerKeys = Readonly<Record<AccountRole, DeployerKey | undefined>>;

/**
 * What is missing, in the order in which it is done, and what only people can do. Pure; nothing where everything is there.
 * It is planned anew from what is seen each time, so that it goes on wherever it was ended.
 */
export function planBootstrap(
  config: TwinbergConfig,
  observation: BootstrapObservation,
  keys: DeployerKeys,
): BootstrapPlan {
  const parts = [
    ...ACCOUNT_ROLES.map((account) => planDeployer(config, account, observation.accounts[account], keys[account])),
    planReplication(config, observation),
    planBuckets(config, observation.buckets),
  ];
  return { steps: parts.flatMap(({ steps }) => steps), byHand: parts.flatMap(({ byHand }) => byHand) };
}

/** An account that takes part is told of the others that do; one that doesn't is told nothing. */
function planReplication(config: TwinbergConfig, { accounts }: BootstrapObservation): BootstrapPlan {
  const steps: BootstrapStep[] = [];
  const byHand: ByHand[] = [];
  const at = ACCOUNT_ROLES.flatMap((account) => {
    const seen = accounts[account];
    const role = seen.known ? seen.value.organizationRole : undefined;
    return role === undefined ? [] : [{ account, role }];
  })[0];
  for (const account of ACCOUNT_ROLES) {
    const { name } = config.accounts[account];
    const told = ACCOUNT_ROLES.flatMap((one) => {
      const seen = accounts[one];
      return seen.known ? [seen.value.replicating] : [];
    });
    if (told.some((names) => names.includes(name))) continue;
    const id = `replication.${account}`;
    const title = `let ${config.organization}-${name} take part in replication and failover`;
    const sql = enableReplication(config, account);
    if (at !== undefined) steps.push({ kind: "statements", id, title, ...at, statements: () => [sql] });
    else {
      byHand.push({
        id,
        what: title,
        reason:
          told.length === 0 ? "neither account could be looked at" : "none of the administrators has the role ORGADMIN",
        statements: ["USE ROLE ORGADMIN", sql],
      });
    }
  }
  return { steps, byHand };
}
