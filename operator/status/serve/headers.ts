import { isIP } from "node:net";

/** What every answer carries: nothing from elsewhere is loaded, nobody else may frame or read it, and nothing is kept. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  "Content-Security-Policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Cache-Control": "no-store",
};

/** Whether only this machine reaches an address. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127\.\d+\.\d+\.\d+$/.test(host);
}

/**
 * Whether a request's Host is one that the page is reached by. A page elsewhere whose name suddenly leads here (DNS rebinding)
 * asks under that name; an address can't be another's name. The port may be a tunnel's.
 *
 * @param header the Host header
 * @param bound what the server was told to listen at
 */
export function isOwnHost(header: string | undefined, bound: string): boolean {
  const match = /^(?:\[(?<six>[0-9a-f:.]+)\]|(?<name>[^:[\]/\s]+))(?::\d{1,5})?$/i.exec(header ?? "");
  const host = (match?.groups?.six ?? match?.groups?.name)?.toLowerCase();
  if (host === undefined) return false;
  if (isLoopback(host) || host === bound.toLowerCase()) return true;
  return !isLoopback(bound) && isIP(host) !== 0;
}
