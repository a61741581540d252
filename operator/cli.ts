import path from "node:path";
import { outliveReaders } from "./closed-pipe";
import { commands } from "./commands";
import { exitCodes } from "./exit-codes";
import { runProgram } from "./program";

/** How long connections may take to be let go of when all is said, in milliseconds. */
const FAREWELL_MS = 1000;

const interrupted = new AbortController();
// A second Ctrl-C ends the process at once, as it would without us.
process.once("SIGINT", () => interrupted.abort());
process.once("SIGTERM", () => interrupted.abort());
outliveReaders([process.stdout, process.stderr]);

// A notice of the AWS SDK's about its future versions, in the middle of every answer; which Node is needed is doctor's to say.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

const context = {
  env: process.env,
  root: path.resolve(__dirname, ".."),
  write: (text: string) => void process.stdout.write(text),
  progress: (text: string) => void process.stderr.write(text),
  signal: interrupted.signal,
};

void runProgram(process.argv.slice(2), commands, context, (text) => void process.stderr.write(text)).then((code) => {
  process.exitCode = code;
  // A driver that waits for an account that doesn't answer can't be told to stop, and would keep the program up for minutes.
  if (code === exitCodes.interrupted) process.exit();
  setTimeout(() => process.exit(), FAREWELL_MS).unref();
});
