import { type CliHost, runCli } from "./cli/run";

/** Resolves at SIGINT or SIGTERM, or when stdin ends. */
function untilStopped({ withStdin }: { readonly withStdin: boolean }): Promise<void> {
  return new Promise((resolve) => {
    process.once("SIGINT", () => resolve());
    process.once("SIGTERM", () => resolve());
    if (!withStdin) return;
    process.stdin.once("end", () => resolve());
    process.stdin.once("close", () => resolve());
    process.stdin.resume();
  });
}

const host: CliHost = {
  environment: process.env,
  out: (text) => process.stdout.write(text),
  error: (text) => process.stderr.write(text),
  untilStopped,
};

runCli(process.argv.slice(2), host).then(
  (code) => {
    process.exitCode = code;
    // stdin, once resumed, would keep the process alive.
    process.stdin.destroy();
  },
  (error: Error) => {
    process.stderr.write(`error: ${error.stack ?? error.message}\n`);
    process.exitCode = 1;
  },
);
