import { isolateThisProcess, pipEnvironment, terraformEnvironment } from "../../rehearsal/environment";
import { workspaceAt } from "../../rehearsal/workspace";

const caller = {
  PATH: "/bin",
  HOME: "/home/me",
  AWS_PROFILE: "production",
  AWS_ACCESS_KEY_ID: "AKIAREAL",
  AWS_SESSION_TOKEN: "real",
  SNOWFLAKE_ACCOUNT: "REAL-ACCOUNT",
  SNOWFLAKE_PASSWORD: "real",
  TF_CLI_ARGS: "-destroy",
  TF_VAR_primary_snowflake_private_key: "real",
  TF_WORKSPACE: "production",
  PIP_INDEX_URL: "https://packages.company.example/simple",
  NO_PROXY: "company.example",
  HTTPS_PROXY: "http://proxy:3128",
};
const env = terraformEnvironment({
  env: caller,
  workspace: workspaceAt("/checkout"),
  accountId: "123456789012",
  region: "us-east-1",
  awsEndpoint: "http://127.0.0.1:5000",
  terraform: "/bin/terraform",
  privateKeyPem: "pem",
});

describe("Terraform's environment", () => {
  it("takes nothing of the caller's that names a cloud, a login or a Terraform setting", () => {
    const values = Object.values(env);
    for (const value of ["production", "AKIAREAL", "real", "REAL-ACCOUNT", "-destroy"]) {
      expect(values).not.toContain(value);
    }
    expect(env).not.toHaveProperty("AWS_PROFILE");
    expect(env).not.toHaveProperty("AWS_SESSION_TOKEN");
  });

  it("keeps what programs need to be found and to reach the network", () => {
    expect(env).toMatchObject({ PATH: "/bin", HOME: "/home/me", HTTPS_PROXY: "http://proxy:3128" });
  });

  it("sends nothing for this machine through a proxy", () => {
    expect(env.NO_PROXY).toBe("company.example,127.0.0.1,localhost");
  });

  it("points at the rehearsal's configuration, state and providers", () => {
    expect(env).toMatchObject({
      TWINBERG_CONFIG: "/checkout/.twinberg/rehearsal.yaml",
      CDKTF_OUTDIR: "/checkout/.twinberg/cdktf.out",
      TF_CLI_CONFIG_FILE: "/checkout/.twinberg/terraform.rc",
      AWS_EC2_METADATA_DISABLED: "true",
      SNOWFLAKE_DISABLE_PLATFORM_DETECTION: "true",
      SF_DISABLE_MINICORE: "true",
    });
  });

  it("leads Terraform's AWS provider to the local AWS", () => {
    expect(env.AWS_ENDPOINT_URL).toBe("http://127.0.0.1:5000");
  });

  it("gives the run's key to both accounts", () => {
    expect(env.TF_VAR_primary_snowflake_private_key).toBe("pem");
    expect(env.TF_VAR_secondary_snowflake_private_key).toBe("pem");
  });
});

describe("pip's environment", () => {
  it("takes pip's own settings and no cloud's", () => {
    expect(pipEnvironment(caller)).toMatchObject({ PIP_INDEX_URL: "https://packages.company.example/simple" });
    expect(Object.keys(pipEnvironment(caller)).filter((name) => /^(AWS|SNOWFLAKE|TF)_/.test(name))).toEqual([]);
  });
});

describe("this process's environment", () => {
  it("loses the user's logins and keeps the rest", () => {
    const own: Record<string, string | undefined> = { ...caller };
    isolateThisProcess(own);
    expect(own).not.toHaveProperty("AWS_PROFILE");
    expect(own).not.toHaveProperty("SNOWFLAKE_PASSWORD");
    expect(own).toMatchObject({ PATH: "/bin", SNOWFLAKE_DISABLE_PLATFORM_DETECTION: "true" });
  });
});
