/** A range of IPv4 addresses. */
export interface IpRange {
  /** The first address as a number. */
  readonly first: number;
  /** The last one, included. */
  readonly last: number;
}

/** An address as a number; undefined when it is none. */
export function parseAddress(text: string): number | undefined {
  const parts = text.trim().split(".");
  if (parts.length !== 4 || parts.some((part) => !/^\d{1,3}$/.test(part) || Number(part) > 255)) return undefined;
  return parts.reduce((sum, part) => sum * 256 + Number(part), 0);
}

/** An address or a CIDR range such as `10.0.0.0/8`; undefined when it is neither. */
export function parseRange(text: string): IpRange | undefined {
  const [address = "", bits = "32", ...rest] = text.trim().split("/");
  const number = parseAddress(address);
  if (number === undefined || rest.length > 0 || !/^\d{1,2}$/.test(bits) || Number(bits) > 32) return undefined;
  const size = 2 ** (32 - Number(bits));
  const first = Math.floor(number / size) * size;
  return { first, last: first + size - 1 };
}

/** Is the address one of these addresses and ranges? */
export function isWithin(address: string, ranges: readonly string[]): boolean {
  const number = parseAddress(address);
  if (number === undefined) return false;
  return ranges.some((text) => {
    const range = parseRange(text);
    return range !== undefined && range.first <= number && number <= range.last;
  });
}
