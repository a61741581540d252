import { createPrivateKey, createPublicKey } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { createRunKeys } from "../../rehearsal/keys";
import { useTemporaryFolder } from "./temporary-folder";

const folder = useTemporaryFolder();

describe("the key pair of a run", () => {
  it("is a pair, and only its owner can read the private key", async () => {
    const keys = await createRunKeys(path.join(folder(), "keys"));
    const derived = createPublicKey(createPrivateKey(keys.privateKeyPem)).export({ type: "spki", format: "pem" });
    expect(await readFile(keys.publicKeyFile, "utf8")).toBe(derived);
    expect((await stat(keys.privateKeyFile)).mode & 0o777).toBe(0o600);
    expect(await readFile(keys.privateKeyFile, "utf8")).toBe(keys.privateKeyPem);
  });

  it("is another one in each run", async () => {
    const [one, two] = [await createRunKeys(path.join(folder(), "1")), await createRunKeys(path.join(folder(), "2"))];
    expect(one.privateKeyPem).not.toBe(two.privateKeyPem);
  });
});
