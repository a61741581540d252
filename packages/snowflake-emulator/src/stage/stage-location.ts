import { invalidPattern } from "../errors";
import type { Stage } from "../objects/stage";

/** Where files are looked for: keys of a bucket that begin with a prefix. */
export interface BucketPrefix {
  readonly bucket: string;
  /** Without a slash at its beginning; perhaps "". */
  readonly prefix: string;
}

/** A stage's URL with a slash at its end. */
export function stageUrl({ url }: Pick<Stage, "url">): string {
  return url.endsWith("/") ? url : `${url}/`;
}

/** The keys that `@stage/path` means. Throws Error for a stage that is not on S3. */
export function prefixOf(stage: Pick<Stage, "url">, path: string): BucketPrefix {
  const [, bucket, base] = /^s3:\/\/([^/]+)\/(.*)$/s.exec(stageUrl(stage)) ?? [];
  if (bucket === undefined || base === undefined) throw new Error(`'${stage.url}' is no location on S3`);
  return { bucket, prefix: base + path };
}

/**
 * A PATTERN as a predicate on keys. It has to fit all that comes after the stage's own URL (D: COPY INTO, PATTERN). Throws 100048.
 */
export function patternOf(stage: Pick<Stage, "url">, pattern: string | null | undefined): (key: string) => boolean {
  if (pattern === null || pattern === undefined) return () => true;
  const { prefix } = prefixOf(stage, "");
  try {
    const expression = new RegExp(`^(?:${pattern})$`, "su");
    return (key) => expression.test(key.slice(prefix.length));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw invalidPattern(pattern, error.message);
  }
}
