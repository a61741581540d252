import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";

/** The folder of the checkout. */
export const ROOT = join(__dirname, "../..");
/** Where the examples lie. */
export const CI = join(ROOT, "examples/ci");

const environment = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
const githubStep = z.strictObject({
  name: z.string().optional(),
  if: z.string().optional(),
  uses: z.string().optional(),
  with: z.record(z.string(), z.unknown()).optional(),
  shell: z.literal("bash").optional(),
  env: environment.optional(),
  run: z.string().optional(),
});
/** A workflow of GitHub, as far as the examples need one: what isn't here is refused. */
const githubWorkflow = z.strictObject({
  name: z.string(),
  on: z.strictObject({
    pull_request: z.null().optional(),
    push: z.strictObject({ branches: z.array(z.string()) }).optional(),
    schedule: z.array(z.strictObject({ cron: z.string() })).optional(),
    workflow_dispatch: z.null().optional(),
  }),
  permissions: z.record(z.string(), z.string()),
  concurrency: z.strictObject({ group: z.string(), "cancel-in-progress": z.boolean() }),
  jobs: z.record(
    z.string(),
    z.strictObject({
      needs: z.string().optional(),
      if: z.string().optional(),
      "runs-on": z.string(),
      "timeout-minutes": z.number(),
      environment: z.string().optional(),
      permissions: z.record(z.string(), z.string()),
      env: environment.optional(),
      steps: z.array(githubStep),
    }),
  ),
});
const gitlabJob = z.object({
  script: z.array(z.string()),
  before_script: z.array(z.string()).optional(),
  extends: z.string().optional(),
});
const gitlabTemplate = z.object({ before_script: z.array(z.string()) });

/** A workflow of GitHub. */
export type GithubWorkflow = z.infer<typeof githubWorkflow>;
/** A step of one. */
export type GithubStep = z.infer<typeof githubStep>;

/** A file of GitHub's, as text and read. */
export interface WorkflowFile {
  readonly file: string;
  readonly text: string;
  readonly workflow: GithubWorkflow;
}

/** All workflows for GitHub. @throws ZodError for what the schema above doesn't know */
export function githubWorkflows(): readonly WorkflowFile[] {
  const folder = join(CI, "github");
  return readdirSync(folder)
    .filter((file) => file.endsWith(".yml"))
    .map((file) => {
      const text = readFileSync(join(folder, file), "utf8");
      return { file: `github/${file}`, text, workflow: githubWorkflow.parse(parse(text)) };
    });
}

/** A job, and the file that it is in. */
export interface GithubJob {
  readonly file: string;
  readonly name: string;
  readonly job: GithubWorkflow["jobs"][string];
}

/** All jobs of all workflows for GitHub. */
export function githubJobs(): readonly GithubJob[] {
  return githubWorkflows().flatMap(({ file, workflow }) =>
    Object.entries(workflow.jobs).map(([name, job]) => ({ file, name, job })),
  );
}

/** A piece of shell that a pipeline runs, and where it stands. */
export interface Script {
  readonly where: string;
  readonly text: string;
}

/** Everything that the pipelines of both run in a shell. */
export function scripts(): readonly Script[] {
  const github = githubJobs().flatMap(({ file, name, job }) =>
    job.steps.flatMap(({ run, name: step = "" }) =>
      run === undefined ? [] : [{ where: `${file} ${name}: ${step}`, text: run }],
    ),
  );
  const jobs = Object.entries(gitlabPipeline().document).flatMap(([name, value]) => {
    const job = gitlabJob.safeParse(value);
    const template = gitlabTemplate.safeParse(value);
    const lines = [...(job.success ? job.data.script : []), ...(template.success ? template.data.before_script : [])];
    return lines.length === 0 ? [] : [{ where: `gitlab/gitlab-ci.yml ${name}`, text: lines.join("\n") }];
  });
  return [...github, ...jobs];
}

/** The pipeline for GitLab, as text and read. */
export function gitlabPipeline(): { readonly text: string; readonly document: Readonly<Record<string, unknown>> } {
  const text = readFileSync(join(CI, "gitlab/gitlab-ci.yml"), "utf8");
  return { text, document: z.record(z.string(), z.unknown()).parse(parse(text)) };
}

/** Commands of a script, each as its words: what npm and npx run, without what the shell does around it. */
export function commandsOf({ text }: Script): readonly (readonly string[])[] {
  return text
    .split("\n")
    .filter((line) => !line.trim().startsWith("#"))
    .flatMap((line) => line.split(/\s*(?:;|&&|\|\||>>?|\|)\s*/))
    .map((command) => command.trim().split(/\s+/))
    .map((words) => (["{", "if", "then"].includes(words[0] ?? "") ? words.slice(1) : words))
    .filter(([first]) => first !== undefined && first !== "");
}
