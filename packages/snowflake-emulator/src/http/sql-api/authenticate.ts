import type { Account } from "../../account";
import { authenticatorNotEmulated, noBearerToken, workloadIdentityNotEmulated } from "../../errors";
import { readJwt } from "../../session/key-pair-jwt";
import { type ClientChoice, login } from "../../session/login";
import type { SessionStart } from "../../session/session-store";
import { askedAccount, askedIdentifier } from "../asked-account";
import type { HttpRequest, Services } from "../route";

function bearerToken({ headers }: HttpRequest): string {
  const token = /^Bearer\s+(\S+)$/i.exec(headers.authorization ?? "")?.[1];
  if (token === undefined) throw noBearerToken();
  return token;
}

/** D: X-Snowflake-Authorization-Token-Type; without it the server looks at the token itself. */
const TOKEN_TYPE_HEADER = "x-snowflake-authorization-token-type";

/**
 * Who sends a request, and with which role, warehouse, database and schema. Throws 390146 without a token, 390144 for one
 * that does not verify, 390101 for a type of token that is not built.
 */
export function authenticate(request: HttpRequest, { organization }: Services, choice: ClientChoice): SessionStart {
  if (/^Bearer\s+WIF\./i.test(request.headers.authorization ?? "")) throw workloadIdentityNotEmulated();
  const type = String(request.headers[TOKEN_TYPE_HEADER] ?? "KEYPAIR_JWT").toUpperCase();
  if (type !== "KEYPAIR_JWT") throw authenticatorNotEmulated(type);
  const token = bearerToken(request);
  const { user, ...start } = login(organization, {
    accountName: askedIdentifier(request, organization, readJwt(token).account),
    authenticator: "SNOWFLAKE_JWT",
    token,
    tokenUse: "REQUEST",
    ...choice,
  });
  return start;
}

/** The account that a request is for, for faults. */
export function accountOfBearer(request: HttpRequest, { organization }: Services): Account | undefined {
  try {
    return askedAccount(request, organization, readJwt(bearerToken(request)).account);
  } catch {
    // The request itself will be told what is wrong with its token.
    return undefined;
  }
}
