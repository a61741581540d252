import { request } from "node:http";
import type { SnowflakeEmulator } from "../../src/emulator";
import { Client, startTestEmulator } from "../support/client";
import { jwt, keyBody, keyPair } from "../support/protocol";
import { PASSWORD } from "../support/test-accounts";

const key = keyPair();
const now = () => Math.floor(Date.now() / 1000);
const HERE = "SELECT CURRENT_ACCOUNT_NAME() || ' ' || CURRENT_REGION()";
const EAST = "EAST AWS_US_EAST_1";
const WEST = "WEST AWS_US_WEST_2";

let emulator: SnowflakeEmulator;
let east: Client;
let west: Client;

beforeEach(async () => {
  emulator = await startTestEmulator();
  east = await Client.connect(emulator);
  west = await Client.connect(emulator, {}, "ORG-WEST");
  await east.run("CREATE CONNECTION all_clients");
  await east.run("ALTER CONNECTION all_clients ENABLE FAILOVER TO ACCOUNTS org.west");
  await west.run("CREATE CONNECTION all_clients AS REPLICA OF org.east.all_clients");
  for (const side of [east, west]) await side.run(`ALTER USER admin SET RSA_PUBLIC_KEY = '${keyBody(key.publicKey)}'`);
});
afterEach(async () => {
  await emulator.close();
});

const connect = (options = {}) => Client.connect(emulator, options, "org-all_clients");
const toWest = () => west.run("ALTER CONNECTION all_clients PRIMARY");

async function landing(options = {}): Promise<unknown> {
  const client = await connect(options);
  const value = await client.value(HERE);
  await client.close();
  return value;
}

/** A POST with a host of one's own. */
function post(path: string, host: string, headers: Readonly<Record<string, string>>, body: unknown): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = request(
      `${emulator.url}${path}`,
      { method: "POST", headers: { host, "content-type": "application/json", ...headers } },
      (response) => {
        response.setEncoding("utf8");
        let text = "";
        response.on("data", (part: string) => {
          text += part;
        });
        response.on("end", () => resolve(text));
      },
    );
    sent.on("error", reject);
    sent.end(JSON.stringify(body));
  });
}

const submit = (issuer: string, host = "127.0.0.1") =>
  post(
    "/api/v2/statements",
    host,
    { authorization: `Bearer ${jwt(key.privateKey, issuer, "ADMIN", now())}` },
    { statement: HERE },
  );

describe("Client Redirect", () => {
  it("takes drivers to the account that is primary when they log in", async () => {
    expect(await landing()).toBe(EAST);
    await toWest();
    expect(await landing()).toBe(WEST);
    await east.run("ALTER CONNECTION all_clients PRIMARY");
    expect(await landing()).toBe(EAST);
  });

  it("takes key pairs there, whose tokens are made for the connection", async () => {
    const privateKey = key.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    const options = { authenticator: "SNOWFLAKE_JWT", privateKey };
    expect(await landing(options)).toBe(EAST);
    await toWest();
    expect(await landing(options)).toBe(WEST);
  });

  it("leaves sessions where they are", async () => {
    const before = await connect();
    await toWest();
    const after = await connect();
    expect([await before.value(HERE), await after.value(HERE)]).toEqual([EAST, WEST]);
    await before.run("CREATE ROLE made_in_the_east");
    expect(await east.run("SHOW ROLES LIKE 'made%'")).toHaveLength(1);
    expect(await after.run("SHOW ROLES LIKE 'made%'")).toEqual([]);
    await before.close();
    await after.close();
  });

  it("takes each request of the SQL API to the primary, by the token's issuer or by the host", async () => {
    const host = "org-all-clients.snowflakecomputing.com";
    expect(await submit("ORG-ALL_CLIENTS")).toContain(EAST);
    expect(await submit("ORG-ALL_CLIENTS", host)).toContain(EAST);
    await toWest();
    expect(await submit("ORG-ALL-CLIENTS")).toContain(WEST);
    expect(await submit("ORG-ALL_CLIENTS", host)).toContain(WEST);
    expect(await submit("ORG-WEST", host)).toContain(WEST);
    expect(await submit("ORG-EAST", host)).toContain("JWT_TOKEN_ACCOUNT_MISMATCH");
  });

  it("looks at the host of a login before its account name", async () => {
    const body = { data: { ACCOUNT_NAME: "ORG-EAST", LOGIN_NAME: "admin", PASSWORD, SESSION_PARAMETERS: {} } };
    const login = (host: string) => post("/session/v1/login-request?requestId=1", host, {}, body);
    const first = await login("org-all-clients.snowflakecomputing.com:443");
    expect(first).toContain('"success":true');
    emulator.control.faults.add({ kind: "unreachable", how: "503" }, "ORG-EAST");
    expect(await login("org-all-clients.snowflakecomputing.com")).toContain("Service unavailable");
    await toWest();
    expect(await login("ORG-ALL-CLIENTS.snowflakecomputing.com")).toContain('"success":true');
    expect(await login("org-nobody.snowflakecomputing.com")).toContain("not known");
  });

  it("knows no connection that has been dropped", async () => {
    await toWest();
    await east.run("DROP CONNECTION all_clients");
    await west.run("DROP CONNECTION all_clients");
    await expect(connect()).rejects.toThrow("not known");
  });

  it("is kept with the state: no moment has two primaries or none", async () => {
    await toWest();
    await emulator.control.snapshots.make("after");
    await east.run("ALTER CONNECTION all_clients PRIMARY");
    expect(await landing()).toBe(EAST);
    await emulator.control.snapshots.restore("after");
    expect(await landing()).toBe(WEST);
  });
});
