import { resolve } from "node:path";
import { demoConfig } from "../helpers/demo-config";
import { synthesize } from "../helpers/synthesize";

const LOCAL = "type: local\n  directory: .twinberg/state";
const S3 = "type: s3\n  bucket: states\n  region: eu-west-1";
const KEY = "arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-1111-2222-3333-444455556666";

describe("state", () => {
  it("lies in one file a stack with the local backend", () => {
    const { trust } = synthesize(demoConfig());

    expect(trust?.terraform.backend).toEqual({ local: { path: resolve(".twinberg/state/trust.tfstate") } });
    expect(trust?.data?.terraform_remote_state?.["State-primary-account"]).toMatchObject({
      backend: "local",
      config: { path: resolve(".twinberg/state/primary-account.tfstate") },
    });
  });

  it("lies in one object a stack with the s3 backend, encrypted, and locked by an object beside it", () => {
    const { trust } = synthesize(demoConfig([LOCAL, S3]));

    expect(trust?.terraform.backend).toEqual({
      s3: {
        bucket: "states",
        region: "eu-west-1",
        key: "twinberg/trust.tfstate",
        encrypt: true,
        use_lockfile: true,
      },
    });
    expect(trust?.terraform.required_version).toBe(">= 1.10.0");
    expect(trust?.data?.terraform_remote_state?.["State-secondary-account"]).toMatchObject({
      backend: "s3",
      config: { bucket: "states", key: "twinberg/secondary-account.tfstate" },
    });
  });

  it("is locked by a DynamoDB table besides, and encrypted by a key of KMS, where the configuration says so", () => {
    const { lake } = synthesize(demoConfig([LOCAL, `${S3}\n  lockTable: locks\n  kmsKey: ${KEY}`]));

    expect(lake?.terraform.backend).toEqual({
      s3: expect.objectContaining({ use_lockfile: true, dynamodb_table: "locks", kms_key_id: KEY }),
    });
  });

  it("is not copied to another region while a key of KMS encrypts it: S3 would leave it out", () => {
    const replica = "  replica:\n    bucket: copies\n    region: eu-central-1";

    expect(() => demoConfig([LOCAL, `${S3}\n  kmsKey: ${KEY}\n${replica}`])).toThrow(
      "keeps S3 from copying the state to backend.replica; leave out one of the two",
    );
  });

  it("takes any Terraform where none of its features needs a newer one", () => {
    expect(synthesize(demoConfig()).lake?.terraform).not.toHaveProperty("required_version");
  });

  it("lies in the configured project of Terraform Cloud", () => {
    const { lake } = synthesize(demoConfig([LOCAL, "type: cloud\n  organization: acme\n  project: twin"]));

    expect(lake?.terraform.cloud).toMatchObject({ workspaces: { name: "twinberg-lake", project: "twin" } });
  });

  it("lies in one workspace a stack with Terraform Cloud", () => {
    const { trust } = synthesize(demoConfig([LOCAL, "type: cloud\n  organization: acme"]));

    expect(trust?.terraform.cloud).toEqual({
      hostname: "app.terraform.io",
      organization: "acme",
      workspaces: { name: "twinberg-trust" },
    });
    expect(trust?.data?.terraform_remote_state?.["State-primary-account"]).toMatchObject({
      backend: "remote",
      config: { organization: "acme", workspaces: { name: "twinberg-primary-account" } },
    });
  });
});
