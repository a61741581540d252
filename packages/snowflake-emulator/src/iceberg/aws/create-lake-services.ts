import { GlueClient } from "@aws-sdk/client-glue";
import { clientOptions } from "../../aws/sdk-call";
import type { ObjectLister } from "../../stage/object-lister";
import { icebergLibrary } from "../library";
import type { RemoteFiles } from "../remote-catalog";
import type { GlueService, LakeFormationService, LakeServices } from "./lake-services";
import { SdkFiles } from "./sdk-files";
import { SdkGlue } from "./sdk-glue";
import { SdkLakeFormation } from "./sdk-lake-formation";
import { SdkObjects } from "./sdk-objects";

/** Glue, Lake Formation and S3 of the AWS at `endpoint`, one client for each region. */
export function createLakeServices(endpoint: string): LakeServices {
  return {
    glue: perRegion<GlueService>((region) => new SdkGlue(endpoint, region)),
    lakeFormation: perRegion<LakeFormationService>((region) => new SdkLakeFormation(endpoint, region)),
    files: perRegion<RemoteFiles>((region) => new SdkFiles(endpoint, region)),
    objects: perRegion<ObjectLister>((region) => new SdkObjects(endpoint, region)),
    catalog(region, files) {
      const { GlueCatalog } = icebergLibrary();
      return new GlueCatalog(new GlueClient(clientOptions(endpoint, region)), files);
    },
  };
}

function perRegion<T>(make: (region: string) => T): (region: string) => T {
  const made = new Map<string, T>();
  return (region) => {
    const known = made.get(region) ?? make(region);
    made.set(region, known);
    return known;
  };
}
