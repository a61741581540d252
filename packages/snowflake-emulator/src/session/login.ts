import type { Account } from "../account";
import { clientTime } from "../clock";
import {
  addressNotAllowed,
  authenticationNotAllowed,
  authenticatorNotEmulated,
  badCredentials,
  defaultRoleNotGranted,
  invalidJwt,
  loginObjectMissing,
  loginRoleNotGranted,
  unknownAccount,
} from "../errors";
import { Access } from "../grants/access";
import { roleClosure, rolesOfUser } from "../grants/grant-store";
import { addressLists, LOCAL_ADDRESS, mayLogIn, networkPolicyOf } from "../network/network-access";
import type { ObjectId } from "../objects/snowflake-object";
import type { User } from "../objects/user";
import type { Organization } from "../organization";
import { PARAMETERS } from "../parameters/definitions";
import { checkParameter } from "../parameters/read-parameters";
import { resolveIdentifier } from "../sql/identifiers";
import { authenticationPolicyOf, type LoginMethod, mayAuthenticate } from "./authentication-access";
import { passwordMatches } from "./credentials";
import { readJwt, verifyJwt } from "./key-pair-jwt";
import { chooseNamespace } from "./namespace";
import type { SessionStart } from "./session-store";

/** What a client wants its session to begin with. Names are SQL identifiers: quoted ones are exact. */
export interface ClientChoice {
  readonly roleName?: string;
  readonly warehouseName?: string;
  readonly databaseName?: string;
  readonly schemaName?: string;
  /** Session parameters. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** What a client says when it logs in. */
export interface LoginRequest extends ClientChoice {
  readonly accountName: string;
  /** Absent in the Go driver's key-pair login. */
  readonly loginName?: string;
  readonly password?: string;
  /** `SNOWFLAKE` (or absent) for a password, `SNOWFLAKE_JWT` for a key pair. */
  readonly authenticator?: string;
  readonly token?: string;
  /** What a key pair's token is for: one login at once (the default), or many requests while it is valid. */
  readonly tokenUse?: "LOGIN" | "REQUEST";
}

/** Where accounts are looked for. */
type Accounts = Pick<Organization, "accounts" | "find">;

/** Decides about a login: who it is, with which role and warehouse. Throws login errors (390xxx). */
export function login(organization: Accounts, request: LoginRequest): SessionStart & { readonly user: User } {
  const account = organization.find(request.accountName);
  if (account === undefined) {
    throw unknownAccount(
      request.accountName,
      organization.accounts.map((one) => one.identifier),
    );
  }
  const user = authenticate(organization, account, request);
  checkPolicies(account, user, request.authenticator?.toUpperCase() === "SNOWFLAKE_JWT" ? "KEYPAIR" : "PASSWORD");
  const primaryRoleId = chooseRole(account, user, request.roleName);
  const secondaryRoles = user.defaultSecondaryRoles ?? "ALL";
  const access = new Access(
    account.state,
    { userId: user.id, primaryRoleId, secondaryRoles },
    account.identity.locator,
  );
  const validates = request.parameters.CLIENT_VALIDATE_DEFAULT_PARAMETERS === true;
  const warehouseId = chooseWarehouse(account, access, user, request.warehouseName);
  if (validates && request.warehouseName && warehouseId === null) throw loginObjectMissing("warehouse");
  const namespace = chooseNamespace(account, access, user.defaultNamespace, {
    database: request.databaseName,
    schema: request.schemaName,
  });
  if (validates && request.databaseName && namespace.databaseId === null) throw loginObjectMissing("database");
  if (validates && request.schemaName && namespace.schemaId === null) throw loginObjectMissing("schema");
  return {
    account,
    user,
    userId: user.id,
    primaryRoleId,
    secondaryRoles,
    warehouseId,
    ...namespace,
    parameters: sessionParameters(request.parameters),
  };
}

function authenticate(organization: Accounts, account: Account, request: LoginRequest): User {
  const authenticator = (request.authenticator || "SNOWFLAKE").toUpperCase();
  const now = account.clock.now();
  if (authenticator === "SNOWFLAKE_JWT") {
    const claims = readJwt(request.token ?? "");
    if (organization.find(claims.account) !== account) throw invalidJwt("JWT_TOKEN_ACCOUNT_MISMATCH");
    const user = findUser(account, request.loginName || claims.user);
    if (user === undefined || user.loginName !== claims.user || !isActive(user, now)) {
      throw invalidJwt("JWT_TOKEN_INVALID_USER_IN_ISSUER");
    }
    verifyJwt(claims, user, clientTime(account.clock), request.tokenUse ?? "LOGIN");
    return user;
  }
  if (authenticator !== "SNOWFLAKE") throw authenticatorNotEmulated(authenticator);
  const user = findUser(account, request.loginName ?? "");
  const password = user?.password ?? null;
  if (user === undefined || password === null || !isActive(user, now) || user.type === "SERVICE") {
    throw badCredentials();
  }
  if (!passwordMatches(request.password ?? "", password)) throw badCredentials();
  return user;
}

/** Throws 390420 for an address that the network policy keeps out, 390202 for a method that the authentication policy does. */
function checkPolicies({ state }: Account, user: User, method: LoginMethod): void {
  const network = networkPolicyOf(state, user);
  if (network !== undefined && !mayLogIn(addressLists(state, network), LOCAL_ADDRESS)) {
    throw addressNotAllowed(LOCAL_ADDRESS);
  }
  const authentication = authenticationPolicyOf(state, user);
  if (authentication !== undefined && !mayAuthenticate(authentication, method)) throw authenticationNotAllowed();
}

function findUser(account: Account, loginName: string): User | undefined {
  const wanted = loginName.toUpperCase();
  return [...account.state.objects.USER.values()].find((user) => user.loginName === wanted);
}

function isActive(user: User, now: number): boolean {
  return !user.disabled && (user.expiresAt === null || user.expiresAt > now);
}

function chooseRole(account: Account, user: User, asked: string | undefined): ObjectId {
  const { state } = account;
  const everyone = state.objects.ROLE.get("PUBLIC");
  if (everyone === undefined) throw new Error("every account has the role PUBLIC");
  const available = roleClosure(state.grants, [everyone.id, ...rolesOfUser(state.grants, user.id)]);
  const wanted = asked ? resolveIdentifier(asked) : user.defaultRole;
  if (wanted === null) return everyone.id;
  const role = state.objects.ROLE.get(wanted);
  if (role !== undefined && available.has(role.id)) return role.id;
  throw asked ? loginRoleNotGranted(wanted) : defaultRoleNotGranted(wanted);
}

function chooseWarehouse(account: Account, access: Access, user: User, asked: string | undefined): ObjectId | null {
  const wanted = asked ? resolveIdentifier(asked) : user.defaultWarehouse;
  if (wanted === null) return null;
  const warehouse = account.state.objects.WAREHOUSE.get(wanted);
  const usable = warehouse !== undefined && access.may("WAREHOUSE", warehouse, ["USAGE", "OPERATE"]);
  return usable ? warehouse.id : null;
}

/** Session parameters that the client sets at login. Drivers also send names that are no server parameters. */
function sessionParameters(given: Readonly<Record<string, unknown>>): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const [name, value] of Object.entries(given)) {
    const upper = name.toUpperCase();
    if (PARAMETERS.get(upper)?.scopes.includes("SESSION"))
      values.set(upper, checkParameter(upper, String(value), "SESSION"));
  }
  return values;
}
