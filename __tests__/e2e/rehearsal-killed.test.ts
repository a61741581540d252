import { spawn } from "node:child_process";
import path from "node:path";

const root = path.resolve(__dirname, "../..");
const command = ["-r", "esbuild-register", "rehearsal/cli.ts", "--snowflake-provider", "stand-in"];

/** The rehearsal as far as its clouds. Needs Python and the AWS provider. */
describe("npm run rehearse", () => {
  it("leaves no process behind when it is killed", async () => {
    const killed = spawn(process.execPath, command, { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
    let said = "";
    for await (const chunk of killed.stdout) {
      said += String(chunk);
      if (said.includes("local Snowflake organization at ")) {
        break;
      }
    }
    killed.kill("SIGKILL");
    const url = /local AWS at (\S+)/.exec(said)?.[1] ?? "";
    expect(url).not.toBe("");
    // The clouds end when their input closes; the time limit of the test ends the wait otherwise.
    while (await answers(url)) {
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }, 300_000);
});

async function answers(url: string): Promise<boolean> {
  try {
    await fetch(url);
    return true;
  } catch {
    return false;
  }
}
