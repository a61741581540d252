import type { AwsAccess } from "../aws";
import { isAwsFailure } from "../aws/aws-errors";
import { fileRefused, storageRoleRefused } from "../iceberg/access-messages";
import type { LakeServices } from "../iceberg/aws/lake-services";
import { RoleAccess } from "../iceberg/aws/role-access";
import { GuardedFiles, orThrow } from "../iceberg/guarded-files";
import type { LakeAccount } from "../iceberg/lake-account";
import { RemoteAccessError, type RemoteFiles } from "../iceberg/remote-catalog";
import { objectArn, objectOf } from "../iceberg/s3-uri";
import type { StorageIntegration } from "../objects/integration";
import { partitionOf } from "../sql/aws-values";
import { BucketMissingError, type ObjectLister } from "./object-lister";

/** Files of stages, read by the role of a storage integration. Everything throws {@link RemoteAccessError} with Snowflake's words. */
export interface StageFiles extends ObjectLister {
  readonly files: RemoteFiles;
}

/** O (text), A (code): what stands in the way of a stage's files. `cause` as in "Access Denied (Status Code: 403; …)". */
const stageFailure = (cause: string) =>
  new RemoteAccessError("091003", "READ", `SQL execution error: Failure using stage area. Cause: [${cause}]`);

/**
 * Opens the files that an integration's role may read. D: Configuring a Snowflake storage integration to access Amazon S3: the role's
 * trust and external id, s3:ListBucket on the bucket, s3:GetObject on the files. AWS is asked once for each prefix and folder.
 */
export function openStageFiles(
  account: LakeAccount,
  { roleArn, externalId }: StorageIntegration,
  aws: AwsAccess,
  lake: LakeServices,
): StageFiles {
  const { awsPrincipalArn: principalArn, awsRegion: region } = account.identity;
  const access = new RoleAccess(aws, { roleArn, principalArn, externalId, region });
  const partition = partitionOf(roleArn);
  const assume = async () => orThrow(await access.assumed(), (reason) => storageRoleRefused(access.role, reason));
  const files = new GuardedFiles(lake.files(region), async (uri, action) => {
    await assume();
    orThrow(await access.allowed(action, objectArn(objectOf(uri), partition)), (reason) => fileRefused(uri, reason));
  });
  return {
    files,
    async list(location) {
      try {
        await assume();
        const decision = await aws.isAllowed({
          roleArn,
          action: "s3:ListBucket",
          resourceArn: `arn:${partition}:s3:::${location.bucket}`,
          region,
          context: { "s3:prefix": location.prefix },
        });
        orThrow(decision, () => stageFailure("Access Denied (Status Code: 403; Error Code: AccessDenied)"));
        return await lake.objects(region).list(location);
      } catch (error) {
        if (error instanceof BucketMissingError) {
          throw stageFailure("The specified bucket does not exist (Status Code: 404; Error Code: NoSuchBucket)");
        }
        if (isAwsFailure(error)) throw stageFailure(error.message);
        throw error;
      }
    },
  };
}
