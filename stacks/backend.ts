import { resolve } from "node:path";
import {
  CloudBackend,
  LocalBackend,
  NamedCloudWorkspace,
  S3Backend,
  type TerraformBackend,
  type TerraformStack,
} from "cdktf";
import type { TwinbergConfig } from "../config/schema";

/** The versions of Terraform and OpenTofu that lock a state in S3 by an object beside it. */
const LOCKS_BY_OBJECT = ">= 1.10.0";

/** Gives a stack its state: one file, object or workspace a stack, named for the stack. */
export function declareBackend(stack: TerraformStack, backend: TwinbergConfig["backend"]): TerraformBackend {
  const name = stack.node.id;
  switch (backend.type) {
    case "local":
      return new LocalBackend(stack, { path: resolve(backend.directory, `${name}.tfstate`) });
    case "s3": {
      const declared = new S3Backend(stack, {
        bucket: backend.bucket,
        region: backend.region,
        key: `${backend.keyPrefix}${name}.tfstate`,
        encrypt: true,
        ...(backend.kmsKey === undefined ? {} : { kmsKeyId: backend.kmsKey }),
        ...(backend.lockTable === undefined ? {} : { dynamodbTable: backend.lockTable }),
      });
      // cdktf 0.21 has no name for it.
      declared.addOverride("use_lockfile", true);
      // An older Terraform would refuse the argument without saying why.
      stack.addOverride("terraform.required_version", LOCKS_BY_OBJECT);
      return declared;
    }
    case "cloud":
      return new CloudBackend(stack, {
        hostname: backend.hostname,
        organization: backend.organization,
        workspaces: new NamedCloudWorkspace(`${backend.workspacePrefix}${name}`, backend.project),
      });
  }
}
