/** Terraform's own name for it, in a stack's folder. */
export const LOCK_FILE = ".terraform.lock.hcl";

/**
 * A dependency lock file without checksums. With them, each command computes that of every provider anew, which for AWS's takes longer
 * than all else that a plan of a small stack does. Versions stay locked.
 *
 * Source: developer.hashicorp.com/terraform/language/files/dependency-lock: checksums that aren't there aren't compared.
 */
export function withoutChecksums(lockFile: string): string {
  return lockFile.replace(/^ {2}hashes = \[\n(?: {4}.*\n)*? {2}\]\n/gm, "");
}
