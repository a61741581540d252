import { createHash } from "node:crypto";

/** Names that Snowflake would give to an account. The same organization and account always get the same ones. */
export interface AccountIdentity {
  /** Such as `ABC12345`. */
  readonly locator: string;
  /** The IAM user that acts in AWS for all integrations and external volumes of the account. */
  readonly awsPrincipalArn: string;
  /** The AWS region of a Snowflake region: `us-east-1` for `AWS_US_EAST_1`. */
  readonly awsRegion: string;
}

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

function digest(...parts: readonly string[]): Buffer {
  return createHash("sha256").update(parts.join("\u0000")).digest();
}

/** Derives locator and AWS principal from organization, account and region names. */
export function accountIdentity(organization: string, account: string, region: string): AccountIdentity {
  const hash = digest(organization, account);
  const letters = [0, 1, 2].map((index) => LETTERS[(hash[index] ?? 0) % LETTERS.length]).join("");
  const digits = String(hash.readUInt32BE(4) % 100_000).padStart(5, "0");
  const awsAccount = String(digest("snowflake", region).readUIntBE(0, 6) % 1_000_000_000_000).padStart(12, "0");
  const user = (hash.readUInt32BE(8) % 36 ** 4).toString(36).padStart(4, "0");
  return {
    locator: `${letters}${digits}`,
    awsPrincipalArn: `arn:aws:iam::${awsAccount}:user/${user}1000-s`,
    awsRegion: region
      .replace(/^(?:[A-Z]+\.)?AWS_/, "")
      .toLowerCase()
      .replaceAll("_", "-"),
  };
}
