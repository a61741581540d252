import { generateKeyPairSync } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { UsageError } from "../../../operator/command";
import type { FailoverMessage } from "../../../operator/failover/message";
import { type DrillInput, openDrill } from "../../../operator/failover/open-drill";
import { ControllerBucket } from "../../../operator/failover/stores/bucket";
import { journalKey } from "../../../operator/failover/stores/bucket-journal";
import type { Row, SessionSettings } from "../../../operator/snowflake/session";
import { privateKeyEnvironment } from "../../../operator/validate/deployers";
import { demoConfig } from "../../helpers/demo-config";
import { PLANNED, UNPLANNED } from "./controllers";
import { lineOf } from "./stores/entries";
import { FakeS3 } from "./stores/fake-s3";

const config = demoConfig();
const PEM = generateKeyPairSync("rsa", { modulusLength: 2048 })
  .privateKey.export({ type: "pkcs8", format: "pem" })
  .toString();
const [PRIMARY_KEY, SECONDARY_KEY] = [privateKeyEnvironment("primary"), privateKeyEnvironment("secondary")];
const DRILL = "000001-a";

/** Sessions that were opened, with what they were asked. */
class Logins {
  readonly log: string[] = [];
  /** Throws, instead of an answer. Default: it answers. */
  onStatement: (sql: string) => void = () => undefined;

  readonly open = async ({ account, user }: SessionSettings) => {
    this.log.push(`${user} logs in to ${account}`);
    return {
      execute: async (sql: string): Promise<readonly Row[]> => {
        this.onStatement(sql);
        this.log.push(`${account}: ${sql}`);
        return [{ ONE: 1 }];
      },
      close: async () => void this.log.push(`${account}: logged out`),
    };
  };
}

describe("a drill that is opened", () => {
  let root: string;
  let s3: FakeS3;
  let logins: Logins;
  let messages: FailoverMessage[];

  beforeEach(async () => {
    root = mkdtempSync(path.join(tmpdir(), "open-drill-"));
    s3 = await FakeS3.start();
    logins = new Logins();
    messages = [];
  });
  afterEach(async () => {
    await s3.close();
    rmSync(root, { recursive: true });
  });

  const open = (input: Partial<DrillInput> = {}) =>
    openDrill({
      config,
      intent: UNPLANNED,
      host: { notify: (message) => void messages.push(message), confirm: async () => false },
      env: { [PRIMARY_KEY]: PEM, [SECONDARY_KEY]: PEM },
      root,
      signal: new AbortController().signal,
      open: logins.open,
      bucket: new ControllerBucket(s3.client, "controller"),
      ...input,
    });

  it("needs the target's key, and a planned one both", () => {
    expect(() => open({ env: {} })).toThrow(UsageError);
    expect(() => open({ env: { [PRIMARY_KEY]: PEM } })).toThrow(SECONDARY_KEY);
    expect(() => open({ env: { [SECONDARY_KEY]: PEM }, intent: PLANNED })).toThrow(PRIMARY_KEY);
    expect(() => open({ env: { [SECONDARY_KEY]: PEM } })).not.toThrow();
    expect(logins.log).toEqual([]);
  });

  it("without the other's key sees that account as unreachable, and says why", async () => {
    const { options } = open({ env: { [SECONDARY_KEY]: PEM } });
    const { accounts } = await options.observe();
    expect(accounts.primary).toMatchObject({ reachable: false, reason: expect.stringContaining(PRIMARY_KEY) });
  });

  it("logs in to each account once, as its deployer, when it is first asked, and out at the end", async () => {
    const { options, close } = open();
    const port = await options.ports.primary();
    expect(await options.ports.primary()).toBe(port);
    await port.execute("SELECT 1 AS ONE");
    await close();
    const { name, deployer } = config.accounts.primary;
    expect(logins.log).toEqual([
      `${deployer.user} logs in to ${name}`,
      `${name}: USE WAREHOUSE "${config.warehouses.query.name}"`,
      `${name}: SELECT 1 AS ONE`,
      `${name}: logged out`,
    ]);
  });

  it("logs out again where it can't work, and says which account that is", async () => {
    logins.onStatement = () => {
      throw new Error("no such warehouse");
    };
    const { options } = open();
    const { organization, accounts } = config;
    await expect(options.ports.secondary()).rejects.toThrow(`can't work in ${organization}-${accounts.secondary.name}`);
    expect(logins.log.at(-1)).toBe(`${accounts.secondary.name}: logged out`);
  });

  it("works as a client by the connection's name, in a session of its own, and logs out also when that fails", async () => {
    const { options } = open();
    const connection = config.failover.connection?.name ?? "";
    expect(await options.asClient((session) => session.execute("SELECT 1 AS ONE"))).toEqual([{ ONE: 1 }]);
    const failing = options.asClient(async () => {
      throw new Error("it fails");
    });
    await expect(failing).rejects.toThrow("it fails");
    const { user } = config.accounts.secondary.deployer;
    const use = `${connection}: USE WAREHOUSE "${config.warehouses.query.name}"`;
    expect(logins.log).toEqual([
      ...[`${user} logs in to ${connection}`, use, `${connection}: SELECT 1 AS ONE`, `${connection}: logged out`],
      ...[`${user} logs in to ${connection}`, use, `${connection}: logged out`],
    ]);
  });

  it("without a connection works as a client by the account's name", async () => {
    const { connection: _, ...failover } = config.failover;
    const { options } = open({ config: { ...config, failover } });
    await options.asClient(async () => undefined);
    expect(logins.log[0]).toContain(`logs in to ${config.accounts.secondary.name}`);
  });

  it("keeps its journal in the bucket, and a copy on this machine", async () => {
    const { options, folderOf } = open();
    await options.journals.append(lineOf(DRILL, 1), 0);
    const written = s3.objects.get(journalKey(DRILL))?.text;
    expect(written).toContain("step-1");
    expect(folderOf(DRILL)).toBe(path.join(root, ".twinberg/drills", DRILL));
    expect(readFileSync(path.join(folderOf(DRILL), "journal.jsonl"), "utf8")).toBe(written);
    expect(messages).toEqual([]);
  });

  it("goes on when the copy can't be written, and says so", async () => {
    writeFileSync(path.join(root, ".twinberg"), "a file where a folder should be");
    const { options, folderOf } = open();
    await options.journals.append(lineOf(DRILL, 1), 0);
    expect(existsSync(folderOf(DRILL))).toBe(false);
    expect(s3.objects.has(journalKey(DRILL))).toBe(true);
    expect(messages).toEqual([
      expect.objectContaining({ level: "warning", data: expect.objectContaining({ drill: DRILL }) }),
    ]);
  });

  it("waits as long as it is told, unless it is interrupted", async () => {
    const interrupt = new AbortController();
    const { options } = open({ signal: interrupt.signal });
    await options.pause(1);
    const waiting = options.pause(60_000);
    interrupt.abort();
    await expect(waiting).rejects.toThrow(/abort/i);
  });
});
