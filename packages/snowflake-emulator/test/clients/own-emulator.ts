import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmulator } from "../../src/emulator";
import { keyPair, pem } from "../support/protocol";
import { ACCOUNTS } from "../support/test-accounts";
import type { TestConnection } from "./connection";

/** An emulator for the suite, and how to reach it. */
export interface OwnEmulator {
  readonly connection: TestConnection;
  close(): Promise<void>;
}

/** Starts an emulator whose administrator logs in with a key pair. */
export async function startOwnEmulator(): Promise<OwnEmulator> {
  const { publicKey, privateKey } = keyPair();
  const folder = mkdtempSync(join(tmpdir(), "client-suite-"));
  const privateKeyFile = join(folder, "key.pem");
  writeFileSync(privateKeyFile, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
  const administrator = { user: "ADMIN", rsaPublicKey: pem(publicKey) };
  const accounts = ACCOUNTS.map((account) => ({ ...account, administrator }));
  const emulator = await startEmulator({ organization: "ORG", accounts, port: 0, host: "127.0.0.1" });
  return {
    connection: { account: "ORG-EAST", user: "ADMIN", privateKeyFile, url: emulator.url, role: "ACCOUNTADMIN" },
    async close() {
      await emulator.close();
      rmSync(folder, { recursive: true });
    },
  };
}
