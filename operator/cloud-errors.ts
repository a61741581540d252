import { types } from "node:util";

/** What a cloud or the network said that is no bug: it is told in one line, with what to do. */
export interface ExpectedCloudError {
  /** What is the matter, by the error's own words. One line. */
  readonly reason: string;
  /** What to do about it. */
  readonly fix: string;
}

/** What is known of one error in a chain of causes. */
interface Seen {
  /** Its class, e.g. ExpiredTokenException: what services of AWS tell. */
  readonly name: string;
  /** Snowflake's six digits, the driver's number as text, or the system's, e.g. ENOTFOUND. Empty: none. */
  readonly code: string;
  readonly message: string;
}

interface Known {
  readonly matches: (seen: Seen) => boolean;
  readonly fix: string;
}

const named =
  (...names: readonly string[]): Known["matches"] =>
  ({ name }) =>
    names.includes(name);
const coded =
  (...codes: readonly string[]): Known["matches"] =>
  ({ code }) =>
    codes.includes(code);

const CLOCK =
  "this machine's clock is probably wrong, and signatures are only good for minutes: set it by NTP, and look at date -u";

/** The first that matches tells the fix, so what is narrower comes first. */
const KNOWN: readonly Known[] = [
  // AWS. Sources: docs.aws.amazon.com, "Common Errors" of each service, and AmazonS3 API/ErrorResponses.
  {
    matches: ({ name, message }) =>
      ["RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture"].includes(name) ||
      (["SignatureDoesNotMatch", "InvalidSignatureException"].includes(name) &&
        /signature (expired|not yet current)/i.test(message)),
    fix: CLOCK,
  },
  {
    matches: ({ name, message }) =>
      ["ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired"].includes(name) ||
      (/^(CredentialsProviderError|TokenProviderError)$/.test(name) && /expired|refresh/i.test(message)),
    fix: "the AWS session has ended: log in again (aws sso login, or assume the role anew)",
  },
  {
    matches: named("CredentialsProviderError", "TokenProviderError"),
    fix: "give AWS credentials: AWS_PROFILE, or AWS_ACCESS_KEY_ID with AWS_SECRET_ACCESS_KEY, or a role of the machine; aws sts get-caller-identity tells whom they are of",
  },
  {
    matches: named(
      "UnrecognizedClientException",
      "InvalidClientTokenId",
      "InvalidAccessKeyId",
      "InvalidToken",
      "AuthFailure",
      "SignatureDoesNotMatch",
      "InvalidSignatureException",
      "IncompleteSignature",
    ),
    fix: "AWS doesn't know these credentials: see AWS_PROFILE, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN with aws sts get-caller-identity",
  },
  {
    matches: named(
      "AccessDenied",
      "AccessDeniedException",
      "UnauthorizedOperation",
      "UnauthorizedException",
      "Forbidden",
    ),
    fix: "the AWS caller may not do that: take a role that may (aws sts get-caller-identity tells who it is; twinberg preflight checks what it needs)",
  },
  {
    matches: ({ name, message }) =>
      ["PermanentRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException"].includes(name) ||
      /^region is missing/i.test(message),
    fix: "it is in another region: see aws.region, and the regions of the buckets, in the configuration",
  },
  {
    matches: named(
      "ThrottlingException",
      "Throttling",
      "TooManyRequestsException",
      "RequestLimitExceeded",
      "ProvisionedThroughputExceededException",
      "SlowDown",
    ),
    fix: "AWS is asked too often at the moment: run it again in a minute",
  },
  {
    matches: named("NoSuchBucket"),
    fix: "the bucket isn't there: apply the stack or run the command that makes it (twinberg bootstrap for the state's), or see its name in the configuration",
  },
  {
    matches: named("EntityNotFoundException", "ResourceNotFoundException"),
    fix: "it isn't there: apply the stack that makes it (lake, table-sync), or see the names, aws.accountId and aws.region in the configuration",
  },
  // Snowflake. Sources: docs.snowflake.com, user-guide/key-pair-auth-troubleshooting, user-guide/network-policies, and the driver's error codes.
  {
    matches: ({ code, message }) => code === "390144" && /ISSUE_TIME|EXPIRED|FUTURE/i.test(message),
    fix: CLOCK,
  },
  {
    matches: coded("390144", "394304"),
    fix: "the private key isn't the user's: DESCRIBE USER tells RSA_PUBLIC_KEY_FP, and twinberg bootstrap registers the key; the account's and the user's name may be wrong as well (accounts.<account>.name, deployer.user)",
  },
  {
    matches: ({ code, message }) => code === "390102" || /temporarily locked|user .* locked/i.test(message),
    fix: "the user is locked after failed logins: wait, or ALTER USER … SET MINS_TO_UNLOCK = 0 as an administrator; then see what it logs in by",
  },
  {
    matches: coded("390100", "390101"),
    fix: "see the user's name, what it logs in by, and that it isn't disabled: DESCRIBE USER as an administrator",
  },
  {
    matches: ({ code, message }) =>
      ["390420", "390422"].includes(code) || /is not allowed to access Snowflake/i.test(message),
    fix: "a network policy keeps this address out: run it from an allowed one, or have it added to the policy",
  },
  {
    matches: coded("390202"),
    fix: "an authentication policy forbids this way to log in: use one that it allows",
  },
  {
    matches: coded("390187", "390189", "390201"),
    fix: "grant the role to the user, or see deployer.role and the warehouses' names in the configuration",
  },
  {
    matches: coded("390104", "390111", "390112", "390114", "390195", "390318"),
    fix: "Snowflake has ended the session: run it again",
  },
  {
    matches: coded("003001"),
    fix: "the role may not do that: grant it what is named, or see deployer.role in the configuration (twinberg preflight checks it)",
  },
  {
    matches: ({ name, code, message }) =>
      ["390503", "390505", "000629"].includes(code) ||
      name === "SnowflakeIsUnavailable" ||
      /HTTP (429|503)/.test(message),
    fix: "Snowflake couldn't be reached in time, or is asked too often: run it again in a minute; status.snowflake.com tells outages",
  },
  {
    matches: coded("401002", "401003"),
    fix: "what answered isn't that Snowflake account: see organization and accounts.<account>.name in the configuration, and proxies (HTTPS_PROXY)",
  },
  // The way there.
  {
    matches: coded("ENOTFOUND", "EAI_AGAIN"),
    fix: "the name isn't known here: see organization, accounts.<account>.name and aws.region in the configuration, and DNS",
  },
  {
    matches: coded("ECONNREFUSED", "ECONNRESET", "EHOSTUNREACH", "ENETUNREACH", "EPIPE"),
    fix: "nobody answers there: are the local clouds up (npm run local), is there a network, does a proxy or a firewall stand between?",
  },
  {
    matches: ({ name, code }) =>
      ["ETIMEDOUT", "ESOCKETTIMEDOUT", "UND_ERR_CONNECT_TIMEOUT", "401001"].includes(code) || name === "TimeoutError",
    fix: "there was no answer in time: see the network, proxies (HTTPS_PROXY) and firewalls, then run it again",
  },
  {
    matches: coded(
      "SELF_SIGNED_CERT_IN_CHAIN",
      "DEPTH_ZERO_SELF_SIGNED_CERT",
      "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
      "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
      "CERT_HAS_EXPIRED",
      "ERR_TLS_CERT_ALTNAME_INVALID",
    ),
    fix: "its certificate isn't trusted: behind a proxy that opens TLS, name its CA by NODE_EXTRA_CA_CERTS",
  },
];

/** How deep causes are looked through. */
const DEEPEST = 8;

/**
 * Whether an error is one that clouds and networks are expected to give (no credentials, an expired token, access denied, an
 * unknown host, a wrong key …), and what to do about it. Undefined: none of those, which may be a bug.
 */
export function expectedCloudError(error: unknown): ExpectedCloudError | undefined {
  const chain = causes(error, 0);
  for (const seen of chain) {
    const known = KNOWN.find(({ matches }) => matches(seen));
    if (known !== undefined) return { reason: reasonOf(chain, seen), fix: known.fix };
  }
  return undefined;
}

/** The error, and what it came from. */
function causes(error: unknown, depth: number): readonly Seen[] {
  if (!types.isNativeError(error) || depth === DEEPEST) return [];
  // Addresses that were tried one after the other are told as several errors in one.
  const tried: readonly unknown[] = "errors" in error && Array.isArray(error.errors) ? error.errors : [];
  const below = [...tried, error.cause];
  return [seenOf(error), ...below.flatMap((cause: unknown) => causes(cause, depth + 1))];
}

function seenOf(error: Error): Seen {
  const code = "code" in error && (typeof error.code === "string" || typeof error.code === "number") ? error.code : "";
  return { name: error.name, code: String(code), message: error.message };
}

/** What is outermost says what was tried; what is innermost may be all that says why. */
function reasonOf(chain: readonly Seen[], { name, code, message }: Seen): string {
  const outer = chain[0]?.message ?? "";
  const inner = message === "" ? [name, code].filter((part) => part !== "" && part !== "Error").join(" ") : message;
  const label = name === "Error" || inner.includes(name) ? "" : `${name}: `;
  const told = outer === "" || outer === message || outer.includes(inner) ? "" : `${outer}: `;
  return `${outer.includes(inner) && outer !== message ? outer : `${told}${label}${inner}`}`
    .replace(/\s+/g, " ")
    .trim();
}
