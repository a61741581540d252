/** Name and value of the variable by which Terraform tells a provider that it is Terraform who starts it. */
export const MAGIC_COOKIE = {
  name: "TF_PLUGIN_MAGIC_COOKIE",
  value: "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2",
} as const;

/** Version of go-plugin's own protocol. */
const CORE_PROTOCOL_VERSION = 1;
/** Version of Terraform's plugin protocol that is spoken here. */
const PLUGIN_PROTOCOL_VERSION = 5;

/** The environment that the starting process gives: whether to serve, or what to say and leave. */
export type HandshakeCheck =
  | {
      readonly serve: true /** Terraform's certificate (PEM); undefined = no TLS asked for. */;
      readonly clientCertificate: string | undefined;
    }
  | { readonly serve: false /** What to tell whoever started the program. */; readonly message: string };

/** Reads what go-plugin's client put into the environment. */
export function checkEnvironment(environment: Readonly<Record<string, string | undefined>>): HandshakeCheck {
  if (environment[MAGIC_COOKIE.name] !== MAGIC_COOKIE.value) {
    const message =
      "This program is a Terraform provider (a stand-in for snowflakedb/snowflake). It is not meant to be started by hand: " +
      "put it into a filesystem mirror and let Terraform start it.";
    return { serve: false, message };
  }
  const versions = environment.PLUGIN_PROTOCOL_VERSIONS?.split(",").map((version) => version.trim()) ?? [];
  if (versions.length > 0 && !versions.includes(String(PLUGIN_PROTOCOL_VERSION))) {
    const message = `This provider speaks plugin protocol ${PLUGIN_PROTOCOL_VERSION}; Terraform offers ${versions.join(", ")}: use another Terraform.`;
    return { serve: false, message };
  }
  return { serve: true, clientCertificate: environment.PLUGIN_CLIENT_CERT || undefined };
}

/**
 * The one line that tells go-plugin's client where the server listens.
 * @param socketPath path of the Unix socket
 * @param certificate base64 DER of the server's certificate, "" without TLS
 */
export function handshakeLine(socketPath: string, certificate: string): string {
  return `${[CORE_PROTOCOL_VERSION, PLUGIN_PROTOCOL_VERSION, "unix", socketPath, "grpc", certificate].join("|")}\n`;
}
