/** What a bundle is made of, and where it is kept. */
export interface BundleOptions {
  /** The file that it begins with. */
  readonly entry: string;
  /** The folders that it is made of. */
  readonly sources: readonly string[];
  /** Packages that stay outside. */
  readonly external: readonly string[];
  /** The folder to keep it in. */
  readonly cache: string;
}

/** The text of the sources as one bundle. */
export function bundle(options: BundleOptions): string;
