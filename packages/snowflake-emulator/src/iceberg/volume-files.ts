import type { AwsAccess } from "../aws";
import type { ExternalVolume, StorageLocation } from "../objects/external-volume";
import { partitionOf } from "../sql/aws-values";
import { fileRefused, outsideOfVolume, storageRoleRefused } from "./access-messages";
import type { LakeServices } from "./aws/lake-services";
import { RoleAccess } from "./aws/role-access";
import { type FileGuard, GuardedFiles, orThrow } from "./guarded-files";
import type { LakeAccount } from "./lake-account";
import type { RemoteFiles } from "./remote-catalog";
import { isBelow, objectArn, objectOf } from "./s3-uri";

/**
 * The files of an external volume, read by the role of the location that a file lies in. D: Configure an external volume for
 * Amazon S3, the role's trust, its external id and s3:GetObject are needed.
 */
export function openVolumeFiles(
  account: LakeAccount,
  volume: ExternalVolume,
  aws: AwsAccess,
  lake: LakeServices,
): RemoteFiles {
  const { awsPrincipalArn: principalArn, awsRegion: region } = account.identity;
  const roles = new Map<string, RoleAccess>();
  const roleOf = ({ name, roleArn, externalId }: StorageLocation): RoleAccess => {
    const known = roles.get(name) ?? new RoleAccess(aws, { roleArn, principalArn, externalId, region });
    roles.set(name, known);
    return known;
  };
  const guard: FileGuard = async (uri, action) => {
    const location = volume.locations.find(({ baseUrl }) => isBelow(uri, baseUrl));
    if (location === undefined) throw outsideOfVolume(uri, volume.name);
    const access = roleOf(location);
    const refused = (reason: string) => storageRoleRefused(access.role, reason);
    orThrow(await access.assumed(), refused);
    const arn = objectArn(objectOf(uri), partitionOf(location.roleArn));
    orThrow(await access.allowed(action, arn), (reason) => fileRefused(uri, reason));
  };
  return new GuardedFiles(lake.files(region), guard);
}
