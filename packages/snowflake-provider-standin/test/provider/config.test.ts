import { generateKeyPairSync } from "node:crypto";
import type { CtyRecord } from "../../src/plugin/cty";
import { DiagnosticError } from "../../src/plugin/diagnostics";
import { checkProviderConfig, connectionOptions } from "../../src/provider/config";

const BASE = { organization_name: "ORG", account_name: "ACC_1", user: "U", password: "p" };

function complaint(config: CtyRecord): string {
  try {
    connectionOptions(config, {});
  } catch (error) {
    if (error instanceof DiagnosticError) return error.message;
    throw error;
  }
  return "";
}

describe("the provider block", () => {
  it("becomes connection options, with Snowflake's own host as the default", () => {
    expect(connectionOptions(BASE, {})).toMatchObject({
      account: "ORG-ACC_1",
      host: "org-acc-1.snowflakecomputing.com",
      port: 443,
      protocol: "https",
      credentials: { kind: "password", password: "p" },
    });
    expect(connectionOptions({ ...BASE, host: "h", port: 8080, protocol: "HTTP", role: "R" }, {})).toMatchObject({
      host: "h",
      port: 8080,
      protocol: "http",
      role: "R",
    });
  });

  it("is completed by the environment", () => {
    const environment = {
      SNOWFLAKE_USER: "E",
      SNOWFLAKE_PASSWORD: "q",
      SNOWFLAKE_PORT: "81",
      SNOWFLAKE_PROTOCOL: "http",
    };
    expect(connectionOptions({ organization_name: "O", account_name: "A" }, environment)).toMatchObject({
      user: "E",
      port: 81,
      credentials: { password: "q" },
    });
  });

  it("takes a key pair, also an encrypted one", () => {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const plain = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    const encrypted = privateKey
      .export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "x" })
      .toString();
    const jwt = { ...BASE, password: null, authenticator: "SNOWFLAKE_JWT" };
    expect(connectionOptions({ ...jwt, private_key: plain }, {}).credentials.kind).toBe("key-pair");
    expect(
      connectionOptions({ ...jwt, private_key: encrypted, private_key_passphrase: "x" }, {}).credentials.kind,
    ).toBe("key-pair");
    expect(complaint({ ...jwt, private_key: encrypted, private_key_passphrase: "wrong" })).toContain(
      '"private_key" can\'t be read',
    );
    expect(complaint(jwt)).toContain('"private_key" is missing');
  });

  it("names what is missing and how to give it", () => {
    expect(complaint({ organization_name: "O" })).toContain(
      'provider argument "user" is missing: set it in the provider block or as SNOWFLAKE_USER',
    );
    expect(complaint({ ...BASE, password: null })).toContain('"password" is missing');
  });

  it.each(["OAUTH", "PROGRAMMATIC_ACCESS_TOKEN", "EXTERNALBROWSER"])(
    "refuses authenticator %s by name",
    (authenticator) => {
      expect(checkProviderConfig({ ...BASE, authenticator }, {})).toMatchObject([
        { summary: `authenticator "${authenticator}" is not carried out by the stand-in` },
      ]);
    },
  );

  it("refuses other arguments by name and never shows a secret", () => {
    const [diagnostic] = checkProviderConfig({ ...BASE, token: "s3cret" }, {});
    expect(diagnostic).toMatchObject({
      summary: 'provider argument "token" is not carried out by the stand-in',
      path: ["token"],
    });
    expect(JSON.stringify(diagnostic)).not.toContain("s3cret");
    expect(complaint({ ...BASE, authenticator: "SNOWFLAKE_JWT", private_key: "s3cret" })).not.toContain("s3cret");
  });
});
