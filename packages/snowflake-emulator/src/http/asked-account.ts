import type { Account } from "../account";
import type { Organization } from "../organization";
import type { HttpRequest } from "./route";

/**
 * Which account a request is for, as an identifier: what its host says, `<org>-<account or connection>.…` or `<locator>.…`, else what
 * the client says (A: one address serves all accounts here, so most hosts say nothing).
 */
export function askedIdentifier({ headers }: HttpRequest, organization: Organization, said: string): string {
  const [label = ""] = (headers.host ?? "").split(/[.:]/);
  const named = label.toUpperCase().startsWith(`${organization.name}-`);
  return named || organization.accounts.some((one) => one.identity.locator === label.toUpperCase()) ? label : said;
}

/** The account that a request is for at this moment. */
export function askedAccount(request: HttpRequest, organization: Organization, said: string): Account | undefined {
  return organization.find(askedIdentifier(request, organization, said));
}
