import type { KeyObject } from "node:crypto";

/** How a user proves who it is. */
export type Credentials =
  | { readonly kind: "password" /** The user's password. */; readonly password: string }
  | { readonly kind: "key-pair" /** The user's RSA private key. */; readonly privateKey: KeyObject };

/** Where and as whom to connect. */
export interface ConnectionOptions {
  /** Account in the form ORGANIZATION-ACCOUNT. */
  readonly account: string;
  /** User name. */
  readonly user: string;
  /** How to log in. */
  readonly credentials: Credentials;
  /** Role of the session; undefined = the user's default. */
  readonly role: string | undefined;
  /** Warehouse of the session; undefined = the user's default. */
  readonly warehouse: string | undefined;
  /** `http` or `https`. */
  readonly protocol: "http" | "https";
  /** Host name or address. */
  readonly host: string;
  /** TCP port. */
  readonly port: number;
  /** Session parameters set at login. */
  readonly sessionParameters: Readonly<Record<string, string>>;
}

/** What the client takes from outside, so that tests can freeze it. */
export interface ClientEnvironment {
  /** Current time. */
  readonly now: () => Date;
  /** A new random id (UUID). */
  readonly newId: () => string;
  /** Waits; milliseconds. */
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** The endpoint as a URL without trailing slash. */
export function endpointOf(options: Pick<ConnectionOptions, "protocol" | "host" | "port">): string {
  const host = options.host.includes(":") && !options.host.startsWith("[") ? `[${options.host}]` : options.host;
  return `${options.protocol}://${host}:${options.port}`;
}
