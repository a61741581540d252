import type { Clock } from "./clock";
import { DataStore, type DataStoreOptions } from "./data/data-store";
import { RowsOfGoneTables } from "./data/rows-of-gone-tables";
import { grantRole } from "./grants/grant-store";
import { type AccountIdentity, accountIdentity } from "./identity";
import { newUser } from "./objects/new-user";
import { addSystemRoles } from "./objects/system-objects";
import { Procedures } from "./procedures/procedures";
import type { Randomness } from "./randomness";
import { hashPassword, readRsaPublicKey } from "./session/credentials";
import { QueryHistory } from "./session/query-history";
import { AccountState } from "./state/account-state";
import { TemporaryTables } from "./state/temporary-tables";
import { Automation } from "./tasks/automation";

export type Edition = "STANDARD" | "ENTERPRISE" | "BUSINESS_CRITICAL";

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
}

/** One Snowflake account: its names and everything that it remembers. */
export class Account {
  readonly name: string;
  readonly region: string;
  readonly edition: Edition;
  readonly identity: AccountIdentity;
  readonly state = new AccountState();
  readonly queries = new QueryHistory();
  /** The rows of its tables. */
  readonly data: DataStore;
  readonly temporaryTables = new TemporaryTables();
  readonly #rowsOfGoneTables: RowsOfGoneTables;
  /** Its tasks and alerts. */
  readonly automation = new Automation();
  readonly procedures = new Procedures();

  constructor(
    readonly organization: string,
    options: AccountOptions,
    readonly clock: Clock,
    readonly random: Randomness,
    /** Where and how rows are kept. Default: in memory. */
    data: Omit<DataStoreOptions, "clock" | "random"> = {},
  ) {
    this.data = new DataStore({ ...data, clock, random });
    this.#rowsOfGoneTables = new RowsOfGoneTables(this.state, this.temporaryTables, this.data.tables);
    this.name = options.name.toUpperCase();
    this.region = options.region.toUpperCase();
    this.edition = options.edition;
    this.identity = accountIdentity(organization, this.name, this.region);
    this.state.changes.transact(() => {
      addSystemRoles(this.state, clock.now());
      this.#addAdministrator(options.administrator);
    });
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
    await this.#rowsOfGoneTables.settled();
    await this.data.close();
  }

  #addAdministrator(options: AdministratorOptions): void {
    const { state } = this;
    const now = this.clock.now();
    const user = newUser({
      id: state.newId(),
      name: options.user.toUpperCase(),
      parentId: null,
      ownerRoleId: null,
      createdOn: now,
      comment: null,
    });
    user.defaultRole = "ACCOUNTADMIN";
    if ("password" in options) user.password = hashPassword(options.password, this.random, now);
    else user.rsaPublicKey = readRsaPublicKey(options.rsaPublicKey, "administrator.rsaPublicKey", now);
    state.objects.USER.add(user);
    const admin = state.objects.ROLE.get("ACCOUNTADMIN");
    if (admin === undefined) throw new Error("ACCOUNTADMIN is added before the administrator");
    grantRole(state.grants, {
      roleId: admin.id,
      grantee: { type: "USER", id: user.id },
      grantedByRoleId: null,
      createdOn: now,
    });
  }
}
