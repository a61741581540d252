/** A token, and until when it is taken. */
export interface IssuedToken {
  readonly token: string;
  /** Milliseconds since 1970. */
  readonly expires: number;
}

/** Gives tokens to requests. */
export interface TokenSource {
  /** As X-Snowflake-Authorization-Token-Type has it. */
  readonly type: "KEYPAIR_JWT" | "WORKLOAD_IDENTITY_FEDERATION";
  /** @param refused the token that the server has refused: another one is given, made from the key or identity as it is now */
  token(refused?: string): Promise<string>;
}

/** How long before its end a token is made anew, in milliseconds: longer than a request can be on its way. */
const RENEWED_BEFORE_MS = 5 * 60_000;

/**
 * Keeps a token until shortly before its end, or until it is refused. Requests that run at the same time share one.
 *
 * @param issue makes one; `refused` says that the last one was, so that nothing of it may be used again
 * @param now milliseconds since 1970
 */
export function renewedTokens(
  type: TokenSource["type"],
  issue: (refused: boolean) => Promise<IssuedToken>,
  now: () => number,
): TokenSource {
  let current: IssuedToken | undefined;
  let coming: Promise<IssuedToken> | undefined;
  const issueAnew = (refused: boolean): Promise<IssuedToken> => {
    const made: Promise<IssuedToken> = issue(refused).then(
      (token) => {
        // One that was begun before a refusal must not stand in for the one that came of it.
        if (coming === made) [current, coming] = [token, undefined];
        return token;
      },
      (error: unknown) => {
        if (coming === made) coming = undefined;
        throw error;
      },
    );
    coming = made;
    return made;
  };
  return {
    type,
    async token(refused) {
      if (refused !== undefined && refused === current?.token) {
        current = undefined;
        return (await issueAnew(true)).token;
      }
      if (current !== undefined && current.expires - now() >= RENEWED_BEFORE_MS) return current.token;
      return (await (coming ?? issueAnew(false))).token;
    },
  };
}
