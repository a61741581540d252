import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { ChannelCredentials, Client } from "@grpc/grpc-js";
import { type InstalledProvider, installStandinProvider } from "../src";
import { terraformPlatform } from "../src/install";
import { createCertificate } from "../src/plugin/certificate";
import { encodeValue } from "../src/plugin/codec";
import { checkEnvironment, MAGIC_COOKIE } from "../src/plugin/handshake";
import { TFPLUGIN5 } from "../src/plugin/protocol";
import { impliedType } from "../src/plugin/schema";
import { serviceOf } from "../src/plugin/serve";
import { SCHEMA } from "./support/harness";

const directory = mkdtempSync(join(tmpdir(), "standin-test-"));
let installed: InstalledProvider;
const started: ChildProcess[] = [];

beforeAll(async () => {
  installed = await installStandinProvider({ mirrorDirectory: directory });
});
afterAll(() => {
  for (const child of started) child.kill("SIGKILL");
  rmSync(directory, { recursive: true, force: true });
});

function start(environment: Record<string, string>): ChildProcess {
  const child = spawn(installed.executable, {
    env: { PATH: process.env.PATH ?? "", TMPDIR: directory, ...environment },
    stdio: "pipe",
  });
  started.push(child);
  return child;
}

const firstLine = (child: ChildProcess): Promise<string> =>
  new Promise((resolve) => child.stdout?.once("data", (data: Buffer) => resolve(data.toString())));
const exitOf = (child: ChildProcess): Promise<number | null> => new Promise((resolve) => child.once("exit", resolve));

/** Starts the plugin as Terraform does, with TLS on both sides, and connects. */
async function connect(): Promise<{
  child: ChildProcess;
  socket: string;
  call: (name: string, request: object) => Promise<Record<string, unknown>>;
}> {
  const own = await createCertificate(new Date());
  const child = start({
    [MAGIC_COOKIE.name]: MAGIC_COOKIE.value,
    PLUGIN_PROTOCOL_VERSIONS: "5,6",
    PLUGIN_CLIENT_CERT: own.certificate,
  });
  const [core, version, network, socket = "", kind, der = ""] = (await firstLine(child)).trim().split("|");
  expect([core, version, network, kind]).toEqual(["1", "5", "unix", "grpc"]);
  const server = `-----BEGIN CERTIFICATE-----\n${der.match(/.{1,64}/g)?.join("\n")}${"=".repeat((4 - (der.length % 4)) % 4)}\n-----END CERTIFICATE-----\n`;
  const credentials = ChannelCredentials.createSsl(
    Buffer.from(server),
    Buffer.from(own.key),
    Buffer.from(own.certificate),
  );
  const client = new Client(`unix:${socket}`, credentials, {
    "grpc.ssl_target_name_override": "localhost",
    "grpc.max_receive_message_length": -1,
  });
  const service = serviceOf(TFPLUGIN5, "tfplugin5", "Provider");
  const call = (name: string, request: object): Promise<Record<string, unknown>> =>
    new Promise((resolve, reject) => {
      const method = service[name];
      const path = method?.path ?? `/plugin.GRPCController/${name}`;
      const serialize = method?.requestSerialize ?? (() => Buffer.alloc(0));
      const deserialize = method?.responseDeserialize ?? (() => ({}));
      client.makeUnaryRequest(path, serialize, deserialize, request, (error, response) =>
        error ? reject(error) : resolve(Object(response)),
      );
    });
  return { child, socket, call };
}

describe("the installed provider", () => {
  it("is one executable where Terraform looks for it, and the same bytes every time", async () => {
    const platform = terraformPlatform(process.platform, process.arch);
    expect(installed).toEqual({
      version: "2.20.0",
      executable: join(
        directory,
        "registry.terraform.io/snowflakedb/snowflake/2.20.0",
        platform,
        "terraform-provider-snowflake_v2.20.0",
      ),
    });
    const before = { bytes: readFileSync(installed.executable), written: statSync(installed.executable).mtimeMs };
    await installStandinProvider({ mirrorDirectory: directory });
    expect(readFileSync(installed.executable).equals(before.bytes)).toBe(true);
    expect(statSync(installed.executable).mtimeMs).toBe(before.written);
    expect(before.bytes.toString("utf8", 0, 20)).toBe("#!/usr/bin/env node\n");
  });

  it("lies under OpenTofu's registry when it is asked to", async () => {
    const { executable } = await installStandinProvider({
      mirrorDirectory: directory,
      registryHost: "registry.opentofu.org",
    });
    expect(executable).toContain(join(directory, "registry.opentofu.org", "snowflakedb", "snowflake"));
    expect(readFileSync(executable).equals(readFileSync(installed.executable))).toBe(true);
  });

  it("says what it is when started by hand", async () => {
    const child = start({});
    const said = new Promise<string>((resolve) =>
      child.stderr?.once("data", (data: Buffer) => resolve(data.toString())),
    );
    expect(await said).toContain("This program is a Terraform provider");
    expect(await exitOf(child)).toBe(1);
  });

  it("serves the real provider's schema over mutual TLS, refuses by name, and leaves nothing behind", async () => {
    const { child, socket, call } = await connect();
    const schema = await call("GetSchema", {});
    expect(Object.keys(Object(schema.resource_schemas))).toEqual(expect.arrayContaining(Object.keys(SCHEMA.resources)));

    const resource = SCHEMA.resources.snowflake_external_table;
    if (resource === undefined) throw new Error("the schema file has no snowflake_external_table");
    const config = encodeValue({}, impliedType(resource));
    expect(await call("ValidateResourceTypeConfig", { type_name: "snowflake_external_table", config })).toMatchObject({
      diagnostics: [
        {
          severity: "ERROR",
          summary: "snowflake_external_table is not carried out",
          detail: expect.stringContaining("stand-in"),
        },
      ],
    });

    await call("Shutdown", {});
    expect(await exitOf(child)).toBe(0);
    expect(existsSync(dirname(socket))).toBe(false);
  });

  it("ends on SIGTERM and removes its socket", async () => {
    const { child, socket } = await connect();
    child.kill("SIGTERM");
    expect(await exitOf(child)).toBe(0);
    expect(existsSync(dirname(socket))).toBe(false);
  });
});

describe("the handshake", () => {
  it("is refused without the cookie and for other protocol versions", () => {
    expect(checkEnvironment({})).toMatchObject({
      serve: false,
      message: expect.stringContaining("not meant to be started by hand"),
    });
    expect(checkEnvironment({ [MAGIC_COOKIE.name]: MAGIC_COOKIE.value, PLUGIN_PROTOCOL_VERSIONS: "6" })).toMatchObject({
      serve: false,
      message: expect.stringContaining("protocol 5"),
    });
    expect(checkEnvironment({ [MAGIC_COOKIE.name]: MAGIC_COOKIE.value })).toEqual({
      serve: true,
      clientCertificate: undefined,
    });
  });
});
