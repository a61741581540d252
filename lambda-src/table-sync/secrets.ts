import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { parseJson, record, text } from "./json";

/** Secrets Manager of the process's region. */
export const openSecrets = (): SecretsManagerClient => new SecretsManagerClient();

/**
 * Reads the private key from Secrets Manager: a JSON object with `privateKey`, PKCS #8 PEM.
 *
 * @throws TypeError naming the secret, and nothing of what is in it
 */
export async function readPrivateKey(client: Pick<SecretsManagerClient, "send">, secret: string): Promise<string> {
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secret }));
  const key = SecretString === undefined ? undefined : privateKeyIn(SecretString);
  if (key === undefined) throw new TypeError(`the secret ${secret} is no JSON object with a privateKey in PEM`);
  return key;
}

function privateKeyIn(secret: string): string | undefined {
  try {
    return text(record(parseJson(secret))?.privateKey);
  } catch (error) {
    // The parser's own message would quote the secret.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
