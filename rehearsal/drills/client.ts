import type { AccountRole, TwinbergConfig } from "../../config/schema";
import { type SessionSettings, withSession } from "../../operator/snowflake/session";
import { type ClaimInput, claimFrom } from "../report/claims";
import type { CloudFacts } from "../steps/step";

/** How a client logs in that knows the connection and neither account. @throws Error when none is configured */
export function clientSettings(config: TwinbergConfig, { sessions }: CloudFacts): SessionSettings {
  const { connection } = config.failover;
  if (connection === undefined) throw new Error("the configuration has no failover.connection");
  return { ...sessions.primary, account: connection.name };
}

/** Holds if who logs in by the connection's name arrives in an account. */
export function clientClaim(
  id: string,
  config: TwinbergConfig,
  clouds: CloudFacts,
  active: AccountRole,
): Promise<ClaimInput> {
  const { name, region } = config.accounts[active];
  return claimFrom(id, `a client of the connection is in ${name}`, async () => {
    const settings = clientSettings(config, clouds);
    const [row] = await withSession(settings, (session) =>
      session.execute("SELECT CURRENT_ACCOUNT_NAME() AS ACCOUNT, CURRENT_REGION() AS REGION"),
    );
    const place = `${String(row?.ACCOUNT)} in ${String(row?.REGION)}`;
    return {
      observed: place,
      ok: row?.ACCOUNT === name && String(row?.REGION).endsWith(region),
      evidence: [`login to ${settings.organization}-${settings.account}`],
    };
  });
}
