import type { AwsAccess } from "../aws";
import { openStageFiles } from "../stage/stage-files";
import { catalogRefused } from "./access-messages";
import type { LakeServices } from "./aws/lake-services";
import { rememberingLake } from "./aws/remembering-lake";
import { GlueCatalogAccess } from "./glue-catalog-access";
import type { LakeAccount } from "./lake-account";
import type { RemoteServices } from "./remote-services";
import { openVolumeFiles } from "./volume-files";

/** Catalogs and files at AWS: asked for permission, then called. */
export function awsRemoteServices(aws: (account: LakeAccount) => AwsAccess, lake: LakeServices): RemoteServices {
  return {
    openCatalog(account, integration) {
      if (integration.source === "OBJECT_STORE") {
        throw catalogRefused(integration, "CATALOG_CONNECTION", "CATALOG_SOURCE = OBJECT_STORE has no catalog");
      }
      return new GlueCatalogAccess(account, integration, aws(account), lake);
    },
    volumeFiles: (account, volume) => openVolumeFiles(account, volume, aws(account), lake),
    stageFiles: (account, integration) => openStageFiles(account, integration, aws(account), lake),
    remembering() {
      const accesses = new Map<LakeAccount, AwsAccess>();
      const remembered = (account: LakeAccount): AwsAccess => {
        const access = accesses.get(account) ?? aws(account).remembering?.() ?? aws(account);
        accesses.set(account, access);
        return access;
      };
      return awsRemoteServices(remembered, rememberingLake(lake));
    },
  };
}
