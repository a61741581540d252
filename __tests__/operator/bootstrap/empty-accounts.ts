import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type SessionSettings, withSession } from "../../../operator/snowflake/session";
import { type SnowflakeEmulator, startEmulator } from "../../../packages/snowflake-emulator/src/emulator";
import { demoTextWith } from "../../helpers/demo-config";

const { privateKey, publicKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});

const EMPTY = "empty";

const S3_BACKEND = `backend:
  type: s3
  bucket: org-terraform-state
  region: us-east-2
  replica:
    bucket: org-terraform-state-copy
    region: us-west-2`;

/** Two emulated accounts as Snowflake hands them over: an administrator each, and nothing besides. The primary's has ORGADMIN. */
export class EmptyAccounts {
  readonly folder = mkdtempSync(path.join(tmpdir(), "bootstrap-"));
  readonly privateKey = privateKey;

  private constructor(readonly emulator: SnowflakeEmulator) {}

  static async start(edition: "BUSINESS_CRITICAL" | "ENTERPRISE" = "BUSINESS_CRITICAL"): Promise<EmptyAccounts> {
    const account = { edition, administrator: { user: "ADMIN", rsaPublicKey: publicKey } } as const;
    const emulator = await startEmulator({
      organization: "ORG",
      accounts: [
        { name: "EAST", region: "AWS_US_EAST_1", ...account },
        { name: "WEST", region: "AWS_US_WEST_2", ...account },
      ],
      port: 0,
      host: "127.0.0.1",
    });
    const accounts = new EmptyAccounts(emulator);
    await accounts.administer("EAST", "GRANT ROLE ORGADMIN TO USER ADMIN");
    await emulator.control.snapshots.make(EMPTY);
    return accounts;
  }

  /** As they were handed over, without a configuration or keys. */
  async restore(): Promise<void> {
    const { control } = this.emulator;
    control.faults.clear();
    if (!(await control.snapshots.restore(EMPTY))) throw new Error("it was not started");
    for (const name of readdirSync(this.folder)) rmSync(path.join(this.folder, name), { recursive: true });
  }

  /** What the configuration's file is called. */
  get config(): string {
    return path.join(this.folder, "config.yaml");
  }

  /** Where key files go. */
  get keys(): string {
    return path.join(this.folder, "keys");
  }

  /** Writes the configuration, with the state in S3, and some text replaced. */
  configure(...replacements: readonly (readonly [string | RegExp, string])[]): void {
    const text = demoTextWith(
      ["organization: TWINBERG", "organization: ORG"],
      [/backend:\n(?: {2}.*\n?)+/, `${S3_BACKEND}\n`],
      ...replacements,
    );
    const local = `local:\n  awsEndpoint: http://127.0.0.1:1\n  snowflakeEndpoint: ${this.emulator.url}\n`;
    writeFileSync(this.config, `${text}\n${local}`);
  }

  /** What names the administrators to a command. */
  get env(): Readonly<Record<string, string>> {
    return {
      TWINBERG_CONFIG: this.config,
      TWINBERG_PRIMARY_ADMIN_USER: "ADMIN",
      TWINBERG_PRIMARY_ADMIN_PRIVATE_KEY: privateKey,
      TWINBERG_SECONDARY_ADMIN_USER: "ADMIN",
      TWINBERG_SECONDARY_ADMIN_PRIVATE_KEY: privateKey,
    };
  }

  /** Runs statements as an account's administrator. @returns the last one's rows */
  administer(account: "EAST" | "WEST", ...statements: readonly string[]) {
    return withSession(this.settings(account), async (session) => {
      let rows: Awaited<ReturnType<typeof session.execute>> = [];
      for (const sql of statements) rows = await session.execute(sql);
      return rows;
    });
  }

  /** Where and as whom an administrator logs in. */
  settings(account: "EAST" | "WEST"): SessionSettings {
    return {
      url: this.emulator.url,
      organization: "ORG",
      account,
      user: "ADMIN",
      role: "ACCOUNTADMIN",
      privateKeyPem: privateKey,
    };
  }

  async close(): Promise<void> {
    await this.emulator.close();
    rmSync(this.folder, { recursive: true });
  }
}
