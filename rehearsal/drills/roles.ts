import type { AccountRole, TwinbergConfig } from "../../config/schema";
import { keepPorts, openAccountPort } from "../../operator/failover/account-port";
import type { Observation } from "../../operator/failover/observation";
import { observe } from "../../operator/failover/observe/observe";
import { activeAccount, sidesOf } from "../../operator/failover/readiness/sides";
import { topologyOf } from "../../operator/failover/topology";
import type { ClaimInput } from "../report/claims";
import { claimFrom } from "../report/claims";
import type { CloudFacts } from "../steps/step";

/** Looks at both accounts, as the controller does. */
export async function observeBoth(config: TwinbergConfig, { sessions }: CloudFacts): Promise<Observation> {
  const { ports, close } = keepPorts((account) => openAccountPort({ config, account, settings: sessions[account] }));
  try {
    return await observe(topologyOf(config), ports, () => new Date());
  } finally {
    await close();
  }
}

/** Holds if one account is primary of all groups and of the connection, and the other of none. */
export function rolesClaim(
  id: string,
  config: TwinbergConfig,
  clouds: CloudFacts,
  active: AccountRole,
): Promise<ClaimInput> {
  return claimFrom(id, `${active} is primary of every group and of the connection`, async () => {
    const sides = sidesOf(topologyOf(config), await observeBoth(config, clouds));
    const names = sides.map(({ name, holder }) => `${name}: ${holder}`);
    return {
      observed: activeAccount(sides) ?? names.join("; "),
      ok: activeAccount(sides) === active,
      evidence: sides.map(({ name, holder, reason }) => `${name}: ${holder} (${reason})`),
    };
  });
}
