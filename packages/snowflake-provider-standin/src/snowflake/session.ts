import type { ClientEnvironment, ConnectionOptions } from "./connection-options";
import { SnowflakeError } from "./errors";
import { type Envelope, HttpTransport, recordOf } from "./http";
import { loginToken } from "./jwt";
import { resultOf, type StatementResult } from "./result";

/** The session's token has expired; it can be renewed. */
const TOKEN_EXPIRED = "390112";
/** The statement still runs: ask again. */
const IN_PROGRESS: ReadonlySet<string> = new Set(["333333", "333334"]);
const POLL_DELAY_MS = 500;

interface Tokens {
  readonly session: string;
  readonly master: string;
}

/**
 * One Snowflake session over the driver protocol: log in, run statements (several at a time are fine), close. An expired token is
 * renewed and the statement sent again.
 */
export class SnowflakeSession {
  readonly #transport: HttpTransport;
  readonly #environment: ClientEnvironment;
  #tokens: Tokens;
  #renewal: Promise<void> | undefined;
  #sequence = 0;
  #timezone: string;

  private constructor(transport: HttpTransport, environment: ClientEnvironment, tokens: Tokens, timezone: string) {
    this.#transport = transport;
    this.#environment = environment;
    this.#tokens = tokens;
    this.#timezone = timezone;
  }

  /**
   * Logs in.
   * @throws Error naming account, user and endpoint when Snowflake refuses or can't be reached
   */
  static async open(options: ConnectionOptions, environment: ClientEnvironment): Promise<SnowflakeSession> {
    const transport = new HttpTransport(options, environment);
    const query = {
      ...(options.warehouse ? { warehouse: options.warehouse } : {}),
      ...(options.role ? { roleName: options.role } : {}),
    };
    const body = { data: loginData(options, environment) };
    const who = `account ${options.account}, user ${options.user}, endpoint ${transport.endpoint}`;
    let answer: Envelope;
    try {
      answer = await transport.send({ method: "POST", path: "/session/v1/login-request", query, body });
    } catch (cause) {
      throw new Error(`login failed (${who}): ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    }
    if (!answer.success)
      throw new Error(`login failed (${who}): ${answer.code}: ${answer.message}${loginAdvice(answer.code)}`);
    const { token, masterToken } = answer.data;
    if (typeof token !== "string" || typeof masterToken !== "string")
      throw new Error(`login failed (${who}): the answer holds no tokens`);
    return new SnowflakeSession(
      transport,
      environment,
      { session: token, master: masterToken },
      timezoneOf(answer.data.parameters) ?? "UTC",
    );
  }

  /** Runs one statement. @throws SnowflakeError when Snowflake refuses it */
  async run(sqlText: string): Promise<StatementResult> {
    const send = (): Promise<Envelope> => {
      this.#sequence += 1;
      const body = {
        sqlText,
        asyncExec: false,
        sequenceId: this.#sequence,
        isInternal: false,
        queryContextDTO: { entries: [] },
      };
      return this.#transport.send({
        method: "POST",
        path: "/queries/v1/query-request",
        token: this.#tokens.session,
        body,
      });
    };
    let answer = await this.#renewing(send);
    while (answer.success && IN_PROGRESS.has(answer.code)) {
      const path = String(answer.data.getResultUrl ?? "");
      await this.#environment.sleep(POLL_DELAY_MS);
      answer = await this.#renewing(() => this.#transport.send({ method: "GET", path, token: this.#tokens.session }));
    }
    if (!answer.success) throw new SnowflakeError(answer.code, String(answer.data.sqlState ?? ""), answer.message);
    this.#timezone = timezoneOf(answer.data.parameters) ?? this.#timezone;
    return resultOf(answer.data, this.#timezone);
  }

  /** Ends the session on the server. */
  async close(): Promise<void> {
    try {
      await this.#transport.send({
        method: "POST",
        path: "/session",
        query: { delete: "true" },
        token: this.#tokens.session,
        body: {},
      });
    } finally {
      this.#transport.close();
    }
  }

  async #renewing(send: () => Promise<Envelope>): Promise<Envelope> {
    const used = this.#tokens;
    const answer = await send();
    if (answer.success || answer.code !== TOKEN_EXPIRED) return answer;
    if (used === this.#tokens) {
      this.#renewal ??= this.#renew().finally(() => {
        this.#renewal = undefined;
      });
      await this.#renewal;
    }
    return send();
  }

  async #renew(): Promise<void> {
    const body = { oldSessionToken: this.#tokens.session, requestType: "RENEW" };
    const answer = await this.#transport.send({
      method: "POST",
      path: "/session/token-request",
      token: this.#tokens.master,
      body,
    });
    const { sessionToken, masterToken } = answer.data;
    if (!answer.success || typeof sessionToken !== "string" || typeof masterToken !== "string") {
      throw new Error(
        `the session at ${this.#transport.endpoint} expired and could not be renewed: ${answer.code}: ${answer.message}`,
      );
    }
    this.#tokens = { session: sessionToken, master: masterToken };
  }
}

function loginData(options: ConnectionOptions, environment: ClientEnvironment): object {
  const { credentials } = options;
  const proof =
    credentials.kind === "password"
      ? { LOGIN_NAME: options.user, PASSWORD: credentials.password }
      : {
          AUTHENTICATOR: "SNOWFLAKE_JWT",
          TOKEN: loginToken(options.account, options.user, credentials.privateKey, environment.now()),
        };
  return {
    CLIENT_APP_ID: "terraform-provider-snowflake-standin",
    CLIENT_APP_VERSION: "2.20.0",
    SVN_REVISION: "",
    ACCOUNT_NAME: options.account,
    ...proof,
    SESSION_PARAMETERS: { CLIENT_VALIDATE_DEFAULT_PARAMETERS: true, ...options.sessionParameters },
    CLIENT_ENVIRONMENT: { APPLICATION: "terraform-provider-snowflake", OS: process.platform },
  };
}

function loginAdvice(code: string): string {
  if (code === "390100") return " Check user and password (or private_key) of the provider block.";
  if (code === "390144")
    return " Check that private_key belongs to the user's RSA_PUBLIC_KEY and that the clock is right.";
  if (code === "390186" || code === "390189")
    return " Check the role of the provider block and that it is granted to the user.";
  return "";
}

function timezoneOf(parameters: unknown): string | undefined {
  if (!Array.isArray(parameters)) return undefined;
  const timezone = parameters.map(recordOf).find(({ name }) => name === "TIMEZONE")?.value;
  return typeof timezone === "string" && timezone !== "" ? timezone : undefined;
}
