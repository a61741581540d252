import { createHash, createPublicKey } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { exportLine, findKey, keyFile, makeKey, publicHalf } from "../../../operator/bootstrap/key-pair";
import { demoConfig } from "../../helpers/demo-config";

const config = demoConfig();

describe("a deployer's key pair", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "keys-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  it("is made in a file of its owner's, never over another one", async () => {
    const file = path.join(folder, "deep", "one.p8");
    const { body, fingerprint } = await makeKey(file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(path.dirname(file)).mode & 0o777).toBe(0o700);
    const der = createPublicKey(readFileSync(file, "utf8")).export({ type: "spki", format: "der" });
    expect({ body, fingerprint }).toEqual({
      body: der.toString("base64"),
      fingerprint: `SHA256:${createHash("sha256").update(der).digest("base64")}`,
    });
    const before = readFileSync(file, "utf8");
    await expect(makeKey(file)).rejects.toMatchObject({ code: "EEXIST" });
    expect(readFileSync(file, "utf8")).toBe(before);
  });

  it("is the one in Terraform's variable, else the one in the file, else still to be made", async () => {
    const file = keyFile(folder, config, "primary");
    expect(await findKey(config, "primary", { env: {} }, folder)).toEqual({
      place: { kind: "file", file },
      publicKey: undefined,
    });
    const made = await makeKey(file);
    expect(await findKey(config, "primary", { env: {} }, folder)).toEqual({
      place: { kind: "file", file },
      publicKey: made,
    });
    const env = { TF_VAR_secondary_snowflake_private_key: readFileSync(file, "utf8") };
    expect(await findKey(config, "secondary", { env }, folder)).toEqual({
      place: { kind: "environment", variable: "TF_VAR_secondary_snowflake_private_key" },
      publicKey: made,
    });
  });

  it("names where a bad one is from, and not what it says", () => {
    expect(() => publicHalf("TF_VAR_x", "a secret")).toThrow(/^TF_VAR_x is no private key in PEM/);
    expect(() => publicHalf("TF_VAR_x", "a secret")).not.toThrow(/a secret/);
  });

  it("is given to Terraform by a line that a shell understands whatever the folder is called", () => {
    expect(exportLine("primary", "/it's here/k.p8")).toBe(
      `export TF_VAR_primary_snowflake_private_key="$(cat '/it'\\''s here/k.p8')"`,
    );
  });
});
