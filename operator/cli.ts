import path from "node:path";
import { commands } from "./commands";
import { runProgram } from "./program";

const context = {
  env: process.env,
  root: path.resolve(__dirname, ".."),
  write: (text: string) => void process.stdout.write(text),
};

void runProgram(process.argv.slice(2), commands, context, (text) => void process.stderr.write(text)).then((code) => {
  process.exitCode = code;
});
