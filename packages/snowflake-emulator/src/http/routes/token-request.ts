import { notEmulated } from "../../errors";
import { MASTER_TOKEN_SECONDS, TOKEN_SECONDS } from "../../session/session-store";
import { succeed } from "../answer";
import { asText, type Route } from "../route";

/** POST /session/token-request: new tokens for the bearer of a master token. */
export const tokenRequestRoute: Route = {
  method: "POST",
  path: /^\/session\/token-request$/,
  handle({ body, token }, { sessions }) {
    const requestType = asText(body.requestType) ?? "RENEW";
    if (requestType !== "RENEW") throw notEmulated(`token request of type ${requestType}`);
    const session = sessions.renew(token);
    return succeed({
      sessionToken: session.token,
      validityInSecondsST: TOKEN_SECONDS,
      masterToken: session.masterToken,
      validityInSecondsMT: MASTER_TOKEN_SECONDS,
      sessionId: session.id,
    });
  },
};
