import { login } from "../../session/login";
import { MASTER_TOKEN_SECONDS, TOKEN_SECONDS } from "../../session/session-store";
import { SERVER_VERSION } from "../../sql/functions/context-functions";
import { succeed } from "../answer";
import { askedAccount, askedIdentifier } from "../asked-account";
import { asObject, asText, type HttpRequest, type Route } from "../route";
import { sessionView } from "../session-view";

function accountName({ body }: HttpRequest): string {
  return asText(asObject(body.data).ACCOUNT_NAME) ?? "";
}

/** POST /session/v1/login-request: password or key pair in, session and master token out. */
export const loginRoute: Route = {
  method: "POST",
  path: /^\/session\/v1\/login-request$/,
  accountOf: (request, { organization }) => askedAccount(request, organization, accountName(request)),
  handle(request, { organization, sessions, clock }) {
    const { body, query } = request;
    const data = asObject(body.data);
    const optional = (key: string, value: string | undefined) => (value === undefined ? {} : { [key]: value });
    const start = login(organization, {
      accountName: askedIdentifier(request, organization, accountName(request)),
      ...optional("loginName", asText(data.LOGIN_NAME)),
      ...optional("password", asText(data.PASSWORD)),
      ...optional("authenticator", asText(data.AUTHENTICATOR)),
      ...optional("token", asText(data.TOKEN)),
      ...optional("roleName", asText(query.get("roleName"))),
      ...optional("warehouseName", asText(query.get("warehouse"))),
      ...optional("databaseName", asText(query.get("databaseName"))),
      ...optional("schemaName", asText(query.get("schemaName"))),
      parameters: asObject(data.SESSION_PARAMETERS),
    });
    const firstLogin = start.user.lastSuccessLogin === null;
    start.user.lastSuccessLogin = clock.now();
    const { user, ...opening } = start;
    const session = sessions.open(opening);
    const view = sessionView(session);
    return succeed({
      token: session.token,
      masterToken: session.masterToken,
      validityInSeconds: TOKEN_SECONDS,
      masterValidityInSeconds: MASTER_TOKEN_SECONDS,
      displayUserName: user.displayName,
      serverVersion: SERVER_VERSION,
      firstLogin,
      remMeToken: null,
      remMeValidityInSeconds: 0,
      healthCheckInterval: 45,
      newClientForUpgrade: null,
      sessionId: session.id,
      parameters: view.parameters,
      sessionInfo: {
        databaseName: view.databaseName,
        schemaName: view.schemaName,
        warehouseName: view.warehouseName,
        roleName: view.roleName,
      },
      idToken: null,
      idTokenValidityInSeconds: 0,
      responseData: null,
      mfaToken: null,
      mfaTokenValidityInSeconds: 0,
    });
  },
};
