import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  loadPackageDefinition,
  Server,
  ServerCredentials,
  type ServiceDefinition,
  type UntypedHandleCall,
} from "@grpc/grpc-js";
import { fromJSON } from "@grpc/proto-loader";
import { createCertificate } from "./certificate";
import type { ProviderDefinition } from "./definition";
import { handshakeLine } from "./handshake";
import { type ProtocolDefinition, TFPLUGIN5 } from "./protocol";
import { type PluginHandler, type PluginRequest, pluginHandlers } from "./service";

/** How long running calls may take to answer once the plugin ends; milliseconds. */
const DRAIN_LIMIT_MS = 500;

/** What serving needs from the process around it. */
export interface ServeOptions<S> {
  /** The provider to serve. */
  readonly provider: ProviderDefinition<S>;
  /** Terraform's certificate (PEM); undefined = plain gRPC. */
  readonly clientCertificate: string | undefined;
  /** Directory for the socket; undefined = a new one under the system's temporary directory. */
  readonly socketDirectory: string | undefined;
  /** Where the handshake line goes (standard output). */
  readonly announce: (line: string) => void;
  /** Now, for the certificate's validity. */
  readonly now: Date;
}

/** A served provider. */
export interface ServedPlugin {
  /** Resolves when Terraform asked the plugin to end. */
  readonly ended: Promise<void>;
  /** Stops serving, closes the provider's connection and removes the socket. Safe to call twice. */
  close(): Promise<void>;
}

/** Serves a provider over go-plugin's gRPC protocol on a Unix socket and announces where. */
export async function servePlugin<S>(options: ServeOptions<S>): Promise<ServedPlugin> {
  const { provider, clientCertificate } = options;
  const server = new Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  server.addService(serviceOf(TFPLUGIN5, "tfplugin5", "Provider"), {
    ...Object.fromEntries(Object.entries(pluginHandlers(provider)).map(([name, handler]) => [name, unary(handler)])),
    Stop: unary(async () => ({ Error: "" })),
  });
  server.addService(CONTROLLER, {
    Shutdown: unary(async () => {
      setImmediate(end);
      return {};
    }),
  });

  const directory = mkdtempSync(join(options.socketDirectory ?? tmpdir(), "tfp-"));
  const removeSocket = (): void => rmSync(directory, { recursive: true, force: true });
  process.once("exit", removeSocket);
  const socketPath = join(directory, "plugin.sock");
  let certificate = "";
  let credentials = ServerCredentials.createInsecure();
  if (clientCertificate !== undefined) {
    const own = await createCertificate(options.now);
    certificate = own.handshakeForm;
    const pair = { private_key: Buffer.from(own.key), cert_chain: Buffer.from(own.certificate) };
    credentials = ServerCredentials.createSsl(Buffer.from(clientCertificate), [pair], true);
  }
  await new Promise<void>((resolve, reject) => {
    server.bindAsync(`unix:${socketPath}`, credentials, (error) => (error ? reject(error) : resolve()));
  });
  options.announce(handshakeLine(socketPath, certificate));

  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    await stop(server);
    process.removeListener("exit", removeSocket);
    removeSocket();
    await provider.close();
  };
  return {
    ended,
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}

/** Lets running calls answer (the one that asked for the end among them), but not for long. */
async function stop(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    const limit = setTimeout(resolve, DRAIN_LIMIT_MS);
    server.tryShutdown(() => {
      clearTimeout(limit);
      resolve();
    });
  });
  server.forceShutdown();
}

/** go-plugin's controller: one call, empty messages. Source: go-plugin's grpc_controller.proto. */
const CONTROLLER: ServiceDefinition = {
  Shutdown: {
    path: "/plugin.GRPCController/Shutdown",
    requestStream: false,
    responseStream: false,
    requestSerialize: () => Buffer.alloc(0),
    requestDeserialize: () => ({}),
    responseSerialize: () => Buffer.alloc(0),
    responseDeserialize: () => ({}),
  },
};

function unary(handler: PluginHandler): UntypedHandleCall {
  return (call: { readonly request: PluginRequest }, callback: (error: Error | null, response?: object) => void) => {
    handler(call.request).then(
      (response) => callback(null, response),
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error))),
    );
  };
}

/** Finds a service in a protocol given as protobufjs JSON. */
export function serviceOf(protocol: ProtocolDefinition, packageName: string, serviceName: string): ServiceDefinition {
  const definition = fromJSON(protocol, { keepCase: true, longs: Number, enums: String, defaults: true, oneofs: true });
  const loaded = loadPackageDefinition(definition)[packageName];
  const service = loaded && !("format" in loaded) && typeof loaded !== "function" ? loaded[serviceName] : undefined;
  if (typeof service !== "function" || !("service" in service))
    throw new Error(`the protocol has no service ${packageName}.${serviceName}`);
  return service.service;
}
