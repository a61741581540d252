import { generate } from "selfsigned";

/** A throw-away certificate for one plugin process. */
export interface PluginCertificate {
  /** Private key, PEM. */
  readonly key: string;
  /** Certificate, PEM. */
  readonly certificate: string;
  /** The certificate as go-plugin's handshake line carries it: DER in base64 without padding. */
  readonly handshakeForm: string;
}

const ONE_DAY_MS = 86_400_000;

/** Makes a self-signed certificate for `localhost`, as go-plugin's AutoMTLS expects of both sides. */
export async function createCertificate(now: Date): Promise<PluginCertificate> {
  const pems = await generate([{ name: "commonName", value: "localhost" }], {
    keyType: "ec",
    algorithm: "sha256",
    notBeforeDate: new Date(now.getTime() - ONE_DAY_MS),
    notAfterDate: new Date(now.getTime() + 30 * ONE_DAY_MS),
    extensions: [
      { name: "basicConstraints", cA: true },
      { name: "subjectAltName", altNames: [{ type: 2, value: "localhost" }] },
    ],
  });
  const der = pems.cert.replace(/-----[^-]+-----|\s/g, "").replace(/=+$/, "");
  return { key: pems.private, certificate: pems.cert, handshakeForm: der };
}
