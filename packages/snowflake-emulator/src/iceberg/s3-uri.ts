/** An object on S3. */
export interface S3Object {
  readonly bucket: string;
  readonly key: string;
}

/** The object that a URI names; `s3a://` and `s3n://` are Hadoop's words for the same. Throws Error for anything else. */
export function objectOf(uri: string): S3Object {
  const [, bucket, key] = /^s3[an]?:\/\/([^/]+)\/(.+)$/s.exec(uri) ?? [];
  if (bucket === undefined || key === undefined) throw new Error(`'${uri}' is no file on S3`);
  return { bucket, key };
}

/** Does a file lie below a location, `s3://bucket/path/`? */
export function isBelow(uri: string, location: string): boolean {
  const normal = (text: string) => text.replace(/^s3[an]:/, "s3:");
  const parent = normal(location);
  return normal(uri).startsWith(parent.endsWith("/") ? parent : `${parent}/`);
}

/** The folder of a file, without a slash at its end. */
export function folderOf(uri: string): string {
  return uri.slice(0, uri.lastIndexOf("/"));
}

/** The ARN of an object. `partition` as in aws, aws-cn. */
export function objectArn({ bucket, key }: S3Object, partition: string): string {
  return `arn:${partition}:s3:::${bucket}/${key}`;
}
