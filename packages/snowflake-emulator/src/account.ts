import { join } from "node:path";
import { Availability } from "./availability";
import { CatalogLinks } from "./catalog-link/catalog-links";
import { guardLinkedDatabases } from "./catalog-link/guard";
import type { Clock } from "./clock";
import { DataStore, type DataStoreOptions } from "./data/data-store";
import { RowsOfGoneTables } from "./data/rows-of-gone-tables";
import { grantRole } from "./grants/grant-store";
import { AccountIceberg } from "./iceberg/account-iceberg";
import { type AccountIdentity, accountIdentity } from "./identity";
import { newUser } from "./objects/new-user";
import { addSystemRoles } from "./objects/system-objects";
import type { User } from "./objects/user";
import type { Randomness } from "./randomness";
import { guardSecondaryObjects } from "./replication/account-objects/read-only-objects";
import { RunningGroupRefreshes } from "./replication/groups/running-group-refreshes";
import { guardSecondaryDatabases, requireWritableTables } from "./replication/read-only";
import { enableAccountReplication } from "./replication/replication-parameter";
import { RunningRefreshes } from "./replication/running-refreshes";
import { hashPassword, readRsaPublicKey } from "./session/credentials";
import { QueryHistory } from "./session/query-history";
import { AccountState } from "./state/account-state";
import { Journal } from "./state/journal";
import { applyValues, decodeValues } from "./state/saved-state";
import { TemporaryTables } from "./state/temporary-tables";
import { Automation } from "./tasks/automation";

/** Bundles of Snowflake's behaviour changes that can be disabled here, to have what was before. */
export type BehaviorChange = "2024_02";

/** From the lowest to the highest; VIRTUAL_PRIVATE is Virtual Private Snowflake. */
export type Edition = "STANDARD" | "ENTERPRISE" | "BUSINESS_CRITICAL" | "VIRTUAL_PRIVATE";

/** "Business Critical Edition (or higher)": what failover and Client Redirect need (D: Snowflake editions). */
export const isBusinessCritical = ({ edition }: { readonly edition: Edition }) =>
  edition === "BUSINESS_CRITICAL" || edition === "VIRTUAL_PRIVATE";

/** How the first user of an account logs in. */
export type AdministratorOptions = {
  /** Login name; upper case is used. */
  readonly user: string;
} & (
  | { readonly password: string }
  /** PEM, or the bare base64 body of it. */
  | { readonly rsaPublicKey: string }
);

/** One account of the organization. */
export interface AccountOptions {
  /** Account name within the organization, such as `EAST`. */
  readonly name: string;
  /** Snowflake region, such as `AWS_US_EAST_1`. */
  readonly region: string;
  readonly edition: Edition;
  /** The first user. Has the role ACCOUNTADMIN, also as default role. */
  readonly administrator: AdministratorOptions;
  /**
   * Has the organization's administrator enabled the account for replication before the start? Default: false, and
   * SYSTEM$GLOBAL_ACCOUNT_SET_PARAMETER does it.
   */
  readonly replicationEnabled?: boolean;
  /** Behaviour changes that are not in effect in the account. Default: none, all are. */
  readonly disabledBehaviorChanges?: readonly BehaviorChange[];
}

/** One Snowflake account: its names and everything that it remembers. */
export class Account {
  readonly name: string;
  readonly region: string;
  readonly edition: Edition;
  readonly disabledBehaviorChanges: ReadonlySet<BehaviorChange>;
  readonly identity: AccountIdentity;
  readonly state = new AccountState();
  readonly queries = new QueryHistory();
  /** The rows of its tables. */
  readonly data: DataStore;
  readonly temporaryTables = new TemporaryTables();
  readonly #rowsOfGoneTables: RowsOfGoneTables;
  #journal: Journal | undefined;
  /** Its tasks and alerts. */
  readonly automation = new Automation();
  /** What it reads Iceberg tables with. */
  readonly iceberg: AccountIceberg;
  /** Its catalog-linked databases. */
  readonly catalogLinks: CatalogLinks;
  /** Refreshes of its secondary databases that are under way. */
  readonly refreshing = new RunningRefreshes();
  /** Refreshes of its secondary failover groups that are under way. */
  readonly groupRefreshes = new RunningGroupRefreshes();
  /** Is it up? A fault of the control endpoint takes it down. */
  readonly availability: Availability;

  constructor(
    readonly organization: string,
    options: AccountOptions,
    readonly clock: Clock,
    readonly random: Randomness,
    /** Where and how rows are kept. Default: in memory. */
    data: Omit<DataStoreOptions, "clock" | "random"> = {},
  ) {
    this.data = new DataStore({
      ...data,
      clock,
      random,
      checkWrite: (ids) => requireWritableTables(this.state, ids),
    });
    guardSecondaryDatabases(this.state);
    guardLinkedDatabases(this.state);
    guardSecondaryObjects(this.state);
    this.#rowsOfGoneTables = new RowsOfGoneTables(this.state, this.temporaryTables, this.data.tables);
    this.availability = new Availability(clock);
    this.name = options.name.toUpperCase();
    this.region = options.region.toUpperCase();
    this.edition = options.edition;
    this.disabledBehaviorChanges = new Set(options.disabledBehaviorChanges);
    this.identity = accountIdentity(organization, this.name, this.region);
    this.iceberg = new AccountIceberg(this);
    this.catalogLinks = new CatalogLinks(this, () => this.iceberg.newSession());
    this.state.changes.transact(() => {
      addSystemRoles(this.state, clock.now());
      this.#setAdministrator(options.administrator);
      if (options.replicationEnabled === true) enableAccountReplication(this.state);
    });
  }

  /**
   * Goes on with the state that is kept in a folder, or begins to keep it there. The administrator of this start can log in
   * whatever was kept. Rejects for a damaged journal and for one of another account.
   */
  async keepIn(directory: string, administrator: AdministratorOptions): Promise<void> {
    const owner = { organization: this.organization, account: this.name };
    const { journal, found } = await Journal.open(join(directory, "journal.jsonl"), owner, this.state);
    this.#journal = journal;
    if (!found) return;
    await this.#finishReceptions(journal);
    // Also where users come from another account and are read-only.
    this.state.changes.transactUnguarded(() => this.#setAdministrator(administrator));
    await this.data.tables.dropUnknown(new Set([...this.state.objects.TABLE.values()].map((table) => table.id)));
    await journal.flush();
  }

  /** Is it kept in a folder? */
  get isKept(): boolean {
    return this.#journal !== undefined;
  }

  /** Resolves when all that was changed so far is kept; at once where nothing is. */
  async flush(): Promise<void> {
    await this.#journal?.flush();
  }

  /** Keeps the state anew, after it was replaced from outside. */
  async rewriteJournal(): Promise<void> {
    await this.#journal?.rewrite();
  }

  /** Resolves when the rows of dropped tables are gone. */
  settled(): Promise<void> {
    return this.#rowsOfGoneTables.settled();
  }

  /** `ORG-ACCT`, as in a connection string. */
  get identifier(): string {
    return `${this.organization}-${this.name}`;
  }

  /** What a session leaves behind goes: its transaction, its temporary tables. */
  async closeSession(sessionId: number): Promise<void> {
    this.temporaryTables.closeSession(sessionId);
    await this.data.closeSession(sessionId);
  }

  /** Ends what runs on its rows and closes them. */
  async close(): Promise<void> {
    await this.groupRefreshes.close();
    await this.#rowsOfGoneTables.settled();
    await this.data.close();
    await this.iceberg.close();
    await this.#journal?.close();
  }

  /** Rows have come from another account, and the process ended before the objects were kept: their changes lie with the rows. */
  async #finishReceptions(journal: Journal): Promise<void> {
    const lines = await this.data.transfer.notes();
    if (lines.length === 0) return;
    for (const line of lines) applyValues(this.state, decodeValues(line));
    await journal.rewrite();
    await this.data.transfer.forgetNotes();
  }

  /** Adds the administrator, or sets what an existing user of this name logs in by. */
  #setAdministrator(options: AdministratorOptions): void {
    const { state } = this;
    const now = this.clock.now();
    const name = options.user.toUpperCase();
    const known = state.objects.USER.get(name);
    const user = known ?? this.#newAdministrator(name);
    if (known !== undefined) state.objects.USER.edit(known);
    if ("password" in options) user.password = hashPassword(options.password, this.random, now);
    else user.rsaPublicKey = readRsaPublicKey(options.rsaPublicKey, "administrator.rsaPublicKey", now);
    if (known === undefined) state.objects.USER.add(user);
    const admin = state.objects.ROLE.get("ACCOUNTADMIN");
    if (admin === undefined) throw new Error("ACCOUNTADMIN is added before the administrator");
    grantRole(state.grants, {
      roleId: admin.id,
      grantee: { type: "USER", id: user.id },
      grantedByRoleId: null,
      createdOn: now,
    });
  }

  #newAdministrator(name: string): User {
    const user = newUser({
      id: this.state.newId(),
      name,
      parentId: null,
      ownerRoleId: null,
      createdOn: this.clock.now(),
      comment: null,
    });
    user.defaultRole = "ACCOUNTADMIN";
    return user;
  }
}
