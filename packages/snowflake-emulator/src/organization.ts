import { join } from "node:path";
import { Account, type AccountOptions } from "./account";
import type { Clock } from "./clock";
import type { Randomness } from "./randomness";
import { connectionNames, primaryConnection } from "./replication/connections";

/** The accounts that one emulator serves. */
export class Organization {
  readonly name: string;
  readonly accounts: readonly Account[];

  /** Throws Error for a malformed or repeated name, or for no account at all. */
  constructor(
    name: string,
    accounts: readonly AccountOptions[],
    clock: Clock,
    random: Randomness,
    /** Folder in which rows are kept, one folder an account. Default: in memory. */
    directory?: string,
  ) {
    this.name = name.toUpperCase();
    if (!/^[A-Z][A-Z0-9]*$/.test(this.name)) {
      throw new Error(`organization name "${name}" must start with a letter and have only letters and digits`);
    }
    if (accounts.length === 0) throw new Error("an organization needs at least one account");
    const seen = new Set<string>();
    for (const account of accounts) {
      const upper = account.name.toUpperCase();
      if (!/^[A-Z][A-Z0-9_]*$/.test(upper)) {
        throw new Error(`account name "${account.name}" must start with a letter and have only letters, digits and _`);
      }
      if (seen.has(upper)) throw new Error(`account ${upper} is given twice: every account needs a name of its own`);
      seen.add(upper);
    }
    this.accounts = accounts.map((options) => {
      const data = directory === undefined ? {} : { directory: join(directory, options.name.toUpperCase()) };
      return new Account(this.name, options, clock, random, data);
    });
  }

  /**
   * The account that a client asks for: `ORG-ACCT`, the locator, or `ORG-CONNECTION`, which is the account that is primary of the
   * connection at this moment; in any case. What follows the first dot (region) is not looked at. An underscore may be written as
   * a hyphen, as in host names.
   */
  find(identifier: string): Account | undefined {
    const asked = (identifier.split(".")[0] ?? "").toUpperCase();
    const isAsked = (name: string) => {
      const full = `${this.name}-${name.toUpperCase()}`;
      return asked === full || asked === full.replaceAll("_", "-");
    };
    const named = this.accounts.find(({ name, identity }) => isAsked(name) || asked === identity.locator);
    if (named !== undefined) return named;
    const connection = connectionNames(this.accounts).find(isAsked);
    return connection === undefined ? undefined : primaryConnection(this.accounts, connection)?.account;
  }
}
