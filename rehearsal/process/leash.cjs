/**
 * Runs a command for as long as standard input stays open: node leash.cjs COMMAND [ARGUMENT...]
 *
 * Terraform, cdktf and pip don't end by themselves when the program that started them is killed. This process is the
 * leader of their process group; its standard input is a pipe from that program, and closes however that program ends.
 * Plain JavaScript, so that it starts in a few milliseconds.
 */
const { spawn } = require("node:child_process");

const graceMs = 5000;
const [command, ...args] = process.argv.slice(2);
if (command === undefined) {
  process.stderr.write("usage: leash.cjs COMMAND [ARGUMENT...]\n");
  process.exit(64);
}

// Signals go to the whole group, so the command gets them directly; this process stays to report how it ended.
let interrupted = false;
process.on("SIGINT", () => {
  interrupted = true;
});
process.on("SIGTERM", () => undefined);

const child = spawn(command, args, { stdio: ["ignore", "inherit", "inherit"] });
child.on("error", (error) => {
  process.stderr.write(`can't start ${command}: ${error.message}\n`);
  process.exit(127);
});
child.on("exit", (code, signal) => {
  process.exit(code ?? (signal === "SIGKILL" ? 137 : 130));
});

process.stdin.resume();
process.stdin.on("error", letGo);
process.stdin.on("close", letGo);

function letGo() {
  // Terraform takes a second interrupt for "at once", and then loses track of what it is doing.
  if (!interrupted) {
    process.kill(-process.pid, "SIGINT");
  }
  setTimeout(() => process.kill(-process.pid, "SIGKILL"), graceMs);
}
