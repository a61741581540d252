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

/** Gives a stack its state: one file, object or workspace a stack, named for the stack. */
export function declareBackend(stack: TerraformStack, backend: TwinbergConfig["backend"]): TerraformBackend {
  const name = stack.node.id;
  switch (backend.type) {
    case "local":
      return new LocalBackend(stack, { path: resolve(backend.directory, `${name}.tfstate`) });
    case "s3":
      return new S3Backend(stack, {
        bucket: backend.bucket,
        region: backend.region,
        key: `${backend.keyPrefix}${name}.tfstate`,
        encrypt: true,
        ...(backend.lockTable === undefined ? {} : { dynamodbTable: backend.lockTable }),
      });
    case "cloud":
      return new CloudBackend(stack, {
        hostname: backend.hostname,
        organization: backend.organization,
        workspaces: new NamedCloudWorkspace(`${backend.workspacePrefix}${name}`),
      });
  }
}
