/** What is written instead of a secret. */
const HIDDEN = "[hidden]";

/** What errors of drivers, proxies and clouds may quote of a login. Each keeps what stands before the secret. */
const SECRETS: readonly (readonly [secret: RegExp, instead: string])[] = [
  [/-----BEGIN ([A-Z ]*PRIVATE KEY)-----[\s\S]*?(?:-----END \1-----|$)/g, HIDDEN],
  // A JSON web token, such as that of a key pair.
  [/\beyJ[\w-]{5,}\.[\w-]{5,}\.[\w-]+/g, HIDDEN],
  // A session's token: `Authorization: Snowflake Token="…"`.
  [/(\b(?:Snowflake Token=|Bearer )"?)[^\s"]+/gi, `$1${HIDDEN}`],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, HIDDEN],
  [/(\bX-Amz-(?:Signature|Credential|Security-Token)=)[^&\s"]+/gi, `$1${HIDDEN}`],
  [
    /(\b(?:aws_)?(?:secret_?access_?key|session_?token|password|passcode|passphrase)"?\s*[=:]\s*"?)[^\s"&,;}]+/gi,
    `$1${HIDDEN}`,
  ],
  // Credentials within an address.
  [/(\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:)[^\s/@]+@/gi, `$1${HIDDEN}@`],
];

/** Text without private keys, tokens, passwords and signatures, as far as they can be told by their form. Twice is as once. */
export function withoutSecrets(text: string): string {
  return SECRETS.reduce((clean, [secret, instead]) => clean.replace(secret, instead), text);
}

/** The same value with {@link withoutSecrets} for each text in it, and for each key. */
export function cleaned<Value>(value: Value): Value;
export function cleaned(value: unknown): unknown {
  if (typeof value === "string") return withoutSecrets(value);
  if (Array.isArray(value)) return value.map((one: unknown) => cleaned(one));
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [withoutSecrets(key), cleaned(one)]));
}
