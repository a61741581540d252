import { z } from "zod";
import type { AccountRole, TwinbergConfig } from "../../config/schema";
import { quoteIdentifier } from "../../sql/identifier";
import { stringLiteral } from "../../sql/literal";
import type { BucketPlace, BucketPort, SeenBucket } from "../aws/bucket";
import { awsReason } from "../aws/clients";
import type { Known } from "../failover/observation";
import type { Row, SnowflakeSession } from "../snowflake/session";
import type { BootstrapObservation, SeenByAdministrator, SeenStateBuckets, SeenUser } from "./observation";
import { ADMINISTRATOR, ORGANIZATION_ADMINISTRATORS } from "./statements";

/** Gives the session of an account's administrator. @throws Error that says why there is none */
export type AdministratorSession = (account: AccountRole) => Promise<Pick<SnowflakeSession, "execute">>;

/** Looks at what is there, and changes nothing. What can't be looked at is not known, with the reason; it never throws. */
export async function observeBootstrap(
  config: TwinbergConfig,
  sessionOf: AdministratorSession,
  buckets: BucketPort,
): Promise<BootstrapObservation> {
  const see = async (account: AccountRole) =>
    known(async () => observeAccount(config, account, await sessionOf(account)));
  const [primary, secondary, seen] = await Promise.all([
    see("primary"),
    see("secondary"),
    observeBuckets(config, buckets),
  ]);
  return { accounts: { primary, secondary }, buckets: seen };
}

async function observeBuckets({ backend }: TwinbergConfig, buckets: BucketPort): Promise<SeenStateBuckets | undefined> {
  if (backend.type !== "s3") return undefined;
  const look = (place: BucketPlace): Promise<Known<SeenBucket>> =>
    known(() => buckets.look({ bucket: place.bucket, region: place.region }), awsReason);
  const { replica } = backend;
  return { state: await look(backend), replica: replica === undefined ? undefined : await look(replica) };
}

const named = z.array(z.looseObject({ name: z.string() }));
const replicating = z.array(z.looseObject({ account_name: z.string() }));
const available = z.tuple([z.looseObject({ ROLES: z.string() })]);
const roleNames = z.array(z.string());
const rolesOfRole = z.array(z.looseObject({ privilege: z.string(), granted_on: z.string(), name: z.string() }));
const rolesOfUser = z.array(z.looseObject({ role: z.string() }));
const properties = z.array(z.looseObject({ property: z.string(), value: z.string().nullable() }));

async function observeAccount(
  config: TwinbergConfig,
  account: AccountRole,
  session: Pick<SnowflakeSession, "execute">,
): Promise<SeenByAdministrator> {
  const { deployer } = config.accounts[account];
  const ask = (sql: string): Promise<readonly Row[]> => session.execute(sql);
  await ask(`USE ROLE ${ADMINISTRATOR}`);
  const roles = roleNames.parse(
    JSON.parse(available.parse(await ask("SELECT CURRENT_AVAILABLE_ROLES() AS ROLES"))[0].ROLES),
  );
  const role = await observeRole(deployer.role, ask);
  // LIKE knows patterns and no case: what it finds is compared.
  const users = named.parse(await ask(`SHOW USERS LIKE ${stringLiteral(deployer.user)}`));
  const there = users.some(({ name }) => name === deployer.user);
  const accounts = replicating.parse(await ask("SHOW REPLICATION ACCOUNTS"));
  return {
    organizationRole: ORGANIZATION_ADMINISTRATORS.find((one) => roles.includes(one)),
    role,
    user: there ? await observeUser(deployer.user, ask) : null,
    replicating: accounts.map(({ account_name: name }) => name),
  };
}

async function observeRole(
  role: string,
  ask: (sql: string) => Promise<readonly Row[]>,
): Promise<SeenByAdministrator["role"]> {
  if (role === ADMINISTRATOR) return "complete";
  const found = named.parse(await ask(`SHOW ROLES LIKE ${stringLiteral(role)}`));
  if (!found.some(({ name }) => name === role)) return "absent";
  const grants = rolesOfRole.parse(await ask(`SHOW GRANTS TO ROLE ${quoteIdentifier(role)}`));
  return grants.some(({ granted_on: on, name }) => on === "ROLE" && name === ADMINISTRATOR)
    ? "complete"
    : "without-administration";
}

async function observeUser(user: string, ask: (sql: string) => Promise<readonly Row[]>): Promise<SeenUser> {
  const described = properties.parse(await ask(`DESCRIBE USER ${quoteIdentifier(user)}`));
  const propertyOf = (name: string): string | null => {
    const value = described.find(({ property }) => property === name)?.value ?? null;
    // Snowflake writes null out here.
    return value === null || value === "null" || value === "" ? null : value;
  };
  const granted = rolesOfUser.parse(await ask(`SHOW GRANTS TO USER ${quoteIdentifier(user)}`));
  return {
    type: propertyOf("TYPE"),
    disabled: propertyOf("DISABLED") === "true",
    fingerprints: [propertyOf("RSA_PUBLIC_KEY_FP"), propertyOf("RSA_PUBLIC_KEY_2_FP")],
    hasWorkloadIdentity: propertyOf("HAS_WORKLOAD_IDENTITY") === "true",
    roles: granted.map(({ role }) => role),
  };
}

async function known<Value>(
  look: () => Promise<Value>,
  reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)),
): Promise<Known<Value>> {
  try {
    return { known: true, value: await look() };
  } catch (error) {
    return { known: false, reason: reasonOf(error).replace(/\s+/g, " ").trim() };
  }
}
