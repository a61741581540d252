import { PutSecretValueCommand, ResourceNotFoundException } from "@aws-sdk/client-secrets-manager";
import { keyPairTokens, readPrivateKey } from "../../../lambda-src/table-sync";
import { SqlApiClient } from "../../../lambda-src/table-sync/sql-api-client";
import { keysCommand } from "../../../operator/commands/keys";
import { exitCodes } from "../../../operator/exit-codes";
import { runProgram } from "../../../operator/program";
import { openKeys } from "../../../operator/table-sync/key-access";
import { openSqlApi } from "../../../operator/table-sync/sql-api";
import type { SnowflakeEmulator } from "../../../packages/snowflake-emulator/src/emulator";
import { Client, startTestEmulator } from "../../../packages/snowflake-emulator/test/support/client";

/** A secret of Secrets Manager, which has no value at first. */
class Secret {
  value: string | undefined;

  readonly client = {
    send: async (command: object): Promise<never> => {
      if (command instanceof PutSecretValueCommand) this.value = command.input.SecretString;
      else if (this.value === undefined) throw new ResourceNotFoundException({ message: "no value", $metadata: {} });
      return { SecretString: this.value } as never;
    },
  };
}

describe("twinberg keys, with the emulated account", () => {
  let emulator: SnowflakeEmulator;
  let admin: Client;
  const secret = new Secret();
  const settings = () => ({
    ...{ url: emulator.url, account: "ORG-EAST", user: "ROBOT", role: "SYNC" },
    ...{ authentication: "KEY_PAIR" as const, statementTimeoutSeconds: 60 },
  });

  async function keys(...args: readonly string[]) {
    const out: string[] = [];
    const put = (text: string) => void out.push(text);
    const { signal } = new AbortController();
    const command = keysCommand(async (_context, waitSeconds = 0) => ({
      port: openKeys({
        ...{ user: "ROBOT", secret: "key", secrets: secret.client, signal, waitSeconds },
        session: { execute: (sql) => admin.run(sql) },
        login: (key) =>
          openSqlApi(
            { settings: { sync: {} as never, snowflake: settings() } },
            { user: "ROBOT", readKey: async () => key },
            "test",
            5000,
          ),
      }),
      close: async () => undefined,
    }));
    const context = { env: {}, root: "/", write: put, progress: put, signal };
    return { code: await runProgram(["keys", ...args], [command], context, put), out: out.join("") };
  }

  /** The deployed function: it reads its key once, and again when it is refused. */
  const functionOf = () =>
    new SqlApiClient(
      { ...settings(), queryTag: "test" },
      keyPairTokens({ account: "ORG-EAST", user: "ROBOT" }, () => readPrivateKey(secret.client, "key"), Date.now),
      {
        fetch,
        sleep: async () => undefined,
        random: Math.random,
        newId: () => crypto.randomUUID(),
        remainingMs: () => 9000,
      },
    );
  const slots = async () => {
    const rows = await admin.run("DESCRIBE USER robot");
    return ["RSA_PUBLIC_KEY_FP", "RSA_PUBLIC_KEY_2_FP"].map(
      (name) => String(rows.find(({ property }) => property === name)?.value).slice(0, 7) === "SHA256:",
    );
  };

  beforeAll(async () => {
    emulator = await startTestEmulator();
    admin = await Client.connect(emulator);
    for (const sql of ["CREATE ROLE sync", "CREATE USER robot TYPE = SERVICE", "GRANT ROLE sync TO USER robot"]) {
      await admin.run(sql);
    }
  });
  afterAll(() => emulator.close());

  it("there is nothing to rotate before there is a key", async () => {
    expect(await keys("rotate")).toEqual({
      code: exitCodes.unhealthy,
      out: "stopped: there is no key to rotate: twinberg keys create makes one\n",
    });
  });

  it("create makes a key that the function can log in with, and says nothing of it", async () => {
    const { code, out } = await keys("create");
    expect({ code, out }).toEqual({
      code: exitCodes.ok,
      out: expect.stringMatching(/^RSA_PUBLIC_KEY is SHA256:.*\nlogged in with it\nstored it in the secret\ndone/),
    });
    expect(await functionOf().query("SELECT CURRENT_ROLE() AS role")).toEqual([{ role: "SYNC" }]);
    expect(await keys("create")).toEqual({ code: exitCodes.ok, out: "the user has the secret's key already\n" });
  });

  it("rotate replaces it while syncs are under way, and none of them fails", async () => {
    const warm = functionOf();
    await warm.query("SELECT 1");
    let rotating = true;
    let syncs = 0;
    const work = async (client: () => SqlApiClient) => {
      while (rotating) {
        await client().query("SELECT CURRENT_USER()");
        syncs += 1;
      }
    };
    const working = [work(() => warm), work(functionOf)];
    expect((await keys("rotate", "--wait", "0")).code).toBe(exitCodes.ok);
    expect(await slots()).toEqual([false, true]);
    await warm.query("SELECT 1");
    rotating = false;
    await Promise.all(working);
    expect(syncs).toBeGreaterThan(0);
    expect((await keys("rotate")).code).toBe(exitCodes.ok);
    expect(await slots()).toEqual([true, false]);
    expect(await warm.query("SELECT CURRENT_USER() AS who")).toEqual([{ who: "ROBOT" }]);
  });

  it("a secret that holds something else is left alone, and not quoted", async () => {
    const before = secret.value;
    secret.value = "hush";
    const { code, out } = await keys("rotate");
    expect([code, out]).toEqual([exitCodes.unhealthy, expect.stringContaining("the secret key is no JSON object")]);
    expect(out).not.toContain("hush");
    secret.value = before;
  });

  it("--wait that is no number of seconds is a usage error", async () => {
    expect((await keys("rotate", "--wait", "-1")).code).toBe(exitCodes.usage);
  });
});
