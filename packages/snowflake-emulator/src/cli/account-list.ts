import type { AccountOptions, AdministratorOptions, Edition } from "../account";

/** An account as written on the command line. */
export type AccountSpec = Omit<AccountOptions, "administrator">;

const EDITIONS: readonly Edition[] = ["STANDARD", "ENTERPRISE", "BUSINESS_CRITICAL", "VIRTUAL_PRIVATE"];

/** Something on the command line that can't be understood. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/**
 * Reads `EAST,WEST:AWS_US_WEST_2:ENTERPRISE`: names with a region (default AWS_US_EAST_1) and an edition (default
 * BUSINESS_CRITICAL). Throws UsageError for what is malformed or given twice.
 */
export function readAccountList(text: string): readonly AccountSpec[] {
  const accounts = text.split(",").map((part): AccountSpec => {
    const [name = "", region = "AWS_US_EAST_1", edition = "BUSINESS_CRITICAL", ...rest] = part
      .trim()
      .toUpperCase()
      .split(":");
    const known = EDITIONS.find((one) => one === edition);
    if (!/^[A-Z][A-Z0-9_]*$/.test(name) || rest.length > 0) {
      throw new UsageError(`malformed account "${part}": write NAME, NAME:REGION or NAME:REGION:EDITION`);
    }
    if (!/^AWS_[A-Z]+(?:_[A-Z]+)+_\d$/.test(region)) {
      throw new UsageError(`account ${name}: unknown region "${region}", write one on AWS such as AWS_US_EAST_1`);
    }
    if (known === undefined) {
      throw new UsageError(`account ${name}: unknown edition "${edition}", write one of ${EDITIONS.join(", ")}`);
    }
    return { name, region, edition: known };
  });
  const twice = accounts.find((one, index) => accounts.findIndex((other) => other.name === one.name) !== index);
  if (twice !== undefined) throw new UsageError(`account ${twice.name} is given twice`);
  return accounts;
}

/** Gives every account the same administrator. */
export function withAdministrator(
  accounts: readonly AccountSpec[],
  administrator: AdministratorOptions,
): readonly AccountOptions[] {
  return accounts.map((account) => ({ ...account, administrator }));
}
