import path from "node:path";
import type { Workspace } from "./workspace";

/** Environment variables that pass through: where programs, certificates, proxies and package indexes are. Nothing that names a cloud or a login. */
const passThrough = [
  "HOME",
  "LANG",
  "LC_ALL",
  "LOGNAME",
  "PATH",
  "SHELL",
  "TERM",
  "TMPDIR",
  "TZ",
  "USER",
  "XDG_CACHE_HOME",
  "HTTP_PROXY",
  "HTTPS_PROXY",
  "http_proxy",
  "https_proxy",
  "NODE_EXTRA_CA_CERTS",
  "REQUESTS_CA_BUNDLE",
  "SSL_CERT_DIR",
  "SSL_CERT_FILE",
];

/** Environment of a process. */
export type Environment = Readonly<Record<string, string>>;

/** What of the caller's environment every child of the rehearsal gets. Local addresses never go through a proxy. */
export function baseEnvironment(env: Readonly<Record<string, string | undefined>>): Environment {
  const kept = passThrough.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]] as const]));
  const noProxy = [env.NO_PROXY ?? env.no_proxy, "127.0.0.1", "localhost"].filter(Boolean).join(",");
  return { ...Object.fromEntries(kept), NO_PROXY: noProxy, no_proxy: noProxy };
}

/** pip also takes its own settings from the caller: a package index inside a company is set by them. */
export function pipEnvironment(env: Readonly<Record<string, string | undefined>>): Environment {
  const pip = Object.entries(env).flatMap(([name, value]) =>
    name.startsWith("PIP_") && value !== undefined ? [[name, value] as const] : [],
  );
  return { ...baseEnvironment(env), ...Object.fromEntries(pip), PIP_DISABLE_PIP_VERSION_CHECK: "1" };
}

/**
 * Credentials of the local AWS, and no way to the user's own: no profile, no instance metadata. The key's id is the account's
 * id, which is how the local AWS learns whose resources are meant.
 */
export function awsEnvironment(workspace: Workspace, accountId: string, region: string): Environment {
  const nowhere = path.join(workspace.home, "no-aws-profile");
  return {
    AWS_ACCESS_KEY_ID: accountId,
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_CONFIG_FILE: nowhere,
    AWS_SHARED_CREDENTIALS_FILE: nowhere,
    AWS_EC2_METADATA_DISABLED: "true",
  };
}

/** Keeps Snowflake's drivers from asking cloud metadata addresses and from sending telemetry. */
export const quietSnowflakeDrivers: Environment = {
  SNOWFLAKE_DISABLE_PLATFORM_DETECTION: "true",
  SF_DISABLE_MINICORE: "true",
  SF_TELEMETRY_DISABLE_CONNECTION_SHAPE: "true",
};

/**
 * Does for this program's own drivers what the environments above do for children: no login, profile or account of the user's is
 * picked up, local addresses go through no proxy, nothing is asked of metadata addresses.
 * @param own this process's environment, which is changed
 */
export function isolateThisProcess(own: Record<string, string | undefined>): void {
  const { NO_PROXY, no_proxy } = baseEnvironment(own);
  for (const name of Object.keys(own).filter((key) => /^(AWS|SNOWFLAKE|SF)_/.test(key))) {
    delete own[name];
  }
  Object.assign(own, quietSnowflakeDrivers, {
    NO_PROXY,
    no_proxy,
    AWS_EC2_METADATA_DISABLED: "true",
    // A notice of the SDK's about future versions; which Node is needed is doctor's to say.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
  });
}

/** What Terraform's environment is made of. */
export interface TerraformEnvironmentInput {
  /** The caller's environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Paths. */
  readonly workspace: Workspace;
  /** AWS account id of the configuration. */
  readonly accountId: string;
  /** AWS region of the configuration. */
  readonly region: string;
  /** URL of the local AWS. */
  readonly awsEndpoint: string;
  /** Terraform's executable, for cdktf. */
  readonly terraform: string;
  /** The run's private key (PEM), for both accounts. */
  readonly privateKeyPem: string;
}

/** The whole environment of Terraform, synth and cdktf: the same for all three, so that they see the same clouds. */
export function terraformEnvironment(input: TerraformEnvironmentInput): Environment {
  const { env, workspace, accountId, region, awsEndpoint, terraform, privateKeyPem } = input;
  return {
    ...baseEnvironment(env),
    ...awsEnvironment(workspace, accountId, region),
    AWS_ENDPOINT_URL: awsEndpoint,
    ...quietSnowflakeDrivers,
    CHECKPOINT_DISABLE: "1",
    TF_IN_AUTOMATION: "1",
    // The AWS provider collects garbage for a third of its time while it reads its own schemas; memory for time.
    GOGC: "400",
    TF_CLI_CONFIG_FILE: workspace.terraformConfig,
    TERRAFORM_BINARY_NAME: terraform,
    CDKTF_DISABLE_PLUGIN_CACHE_ENV: "1",
    CDKTF_OUTDIR: workspace.output,
    CI: "1",
    FORCE_COLOR: "0",
    TWINBERG_CONFIG: workspace.config,
    TF_VAR_primary_snowflake_private_key: privateKeyPem,
    TF_VAR_secondary_snowflake_private_key: privateKeyPem,
  };
}
