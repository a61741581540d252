import { ACCOUNT_ROLES, type AccountRole } from "../../../config/schema";
import { ADMINISTRATOR, enableReplication } from "../../bootstrap/statements";
import {
  about,
  bad,
  type Finding,
  good,
  type PreflightCheck,
  type PreflightContext,
  type PreflightResult,
  unknown,
} from "../check";
import type { SeenSnowflake } from "../observation";

/** Of each account: can it be reached, is it the one that was meant, and is it allowed what the stacks need? */
export const snowflakeAccount: PreflightCheck = (context) =>
  ACCOUNT_ROLES.flatMap((account) => checksOf(context, account));

function checksOf({ config, observation }: PreflightContext, account: AccountRole): readonly PreflightResult[] {
  const { name, region, edition, deployer } = config.accounts[account];
  const whole = `${config.organization}-${name}`;
  const seen = observation.accounts[account];
  const result = (what: string, expected: string, finding: Finding): PreflightResult => ({
    id: `${account}.${what}`,
    where: account,
    expected,
    ...finding,
  });
  const of = (judge: (value: SeenSnowflake) => Finding): Finding =>
    about(seen, `see ${account}.login: nothing is known of the account without it`, judge);
  return [
    result(
      "login",
      `${deployer.user} logs in to ${whole} as ${deployer.role}`,
      about(
        seen,
        "twinberg bootstrap makes the user, its key and its role; the key goes where the help says",
        ({ user }) => good(`${user} is logged in`),
      ),
    ),
    result(
      "identity",
      `it is the account ${whole}`,
      of(({ organization, account: found }) =>
        organization === config.organization && found === name
          ? good(`${organization}-${found}`)
          : bad(
              `it is ${organization}-${found}`,
              `correct organization and accounts.${account}.name in the configuration`,
            ),
      ),
    ),
    result(
      "region",
      `its region is ${region}`,
      of(({ region: found }) =>
        found === region
          ? good(found)
          : bad(`it is ${found}`, `set accounts.${account}.region to ${found}, if it is the account that you mean`),
      ),
    ),
    result(
      "edition",
      `its edition is ${edition}`,
      of((one) => editionOf(one, { name, edition, account }, toldEditions(observation))),
    ),
    result(
      "privileges",
      `${deployer.user} has the rights of ${ADMINISTRATOR}`,
      of(({ roles }) =>
        roles.includes(ADMINISTRATOR)
          ? good(`${deployer.user} can work as ${ADMINISTRATOR}`)
          : bad(
              `${deployer.user} can work as ${roles.join(", ") || "nothing"}`,
              `GRANT ROLE ${ADMINISTRATOR} TO ROLE ${deployer.role}: twinberg bootstrap does it; only ${ADMINISTRATOR} makes connections and resource monitors`,
            ),
      ),
    ),
    result(
      "replication",
      "it takes part in replication",
      of(({ replicating }) =>
        about(replicating, `let ${deployer.user} work as ${ADMINISTRATOR}, who is told`, (names) =>
          names.includes(name)
            ? good(`takes part: ${names.join(", ")}`)
            : bad(
                "ENABLE_ACCOUNT_DATABASE_REPLICATION is not set",
                `as ORGADMIN: ${enableReplication(config, account)}; twinberg bootstrap does it`,
              ),
        ),
      ),
    ),
  ];
}

/** What either account was told of editions: one organization's administrator is told of all accounts. */
function toldEditions({ accounts }: PreflightContext["observation"]): ReadonlyMap<string, string> | undefined {
  for (const account of ACCOUNT_ROLES) {
    const seen = accounts[account];
    if (seen.known && seen.value.editions.known) return seen.value.editions.value;
  }
  return undefined;
}

function editionOf(
  { editions }: SeenSnowflake,
  { name, edition, account }: { readonly name: string; readonly edition: string; readonly account: AccountRole },
  told: ReadonlyMap<string, string> | undefined,
): Finding {
  const found = told?.get(name);
  if (found === edition) return good(found);
  if (found !== undefined) {
    return bad(
      `it is ${found}`,
      `failover groups and Client Redirect need BUSINESS_CRITICAL or above: have Snowflake change the account, or correct accounts.${account}.edition`,
    );
  }
  return unknown(
    editions.known ? `${name} is not among the organization's accounts` : editions.reason,
    `only the organization's administrator is told: as ORGADMIN, SHOW ACCOUNTS LIKE '${name}'. Let this command ask by TWINBERG_${account.toUpperCase()}_ADMIN_USER (its help), or --accept ${account}.edition when you have looked`,
  );
}
