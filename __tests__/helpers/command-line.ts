import { type ChildProcess, spawn } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { buildSync } from "esbuild";
import { demoText } from "./demo-config";

const ROOT = path.join(__dirname, "../..");

/** How a process ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly errors: string;
}

/** What is done to a process that runs. */
export interface Treatment {
  /** Environment beside PATH and a HOME without anything. */
  readonly env?: Readonly<Record<string, string>>;
  /** Standard input: ended at once, or a pipe that never says anything and never ends. Default: ended. */
  readonly stdin?: "ended" | "silent";
  /** Called when it has begun. */
  readonly begun?: (child: ChildProcess) => void;
}

/**
 * A command line of this repository as one file, so that it starts quickly, in a folder of its own inside of the tree: packages
 * are found from there, and what it writes below its root is seen.
 */
export class CommandLine {
  /** What it takes for the checkout. */
  readonly root: string;
  private readonly file: string;
  private readonly folder: string;
  /** Where drivers keep things. */
  private readonly home: string;

  /** @param entry such as operator/cli.ts */
  constructor(entry: string) {
    mkdirSync(path.join(ROOT, ".twinberg"), { recursive: true });
    this.folder = mkdtempSync(path.join(ROOT, ".twinberg", "command-line-"));
    this.root = path.join(this.folder, "checkout");
    this.home = path.join(this.folder, "home");
    mkdirSync(this.root);
    mkdirSync(this.home);
    this.file = path.join(this.root, path.dirname(entry), "cli.js");
    buildSync({
      entryPoints: [path.join(ROOT, entry)],
      bundle: true,
      platform: "node",
      target: "node20",
      packages: "external",
      logLevel: "error",
      outfile: this.file,
    });
  }

  /** Runs it to its end. */
  async run(args: readonly string[], { env = {}, stdin = "ended", begun }: Treatment = {}): Promise<Ended> {
    const child = spawn(process.execPath, [this.file, ...args], {
      cwd: this.root,
      env: { PATH: process.env.PATH ?? "", HOME: this.home, AWS_EC2_METADATA_DISABLED: "true", ...env },
      stdio: [stdin === "ended" ? "ignore" : "pipe", "pipe", "pipe"],
    });
    const [out, errors]: [string[], string[]] = [[], []];
    child.stdout?.on("data", (text: Buffer) => out.push(text.toString()));
    child.stderr?.on("data", (text: Buffer) => errors.push(text.toString()));
    begun?.(child);
    const [code, signal] = await once(child, "close");
    return { code, signal, out: out.join(""), errors: errors.join("") };
  }

  /** Writes a file below its root. @returns its path */
  write(file: string, text: string): string {
    const target = path.join(this.root, file);
    writeFileSync(target, text);
    return target;
  }

  /** Removes everything. */
  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Clouds that take connections, and never say anything. */
export class SilentClouds {
  private readonly sockets = new Set<Socket>();
  private waiting: (() => void)[] = [];
  private readonly server = createServer((socket) => {
    this.sockets.add(socket);
    socket.on("error", () => socket.destroy());
    for (const told of this.waiting.splice(0)) told();
  });

  /** @returns its URL */
  async open(): Promise<string> {
    this.server.listen(0, "127.0.0.1");
    await once(this.server, "listening");
    const address = this.server.address();
    if (address === null || typeof address === "string") throw new Error("the server has no port");
    return `http://127.0.0.1:${address.port}`;
  }

  /** The next time that somebody connects. */
  connected(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  close(): void {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
  }
}

/** The demo's configuration with both clouds somewhere else, and keys and credentials that look right. */
export function environmentAt(commandLine: CommandLine, url: string): Readonly<Record<string, string>> {
  const key = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ type: "pkcs8", format: "pem" });
  const text = `${demoText}\nlocal:\n  awsEndpoint: ${url}\n  snowflakeEndpoint: ${url}\n`;
  return {
    TWINBERG_CONFIG: commandLine.write("config.yaml", text),
    TF_VAR_primary_snowflake_private_key: String(key),
    TF_VAR_secondary_snowflake_private_key: String(key),
    TWINBERG_PRIMARY_ADMIN_USER: "ANN",
    TWINBERG_PRIMARY_ADMIN_PRIVATE_KEY: String(key),
    AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
    AWS_SECRET_ACCESS_KEY: "example",
  };
}

/** What stands in for npm: a synthesis that never ends, or one that ends at once and declares nothing. */
const NPM = `#!/usr/bin/env node
const { mkdirSync, writeFileSync } = require("node:fs");
const { CDKTF_OUTDIR, SYNTHESIS_WAITS_FOR } = process.env;
if (SYNTHESIS_WAITS_FOR !== undefined) {
  require("node:net").connect(Number(new URL(SYNTHESIS_WAITS_FOR).port), "127.0.0.1");
} else {
  mkdirSync(CDKTF_OUTDIR, { recursive: true });
  writeFileSync(CDKTF_OUTDIR + "/manifest.json", JSON.stringify({ version: "1", stacks: {} }));
}
`;
/** What stands in for Terraform: it tells its version, and does nothing else. */
const TERRAFORM = `#!/bin/sh
[ "$1" = version ] || exit 64
if [ "\${2:-}" = -json ]; then echo '{"terraform_version":"1.11.4"}'; else echo "Terraform v1.11.4"; fi
`;

/** Programs in the place of npm and Terraform, in a folder outside of the checkout. */
export class StandInPrograms {
  private readonly folder = mkdtempSync(path.join(tmpdir(), "twinberg-programs-"));

  constructor() {
    writeFileSync(path.join(this.folder, "npm"), NPM, { mode: 0o755 });
    writeFileSync(path.join(this.folder, "terraform"), TERRAFORM, { mode: 0o755 });
  }

  /** The environment that finds them. @param waitsFor where a synthesis waits without end; default: it ends, and declares nothing */
  env(waitsFor?: string): Readonly<Record<string, string>> {
    return {
      PATH: `${this.folder}${path.delimiter}${process.env.PATH ?? ""}`,
      ...(waitsFor === undefined ? {} : { SYNTHESIS_WAITS_FOR: waitsFor }),
    };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
