import { once } from "../../aws/once";
import { rememberingVersions } from "../remembering-versions";
import type { RemoteFiles } from "../remote-catalog";
import type { LakeFormationService, LakeServices } from "./lake-services";

/** The same services; Lake Formation and the versions of files are asked once, catalogs each time. What is written is asked about again. */
export function rememberingLake(lake: LakeServices): LakeServices {
  const lakeFormations = new Map<string, LakeFormationService>();
  const files = new Map<string, RemoteFiles>();
  return {
    glue: (region) => lake.glue(region),
    lakeFormation: (region) => perRegion(lakeFormations, region, () => rememberingGrants(lake.lakeFormation(region))),
    files: (region) => perRegion(files, region, () => rememberingVersions(lake.files(region))),
    objects: (region) => lake.objects(region),
    catalog: (region, store) => lake.catalog(region, store),
  };
}

function perRegion<T>(known: Map<string, T>, region: string, make: () => T): T {
  const one = known.get(region) ?? make();
  known.set(region, one);
  return one;
}

function rememberingGrants(service: LakeFormationService): LakeFormationService {
  const grants = new Map<string, ReturnType<LakeFormationService["grants"]>>();
  const settings = new Map<string, ReturnType<LakeFormationService["settings"]>>();
  const locations = new Map<"all", ReturnType<LakeFormationService["locations"]>>();
  return {
    grants: (catalogId) => once(grants, catalogId, () => service.grants(catalogId)),
    settings: (catalogId) => once(settings, catalogId, () => service.settings(catalogId)),
    locations: () => once(locations, "all", () => service.locations()),
  };
}
