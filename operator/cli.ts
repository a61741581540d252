import path from "node:path";
import { isSystemError } from "../rehearsal/errors";
import { commands } from "./commands";
import { runProgram } from "./program";

const interrupted = new AbortController();
// A second Ctrl-C ends the process at once, as it would without us.
process.once("SIGINT", () => interrupted.abort());
process.once("SIGTERM", () => interrupted.abort());

// Who reads has read enough: the work goes on to its end, and the exit code still tells how it went.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error) => {
    if (!isSystemError(error, "EPIPE")) throw error;
  });
}

const context = {
  env: process.env,
  root: path.resolve(__dirname, ".."),
  write: (text: string) => void process.stdout.write(text),
  progress: (text: string) => void process.stderr.write(text),
  signal: interrupted.signal,
};

void runProgram(process.argv.slice(2), commands, context, (text) => void process.stderr.write(text)).then((code) => {
  process.exitCode = code;
});
