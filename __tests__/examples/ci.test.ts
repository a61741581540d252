import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { configPath, loadConfig } from "../../config/load";
import type { CommandDefinition } from "../../operator/command";
import { commands } from "../../operator/commands";
import { synthesize } from "../helpers/synthesize";
import {
  CI,
  commandsOf,
  type GithubJob,
  githubJobs,
  githubWorkflows,
  gitlabPipeline,
  ROOT,
  type Script,
  scripts,
} from "./pipelines";

const readme = readFileSync(join(ROOT, "examples/README.md"), "utf8");
const packageJson = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")));
const EXAMPLE = join(ROOT, "config/example.yaml");

describe("every command that a pipeline runs exists", () => {
  /** What a shell has by itself. */
  const shell = [
    "cat",
    "code=0",
    "echo",
    "exit",
    "export",
    "fi",
    "head",
    "printf",
    "base64",
    "umask",
    "code=$?",
    "[",
    "}",
  ];
  /** Where output goes. */
  const places = ["plan.txt", '"$GITHUB_STEP_SUMMARY"', '"$CI_PROJECT_DIR/.aws-token"'];

  it.each(scripts())("$where", (script) => {
    expect(spawnSync("bash", ["-n"], { input: script.text, encoding: "utf8" })).toMatchObject({
      status: 0,
      stderr: "",
    });
    for (const words of commandsOf(script)) {
      const [first = "", ...rest] = words;
      if (first === "npx") expect(existsSync(join(ROOT, "node_modules/.bin", rest[0] ?? ""))).toBe(true);
      else if (first === "npm") expectNpm(rest.filter((word) => word !== "--silent"));
      else expect([...shell, ...places]).toContain(first);
    }
  });

  function expectNpm([verb, name = "", dashes, ...given]: readonly string[]): void {
    if (verb === "ci") return;
    expect(verb).toBe("run");
    expect(Object.keys(packageJson.scripts)).toContain(name);
    if (dashes === undefined) return;
    expect(dashes).toBe("--");
    if (name === "twinberg") expectOptions(given, commands);
    else expect(rehearsalAnswer(name, given)).toContain(given[0]);
  }
});

/** Goes through a command line as the command line's definition reads it. */
function expectOptions([name, ...given]: readonly string[], among: readonly CommandDefinition[]): void {
  const command = among.find((one) => one.name === name);
  if (command === undefined) throw new Error(`twinberg has no command ${name}`);
  for (let at = 0; at < given.length; at += 1) {
    const option = command.options.find((one) => one.name === given[at]);
    if (option === undefined) throw new Error(`twinberg ${name} has no option ${given[at]}`);
    if (option.value !== undefined) {
      at += 1;
      if (given[at] === undefined) throw new Error(`twinberg ${name} ${option.name} needs its ${option.value}`);
    }
  }
}

/** What the rehearsal's command line says to these options when it is asked for help: it judges what comes before. */
function rehearsalAnswer(script: string, given: readonly string[]): string {
  expect(packageJson.scripts[script]).toBe("node -r esbuild-register rehearsal/cli.ts");
  const args = ["-r", "esbuild-register", "rehearsal/cli.ts", ...given, "--help"];
  const { status, stdout } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: "utf8" });
  expect(status).toBe(0);
  return stdout;
}

describe("GitHub's workflows", () => {
  it("are four: plan, apply, drift, rehearsal", () => {
    expect(githubWorkflows().map(({ file }) => file)).toEqual([
      "github/apply.yml",
      "github/drift.yml",
      "github/plan.yml",
      "github/rehearsal.yml",
    ]);
  });

  it.each(githubWorkflows())("$file permits nothing that a job doesn't ask for", ({ workflow }) => {
    expect(workflow.permissions).toEqual({});
  });

  it.each(githubJobs())(
    "$file $name has the least permissions: reading, and a token only to log in to AWS",
    ({ job }) => {
      const logsIn = job.steps.some(({ uses }) => uses?.startsWith("aws-actions/configure-aws-credentials@"));
      expect(job.permissions).toEqual({ contents: "read", ...(logsIn ? { "id-token": "write" } : {}) });
    },
  );

  it.each(githubJobs())(
    "$file $name pins its runner and every action to a commit, and keeps no token on disk",
    ({ job }) => {
      expect(job["runs-on"]).toMatch(/-\d\d\.\d\d$/);
      for (const { uses } of job.steps) {
        if (uses !== undefined) expect(uses).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
      }
      const checkout = job.steps.find(({ uses }) => uses?.startsWith("actions/checkout@"));
      expect(checkout?.with).toMatchObject({ "persist-credentials": false });
    },
  );

  it("pin one version of each action, and name it", () => {
    const pins = githubWorkflows().flatMap(({ text }) => [...text.matchAll(/uses: (\S+)@(\S+) # (v\d+\.\d+\.\d+)$/gm)]);
    const uses = githubJobs().flatMap(({ job }) => job.steps.filter((step) => step.uses !== undefined));
    expect(pins).toHaveLength(uses.length);
    const versions = new Map<string, Set<string>>();
    for (const [, action = "", commit = "", version = ""] of pins) {
      versions.set(action, (versions.get(action) ?? new Set()).add(`${commit} ${version}`));
    }
    for (const [action, pinned] of versions) expect([action, pinned.size]).toEqual([action, 1]);
  });

  it.each(githubJobs())("$file $name gives secrets only to the step that needs them, in an environment", ({ job }) => {
    expect(JSON.stringify(job.env ?? {})).not.toContain("secrets.");
    const steps = job.steps.filter((step) => JSON.stringify(step).includes("secrets."));
    for (const { env, run } of steps) {
      expect(run).toMatch(/twinberg -- (deploy|validate)/);
      expect(run).not.toContain("secrets.");
      for (const [name, value] of Object.entries(env ?? {})) {
        expect(value).toBe(`\${{ secrets.${name.replace(/^TF_VAR_/, "").toUpperCase()} }}`);
      }
    }
    if (steps.length > 0) expect(job.environment).toMatch(/^twinberg-/);
  });

  it("put nothing that others wrote into a shell's text, and run for no fork with a login", () => {
    for (const { text } of scripts()) expect(text).not.toContain("${{");
    for (const { job } of githubJobs().filter(({ file, name }) => file === "github/plan.yml" && name !== "check")) {
      expect(job.if).toBe("github.event.pull_request.head.repo.full_name == github.repository");
    }
  });

  it("never kill a run that may hold the state's lock", () => {
    for (const { workflow } of githubWorkflows()) {
      const stateful = Object.values(workflow.jobs).some(({ environment }) => environment !== undefined);
      expect(workflow.concurrency["cancel-in-progress"]).toBe(!stateful);
    }
  });

  it("upload a folder whose name begins with a dot only because they say so", () => {
    const uploads = githubJobs().flatMap(({ job }) =>
      job.steps.filter(({ uses }) => uses?.startsWith("actions/upload-artifact@")),
    );
    expect(uploads).toHaveLength(1);
    for (const upload of uploads) expect(upload.with).toMatchObject({ "include-hidden-files": true });
  });
});

describe("what a pipeline tells the program", () => {
  const stacks = synthesize(loadConfig(EXAMPLE));
  const needed = new Set(
    Object.values(stacks).flatMap(({ variable = {} }) =>
      Object.entries(variable).flatMap(([name, block]) => (block.default === undefined ? [`TF_VAR_${name}`] : [])),
    ),
  );

  it("is in variables that the program reads", () => {
    expect(configPath({ TWINBERG_CONFIG: "config/mine.yaml" })).toContain("config/mine.yaml");
    const named = githubJobs().flatMap(({ job }) => [
      ...Object.keys(job.env ?? {}),
      ...job.steps.flatMap(({ env }) => Object.keys(env ?? {})),
    ]);
    expect(new Set(named)).toEqual(new Set(["TWINBERG_CONFIG", ...needed]));
  });

  it("is all that the stacks ask for, wherever they are planned or looked at", () => {
    const steps = githubJobs().flatMap(({ job }) => job.steps.filter(({ run }) => run?.includes("twinberg -- ")));
    for (const { env, run } of steps.filter(({ run }) => !run?.includes("doctor"))) {
      expect([run, Object.keys(env ?? {})]).toEqual([run, expect.arrayContaining([...needed])]);
    }
    for (const name of needed) expect(gitlabPipeline().text).toContain(name);
  });

  it("is explained: what has to be set up stands in the README", () => {
    const text = [...githubWorkflows().map((one) => one.text), gitlabPipeline().text].join("\n");
    const own = [
      ...[...text.matchAll(/(?:vars|secrets)\.(\w+)/g)].map(([, name]) => name),
      ...[...text.matchAll(/\$(\w+_BASE64)/g)].map(([, name]) => name),
      ...[...text.matchAll(/\b(TWINBERG_(?:AWS|CI|SCHEDULE)\w*)/g)].map(([, name]) => name),
      ...[...text.matchAll(/\b(twinberg-(?:plan|apply|drift))$/gm)].map(([, name]) => name),
    ];
    expect(own.length).toBeGreaterThan(8);
    for (const name of new Set(own)) expect(readme).toContain(`\`${name}\``);
  });

  it("is no secret in its text", () => {
    for (const file of readdirSync(join(ROOT, "examples"), { recursive: true, encoding: "utf8" })) {
      if (!/\.\w+$/.test(file)) continue;
      const text = readFileSync(join(ROOT, "examples", file), "utf8");
      expect(text).not.toMatch(/PRIVATE KEY-----|AKIA[0-9A-Z]{16}|password\s*[:=]\s*\S/i);
    }
  });
});

describe("AWS", () => {
  const trust = z.object({
    Statement: z.array(
      z.object({
        Action: z.literal("sts:AssumeRoleWithWebIdentity"),
        Condition: z.strictObject({
          StringEquals: z.strictObject({
            "token.actions.githubusercontent.com:aud": z.literal("sts.amazonaws.com"),
            "token.actions.githubusercontent.com:sub": z.union([z.string(), z.array(z.string())]),
          }),
        }),
      }),
    ),
  });

  it.each(["plan", "apply"])(
    "lets the %s role be assumed by the environments of the jobs that assume it, and nobody else",
    (kind) => {
      const policy = trust.parse(JSON.parse(readFileSync(join(CI, `github/aws-trust-${kind}.json`), "utf8")));
      const subjects = policy.Statement.flatMap(
        ({ Condition }) => Condition.StringEquals["token.actions.githubusercontent.com:sub"],
      );
      const role = `\${{ vars.AWS_${kind.toUpperCase()}_ROLE_ARN }}`;
      const environments = githubJobs().flatMap(({ job }) => (assumes(job, role) ? [job.environment] : []));
      expect(subjects.sort()).toEqual(environments.map((name) => `repo:YOUR-ORG/YOUR-REPO:environment:${name}`).sort());
    },
  );

  it("lets the plan role write nothing but the state's lock, and read no data", () => {
    const statement = z.object({
      Effect: z.enum(["Allow", "Deny"]),
      Action: z.union([z.string(), z.array(z.string())]),
      Resource: z.string(),
    });
    const policy = z
      .object({ Statement: z.array(statement) })
      .parse(JSON.parse(readFileSync(join(CI, "aws-state-plan.json"), "utf8")));
    const config = loadConfig(EXAMPLE);
    if (config.backend.type !== "s3") throw new Error("the example keeps its state elsewhere");
    const state = `arn:aws:s3:::${config.backend.bucket}`;
    for (const { Action, Resource } of policy.Statement.filter(({ Effect }) => Effect === "Allow")) {
      expect(Resource === state || Resource.startsWith(`${state}/${config.backend.keyPrefix}`)).toBe(true);
      if (/Put|Delete|\*/.test(String(Action))) expect(Resource).toBe(`${state}/${config.backend.keyPrefix}*.tflock`);
    }
    expect(policy.Statement).toContainEqual(
      expect.objectContaining({
        Effect: "Deny",
        Action: "s3:GetObject",
        Resource: `arn:aws:s3:::${config.lake.bucket}/*`,
      }),
    );
  });
});

function assumes(job: GithubJob["job"], role: string): boolean {
  return job.steps.some(({ with: inputs }) => inputs?.["role-to-assume"] === role);
}

describe("what needs no login is run here", () => {
  const check = scripts().filter(({ where }) => where.startsWith("github/plan.yml check"));
  const running = (name: string): Script => {
    const script = check.find(({ text }) => text.includes(name));
    if (script === undefined) throw new Error(`the check doesn't run ${name}`);
    return script;
  };

  it("the check lints as the project's own test does", () => {
    expect(packageJson.scripts.test).toContain(running("biome").text.replace(/^npx /, ""));
  });

  it("the check synthesizes a configuration for real clouds", () => {
    const outdir = mkdtempSync(join(tmpdir(), "twinberg-ci-"));
    try {
      const env = { ...process.env, TWINBERG_CONFIG: EXAMPLE, CDKTF_OUTDIR: outdir };
      const ran = spawnSync("bash", ["-eo", "pipefail", "-c", running("synth").text], {
        cwd: ROOT,
        env,
        encoding: "utf8",
      });
      expect(ran).toMatchObject({ status: 0 });
      expect(readdirSync(join(outdir, "stacks")).length).toBeGreaterThan(5);
    } finally {
      rmSync(outdir, { recursive: true });
    }
  });
});
