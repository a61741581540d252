import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { ensureVenv } from "../../../rehearsal/clouds/venv";
import { Supervisor } from "../../../rehearsal/process/supervisor";
import { put, useTemporaryFolder } from "../temporary-folder";

const folder = useTemporaryFolder();

/** A Python that is a shell script: `-m venv DIR` copies itself there, `-m pip` exits as told. */
async function settings(pipExit = 0, version = "3.11.7") {
  const script = `#!/bin/sh
if [ "$2" = venv ]; then mkdir -p "$3/bin" && cp "$0" "$3/bin/python"; exit; fi
echo "pip says no" >&2; exit ${pipExit}
`;
  const python = await put(path.join(folder(), `python${pipExit}`), script, 0o755);
  await mkdir(path.join(folder(), "home"), { recursive: true });
  return {
    python: { path: python, version },
    requirements: path.join(folder(), "requirements.txt"),
    folder: path.join(folder(), "home", "venv"),
    env: { PATH: process.env.PATH ?? "" },
    logFile: path.join(folder(), "python.log"),
    supervisor: new Supervisor(),
  };
}
const require = (text: string) => writeFile(path.join(folder(), "requirements.txt"), text);

describe("the Python environment of the local AWS", () => {
  it("is made once and kept", async () => {
    await require("moto==1\n");
    const made = await ensureVenv(await settings());
    expect(made).toEqual({ python: path.join(folder(), "home", "venv", "bin", "python"), made: true });
    expect((await ensureVenv(await settings())).made).toBe(false);
  });

  it("is made again when the requirements or the Python change", async () => {
    await require("moto==1\n");
    await ensureVenv(await settings());
    await require("moto==2\n");
    expect((await ensureVenv(await settings())).made).toBe(true);
    expect((await ensureVenv(await settings(0, "3.12.0"))).made).toBe(true);
  });

  it("is not taken for finished when making it failed, and the next try makes it", async () => {
    await require("moto==1\n");
    await expect(ensureVenv(await settings(1))).rejects.toMatchObject({
      code: "COMMAND_FAILED",
      message: expect.stringContaining("pip says no"),
      remedy: expect.stringContaining("PIP_INDEX_URL"),
    });
    expect((await ensureVenv(await settings())).made).toBe(true);
  });

  it("removes what a run that was killed left half-made", async () => {
    await require("moto==1\n");
    await put(path.join(folder(), "home", "venv.4711.unfinished", "file"));
    await ensureVenv(await settings());
    expect(await readdir(path.join(folder(), "home"))).toEqual(["venv"]);
    expect(await readFile(path.join(folder(), "python.log"), "utf8")).toContain("-m pip install");
  });
});
