import { z } from "zod";
import { ORGANIZATION_ADMINISTRATORS } from "../../bootstrap/statements";
import type { Known } from "../../failover/observation";
import type { Row, SnowflakeSession } from "../../snowflake/session";
import { OBJECT_KINDS, type ObjectKind } from "../declared-names";
import type { SeenSnowflake } from "../observation";
import { known } from "./known";

/** What is asked of an account. */
export interface SnowflakeLook {
  /** Of the deployer. */
  readonly session: Pick<SnowflakeSession, "execute">;
  /** Of the administrator, who may be told of editions; undefined: the environment names none. @throws Error that says why it can't */
  readonly administrator: (() => Promise<Pick<SnowflakeSession, "execute">>) | undefined;
}

const identity = z.tuple([
  z.looseObject({
    ORGANIZATION: z.string(),
    ACCOUNT: z.string(),
    REGION: z.string(),
    USER_NAME: z.string(),
    ROLES: z.string(),
  }),
]);
const roleNames = z.array(z.string());
const accountNames = z.array(z.looseObject({ account_name: z.string() }));
const editionRows = z.array(z.looseObject({ account_name: z.string(), edition: z.string() }));
const namedRows = z.array(z.looseObject({ name: z.string(), account_name: z.string().optional() }));

const IDENTITY =
  "SELECT CURRENT_ORGANIZATION_NAME() AS ORGANIZATION, CURRENT_ACCOUNT_NAME() AS ACCOUNT, CURRENT_REGION() AS REGION, CURRENT_USER() AS USER_NAME, CURRENT_AVAILABLE_ROLES() AS ROLES";

/** Looks at one account, and changes nothing. @throws Error when it doesn't even tell which one it is */
export async function observeSnowflake({ session, administrator }: SnowflakeLook): Promise<SeenSnowflake> {
  const [row] = identity.parse(await session.execute(IDENTITY));
  const objects = new Map<ObjectKind, Known<ReadonlySet<string>>>();
  const roles = roleNames.parse(JSON.parse(row.ROLES));
  const replicating = await known(async () =>
    accountNames.parse(await session.execute("SHOW REPLICATION ACCOUNTS")).map(({ account_name: name }) => name),
  );
  for (const kind of OBJECT_KINDS) {
    objects.set(kind, await known(async () => namesOf(await session.execute(`SHOW ${kind}`), row.ACCOUNT)));
  }
  return {
    organization: row.ORGANIZATION,
    account: row.ACCOUNT,
    // In an organization of several region groups it is PUBLIC.AWS_US_EAST_1. Source: docs.snowflake.com, sql-reference/functions/current_region
    region: row.REGION.replace(/^.*\./, ""),
    user: row.USER_NAME,
    roles,
    editions: await editionsBy(roles, session, administrator),
    replicating,
    objects,
  };
}

/** Groups and connections of other accounts are listed, too. */
function namesOf(rows: readonly Row[], account: string): ReadonlySet<string> {
  return new Set(
    namedRows
      .parse(rows)
      .filter(({ account_name: where }) => where === undefined || where === account)
      .map(({ name }) => name),
  );
}

async function editionsBy(
  roles: readonly string[],
  session: SnowflakeLook["session"],
  administrator: SnowflakeLook["administrator"],
): Promise<Known<ReadonlyMap<string, string>>> {
  const own = organizationRole(roles);
  if (own !== undefined) return known(() => editionsOf(session, own));
  if (administrator === undefined) {
    return { known: false, reason: "the deployer isn't told, and the environment names no administrator" };
  }
  return known(async () => {
    const other = await administrator();
    const [row] = z
      .tuple([z.looseObject({ ROLES: z.string() })])
      .parse(await other.execute("SELECT CURRENT_AVAILABLE_ROLES() AS ROLES"));
    const role = organizationRole(roleNames.parse(JSON.parse(row.ROLES)));
    if (role === undefined) throw new Error("neither the deployer nor the administrator has the role ORGADMIN");
    return editionsOf(other, role);
  });
}

const organizationRole = (roles: readonly string[]): string | undefined =>
  ORGANIZATION_ADMINISTRATORS.find((one) => roles.includes(one));

/** The last thing that is asked in a session: it goes on as another role. */
async function editionsOf(session: SnowflakeLook["session"], role: string): Promise<ReadonlyMap<string, string>> {
  await session.execute(`USE ROLE ${role}`);
  const rows = editionRows.parse(await session.execute("SHOW ACCOUNTS"));
  // Written "BUSINESS CRITICAL" in places, BUSINESS_CRITICAL in others.
  return new Map(rows.map(({ account_name: name, edition }) => [name, edition.toUpperCase().replaceAll(" ", "_")]));
}
