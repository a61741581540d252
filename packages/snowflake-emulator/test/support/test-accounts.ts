import type { AccountOptions } from "../../src/account";

export const PASSWORD = "correct horse battery staple";

const administrator = { user: "ADMIN", password: PASSWORD };

/** Two accounts of one organization, with ADMIN as administrator of both. */
export const EAST: AccountOptions = {
  name: "EAST",
  region: "AWS_US_EAST_1",
  edition: "BUSINESS_CRITICAL",
  administrator,
};
export const WEST: AccountOptions = { ...EAST, name: "WEST", region: "AWS_US_WEST_2" };
export const ACCOUNTS: readonly AccountOptions[] = [EAST, WEST];
