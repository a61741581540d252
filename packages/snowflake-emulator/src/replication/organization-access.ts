import type { Account } from "../account";
import { accountUnknown } from "../errors";
import { renderIdentifier } from "../sql/identifiers";
import type { GroupPhaseName } from "./groups/group-refresh-record";

/** How accounts of one organization reach each other. */
export interface OrganizationServices {
  readonly accounts: readonly Account[];
  /** Rejects with 003917 when the account can't be reached; takes its time when it is slow. Default: all can, at once. */
  readonly reach?: (account: Account) => void | Promise<void>;
  /**
   * Asked when a refresh of a failover group of this account enters a phase: resolves when it may go on, rejects when the signal is
   * aborted; undefined: at once. Default: at once.
   */
  readonly holdPhase?: (
    account: Account,
    group: string,
    phase: GroupPhaseName,
    signal: AbortSignal,
  ) => Promise<void> | undefined;
}

/**
 * The organization as one of its accounts sees it: the only way from a statement to another account. What accounts and replicas
 * there are is known everywhere, also while an account is out of reach (A); its objects and rows are not: `reach` comes first.
 */
export class OrganizationAccess {
  constructor(
    /** The account that the statement runs in. */
    readonly account: Account,
    private readonly services: OrganizationServices,
  ) {}

  /** All accounts of the organization, this one too. */
  get accounts(): readonly Account[] {
    return this.services.accounts;
  }

  /** The account of this name (`WEST`). */
  named(name: string): Account | undefined {
    return this.accounts.find((one) => one.name === name);
  }

  /**
   * The account of an identifier of two parts: `org.account`, or `region.locator` as of old (D: Account identifiers for replication
   * and failover). Throws 003904.
   */
  find(parts: readonly string[]): Account {
    const [first = "", second = ""] = parts.map((part) => part.toUpperCase());
    const found =
      parts.length !== 2
        ? undefined
        : this.accounts.find(
            (one) =>
              (first === one.organization && second === one.name) ||
              (first === one.region && second === one.identity.locator),
          );
    if (found === undefined) throw accountUnknown(parts.map(renderIdentifier).join("."));
    return found;
  }

  /** Waits until an account answers. Rejects with 003917 when it can't be reached. The own account always is. */
  async reach(account: Account): Promise<void> {
    if (account !== this.account) await this.services.reach?.(account);
  }

  /** Does a fault keep a refresh of this account's from going on in this phase? Then until when. */
  holdPhase(group: string, phase: GroupPhaseName, signal: AbortSignal): Promise<void> | undefined {
    return this.services.holdPhase?.(this.account, group, phase, signal);
  }
}

/** `ORG.ACCOUNT`, as replication writes an account. */
export function accountPath(account: Pick<Account, "organization" | "name">): string {
  return `${account.organization}.${account.name}`;
}
