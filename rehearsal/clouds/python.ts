import { RehearsalError } from "../errors";
import { findOnPath, type Probe } from "../process/probe";

/** A Python that can make the local AWS's environment. */
export interface PythonBinary {
  /** Absolute path. */
  readonly path: string;
  /** e.g. 3.11.7 */
  readonly version: string;
}

/** The oldest 3.x that the local AWS (moto 5.2.1) runs on: rehearsal/local-aws/pyproject.toml. */
const oldestMinor = 10;
const howToGet =
  "install Python 3.10 or newer with its venv module (https://www.python.org/downloads; on Debian and Ubuntu: apt install python3-venv), or set TWINBERG_PYTHON to its path";

/**
 * Finds `python3`, else `python`, on the PATH; TWINBERG_PYTHON overrides. It must be 3.10 or newer and hold venv and ensurepip.
 * @throws RehearsalError PYTHON_NOT_FOUND.
 */
export async function findPython(
  env: Readonly<Record<string, string | undefined>>,
  probe: Probe,
): Promise<PythonBinary> {
  const wanted = env.TWINBERG_PYTHON;
  const names = wanted === undefined || wanted === "" ? ["python3", "python"] : [wanted];
  const reasons: string[] = [];
  for (const name of names) {
    const path = await findOnPath(name, env.PATH);
    if (path === undefined) {
      reasons.push(`${name} is not on the PATH`);
      continue;
    }
    const script = "import sys, venv, ensurepip; print('%d.%d.%d' % sys.version_info[:3])";
    const said = await probe(path, ["-c", script], { env });
    const version = said.kind === "ran" && said.code === 0 ? /^3\.(\d+)\.\d+$/.exec(said.stdout.trim()) : null;
    if (version !== null && Number(version[1]) >= oldestMinor) {
      return { path, version: version[0] };
    }
    reasons.push(
      version !== null
        ? `${path} is ${version[0]}`
        : `${path} can't import venv and ensurepip${said.kind === "ran" ? `: ${said.stderr.trim().split("\n").at(-1) ?? ""}` : ""}`,
    );
  }
  throw new RehearsalError("PYTHON_NOT_FOUND", `no Python for the local AWS: ${reasons.join("; ")}`, howToGet);
}
