import { chmodSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { makeKey } from "../../../operator/bootstrap/key-pair";
import { type BootstrapCommandTools, bootstrapCommand } from "../../../operator/commands/bootstrap";
import { exitCodes } from "../../../operator/exit-codes";
import { runProgram } from "../../../operator/program";
import { openSession } from "../../../operator/snowflake/session";
import { EmptyAccounts } from "./empty-accounts";
import { MemoryBuckets } from "./memory-buckets";

interface Run {
  readonly env?: Readonly<Record<string, string>>;
  readonly tools?: Partial<BootstrapCommandTools>;
  readonly interrupted?: AbortController;
}

describe("twinberg bootstrap over two emulated accounts that have nothing", () => {
  let accounts: EmptyAccounts;
  let buckets: MemoryBuckets;

  beforeAll(async () => {
    accounts = await EmptyAccounts.start();
  });
  beforeEach(async () => {
    await accounts.restore();
    accounts.configure();
    buckets = new MemoryBuckets();
  });
  afterAll(() => accounts.close());

  async function bootstrap(args: readonly string[], { env = accounts.env, tools = {}, interrupted }: Run = {}) {
    const out: string[] = [];
    const errors: string[] = [];
    const command = bootstrapCommand({
      open: openSession,
      openBuckets: () => ({ buckets, close: () => undefined }),
      ask: () => Promise.reject(new Error("nobody is to be asked")),
      ...tools,
    });
    const context = {
      env,
      root: accounts.folder,
      write: (text: string) => void out.push(text),
      progress: (text: string) => void errors.push(text),
      signal: (interrupted ?? new AbortController()).signal,
    };
    const all = ["bootstrap", "--keys", accounts.keys, ...args];
    const code = await runProgram(all, [command], context, (text) => void errors.push(text));
    return { code, out: out.join(""), errors: errors.join("") };
  }

  const users = async (account: "EAST" | "WEST") =>
    (await accounts.administer(account, "SHOW USERS")).map(({ name }) => name).sort();
  const replicating = async () =>
    (await accounts.administer("WEST", "SHOW REPLICATION ACCOUNTS")).map(({ account_name: name }) => name).sort();

  it("plans everything, as statements and settings, and changes nothing", async () => {
    const { code, out } = await bootstrap(["--plan"]);
    expect(code).toBe(exitCodes.unhealthy);
    for (const text of [
      "make a key pair, the private key in ",
      `CREATE USER IF NOT EXISTS "TERRAFORM" TYPE = SERVICE RSA_PUBLIC_KEY = '<public key of TERRAFORM in ORG-EAST>'`,
      `GRANT ROLE "ACCOUNTADMIN" TO USER "TERRAFORM";`,
      "SELECT SYSTEM$GLOBAL_ACCOUNT_SET_PARAMETER('ORG.WEST', 'ENABLE_ACCOUNT_DATABASE_REPLICATION', 'true');",
      "keep old versions in org-terraform-state-copy",
      "have S3 copy org-terraform-state to org-terraform-state-copy",
    ])
      expect(out).toContain(text);
    expect(await users("EAST")).toEqual(["ADMIN"]);
    expect(readdirSync(accounts.folder)).toEqual(["config.yaml"]);
    expect(buckets.log).toEqual([]);
  });

  it("does it, so that the deployers log in; and finds nothing to do the second time", async () => {
    const first = await bootstrap(["--yes"]);
    expect({ code: first.code, errors: first.errors }).toEqual({
      code: exitCodes.ok,
      errors: expect.stringContaining("✓ TERRAFORM in ORG-WEST logs in"),
    });
    expect(first.out).toContain("Done: everything is there.");
    expect(await users("WEST")).toEqual(["ADMIN", "TERRAFORM"]);
    expect(await replicating()).toEqual(["EAST", "WEST"]);
    const own = { kind: "own", versioned: true, encrypted: true, closed: true, tlsOnly: true };
    expect(buckets.found.get("org-terraform-state")).toMatchObject({ ...own, copiesTo: ["org-terraform-state-copy"] });
    expect(buckets.found.get("org-terraform-state-copy")).toMatchObject({ ...own, region: "us-west-2" });
    const done = buckets.log.length;

    const second = await bootstrap(["--yes"]);
    expect({ code: second.code, out: second.out }).toEqual({
      code: exitCodes.ok,
      out: "Nothing to do: everything is there.\n",
    });
    expect(buckets.log).toHaveLength(done);
  });

  it("keeps private keys in files of their owner, and tells a line that reads them", async () => {
    const { out, errors } = await bootstrap(["--yes"]);
    for (const [account, name] of [
      ["primary", "EAST"],
      ["secondary", "WEST"],
    ] as const) {
      const file = path.join(accounts.keys, `ORG-${name}.p8`);
      expect(statSync(file).mode & 0o777).toBe(0o600);
      const key = readFileSync(file, "utf8");
      const [, body = ""] = key.split("\n");
      expect(`${out}${errors}`).not.toContain(body);
      expect(errors).toContain(`export TF_VAR_${account}_snowflake_private_key="$(cat '${file}')"`);
    }
  });

  it("goes on where it was ended, with the same keys", async () => {
    const { faults } = accounts.emulator.control;
    const error = { code: "000603", sqlState: "XX000", message: "it fails on purpose" };
    const fault = faults.add({ kind: "statement", pattern: /CREATE USER/, times: 1, error }, "ORG-WEST");
    const first = await bootstrap(["--yes"]);
    expect(first.code).toBe(exitCodes.unhealthy);
    expect(first.errors).toContain("✗ make the user TERRAFORM in ORG-WEST: ");
    expect(first.errors).toContain("the same command goes on from here");
    expect([await users("EAST"), await users("WEST")]).toEqual([["ADMIN", "TERRAFORM"], ["ADMIN"]]);
    faults.remove(fault);
    const key = readFileSync(path.join(accounts.keys, "ORG-WEST.p8"), "utf8");

    buckets.failing = "encrypt";
    const second = await bootstrap(["--yes"]);
    expect(second.code).toBe(exitCodes.unhealthy);
    expect(second.errors).toContain("✗ encrypt org-terraform-state: InternalError");

    const third = await bootstrap(["--yes"]);
    expect(third.code).toBe(exitCodes.ok);
    expect(readFileSync(path.join(accounts.keys, "ORG-WEST.p8"), "utf8")).toBe(key);
    expect(buckets.log.filter((one) => one === "create org-terraform-state")).toHaveLength(1);
  });

  it("gives a user that has a key this one beside it, and no third", async () => {
    await accounts.administer(
      "EAST",
      "CREATE USER TERRAFORM TYPE = SERVICE",
      `ALTER USER TERRAFORM SET RSA_PUBLIC_KEY = '${(await makeKey(path.join(accounts.folder, "first.p8"))).body}'`,
    );
    const { code } = await bootstrap(["--yes"]);
    expect(code).toBe(exitCodes.ok);
    const properties = await accounts.administer("EAST", "DESCRIBE USER TERRAFORM");
    const of = (name: string) => properties.find(({ property }) => property === name)?.value;
    expect([of("RSA_PUBLIC_KEY_FP"), of("RSA_PUBLIC_KEY_2_FP")]).toEqual([
      expect.stringMatching(/^SHA256:/),
      expect.stringMatching(/^SHA256:/),
    ]);

    await accounts.administer(
      "EAST",
      `ALTER USER TERRAFORM SET RSA_PUBLIC_KEY_2 = '${(await makeKey(path.join(accounts.folder, "second.p8"))).body}'`,
    );
    const full = await bootstrap(["--yes"]);
    expect(full.code).toBe(exitCodes.unhealthy);
    expect(full.out).toContain(`ALTER USER "TERRAFORM" UNSET RSA_PUBLIC_KEY_2;`);
  });

  it("makes a role of its own that has what administrators have, where one is configured", async () => {
    accounts.configure([/deployer:\n {6}user: TERRAFORM/g, "deployer:\n      user: TERRAFORM\n      role: DEPLOYER"]);
    const { code, errors } = await bootstrap(["--yes"]);
    expect({ code, errors }).toMatchObject({ code: exitCodes.ok });
    const grants = await accounts.administer("WEST", "SHOW GRANTS TO ROLE DEPLOYER");
    expect(grants).toContainEqual(expect.objectContaining({ granted_on: "ROLE", name: "ACCOUNTADMIN" }));
  });

  it("prints for an account's own administrator what it can't do there, and does the rest", async () => {
    const { TWINBERG_SECONDARY_ADMIN_USER: _user, TWINBERG_SECONDARY_ADMIN_PRIVATE_KEY: _key, ...env } = accounts.env;
    const { code, out } = await bootstrap(["--yes"], { env });
    expect(code).toBe(exitCodes.unhealthy);
    expect(out).toContain("why: TWINBERG_SECONDARY_ADMIN_USER isn't set");
    expect(out).toMatch(/CREATE USER IF NOT EXISTS "TERRAFORM" TYPE = SERVICE RSA_PUBLIC_KEY = 'MII/);
    expect(await users("EAST")).toEqual(["ADMIN", "TERRAFORM"]);
    expect(await replicating()).toEqual(["EAST", "WEST"]);
  });

  it("prints statements that do the same as it does", async () => {
    const { code, out } = await bootstrap(["--statements"]);
    expect(code).toBe(exitCodes.ok);
    const parts = out.split(/\n\n/).map((part) => part.split("\n").filter((line) => line.endsWith(";")));
    const [organization = [], primary = [], secondary = []] = parts;
    const bare = (lines: readonly string[]) => lines.map((line) => line.slice(0, -1));
    await accounts.administer("EAST", ...bare(organization));
    await accounts.administer("EAST", ...bare(primary));
    await accounts.administer("WEST", ...bare(secondary));
    const { out: plan } = await bootstrap(["--plan", "--json"]);
    const planned: { readonly steps: readonly { readonly kind: string }[]; readonly byHand: readonly unknown[] } =
      JSON.parse(plan);
    expect(planned.byHand).toEqual([]);
    expect(new Set(planned.steps.map(({ kind }) => kind))).toEqual(new Set(["bucket"]));
  });

  it("asks, and does nothing unless it is told to", async () => {
    const asked: string[] = [];
    const ask = async (question: string) => {
      asked.push(question);
      return false;
    };
    const { code, errors } = await bootstrap([], { tools: { ask } });
    expect({ code, errors, asked }).toEqual({
      code: exitCodes.unhealthy,
      errors: "nothing was done\n",
      asked: ["Do 19 steps?"],
    });
    expect(await users("EAST")).toEqual(["ADMIN"]);
  });

  it("ends at Ctrl-C while it asks", async () => {
    const interrupted = new AbortController();
    const ask = async () => {
      interrupted.abort();
      interrupted.signal.throwIfAborted();
      return true;
    };
    const { code } = await bootstrap([], { tools: { ask }, interrupted });
    expect(code).toBe(exitCodes.interrupted);
    expect(await users("EAST")).toEqual(["ADMIN"]);
  });

  it("doesn't touch a bucket of somebody else's", async () => {
    buckets.found.set("org-terraform-state", { kind: "foreign", reason: "AccessDenied: Access Denied" });
    const { code, out } = await bootstrap(["--yes"]);
    expect(code).toBe(exitCodes.unhealthy);
    expect(out).toContain("choose another name in the configuration");
    expect(buckets.log.some((one) => one.endsWith(" org-terraform-state"))).toBe(false);
  });

  it.each<{ case: string; args: readonly string[]; env?: Readonly<Record<string, string>>; says: string }>([
    { case: "--json without --plan or --yes", args: ["--json"], says: "--json asks nobody" },
    { case: "--plan with --yes", args: ["--plan", "--yes"], says: "exclude each other" },
    {
      case: "an administrator without anything to log in by",
      args: ["--plan"],
      env: { TWINBERG_PRIMARY_ADMIN_PRIVATE_KEY: "" },
      says: "set TWINBERG_PRIMARY_ADMIN_PRIVATE_KEY (PEM)",
    },
    {
      case: "a key of nobody",
      args: ["--plan"],
      env: { TWINBERG_PRIMARY_ADMIN_USER: "" },
      says: "TWINBERG_PRIMARY_ADMIN_PRIVATE_KEY is set, and TWINBERG_PRIMARY_ADMIN_USER isn't",
    },
  ])("refuses $case", async ({ args, env = {}, says }) => {
    const { code, errors } = await bootstrap(args, { env: { ...accounts.env, ...env } });
    expect({ code, errors }).toEqual({ code: exitCodes.usage, errors: expect.stringContaining(says) });
    expect(errors).not.toContain("PRIVATE KEY-----");
  });

  it("refuses a key file that others can read", async () => {
    await bootstrap(["--yes"]);
    const file = path.join(accounts.keys, "ORG-EAST.p8");
    chmodSync(file, 0o644);
    const { code, errors } = await bootstrap(["--plan"]);
    expect({ code, errors }).toEqual({ code: exitCodes.usage, errors: expect.stringContaining(`chmod 600 ${file}`) });
  });
});
