/** A place in S3. */
export interface S3Location {
  readonly bucket: string;
  /** Without slashes around it. `""`: the bucket's root. */
  readonly key: string;
}

const S3_URL = /^s3[an]?:\/\/([a-z0-9][a-z0-9.-]{1,62})(?:\/(.*))?$/is;

/** Reads an S3 URL; s3a and s3n are Hadoop's names for the same thing. Undefined for anything else. */
export function parseS3Location(url: string): S3Location | undefined {
  const [, bucket, key = ""] = S3_URL.exec(url) ?? [];
  if (bucket === undefined) return undefined;
  return { bucket, key: key.replace(/^\/+/, "").replace(/\/+$/, "") };
}

/** What of `inner` follows `outer`, without slashes around it; undefined when `inner` doesn't lie in `outer`. */
export function pathWithin(outer: S3Location, inner: S3Location): string | undefined {
  if (outer.bucket !== inner.bucket) return undefined;
  if (outer.key === "" || outer.key === inner.key) return inner.key.slice(outer.key.length);
  return inner.key.startsWith(`${outer.key}/`) ? inner.key.slice(outer.key.length + 1) : undefined;
}
