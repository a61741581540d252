import { createServer } from "node:net";
import { configPath, loadConfig } from "../../config/load";
import { probe } from "../../rehearsal/process/probe";
import { findTerraform } from "../../rehearsal/terraform/binary";
import { systemMirrorSearch } from "../../rehearsal/terraform/mirrors";
import type { DoctorProbes } from "./check";

const registryTimeoutMs = 5000;

/** Probes of this machine. */
export function systemProbes(root: string, env: Readonly<Record<string, string | undefined>>): DoctorProbes {
  const terraform = findTerraform(env, probe);
  // Looked at by several checks; those that don't wait for it must not make its failure an unhandled one.
  terraform.catch(() => undefined);
  return {
    env,
    nodeVersion: process.versions.node,
    probe,
    findTerraform: () => terraform,
    mirrors: systemMirrorSearch(root, env),
    reachRegistry,
    bindFreePort,
    validateConfig: () => {
      const file = configPath(env);
      loadConfig(file);
      return file;
    },
  };
}

/** Asks for the registry's service list, which each Terraform registry serves. */
async function reachRegistry(host: string): Promise<{ ok: true } | { ok: false; reason: string }> {
  try {
    const response = await fetch(`https://${host}/.well-known/terraform.json`, {
      signal: AbortSignal.timeout(registryTimeoutMs),
    });
    return response.ok ? { ok: true } : { ok: false, reason: `HTTP status ${response.status}` };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return { ok: false, reason: cause instanceof Error ? cause.message : String(cause) };
  }
}

function bindFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        typeof address === "object" && address !== null
          ? resolve(address.port)
          : reject(new Error("the server has no port")),
      );
    });
  });
}
