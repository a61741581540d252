import { Construct } from "constructs";
import type { AccountRole } from "../../config/schema";
import { type AwsPlace, accessRoleArn } from "../aws/arns";
import { CatalogIntegrationAwsGlue } from "./resources/catalog-integration-aws-glue";
import { CatalogIntegrationIcebergRest } from "./resources/catalog-integration-iceberg-rest";
import { ExternalVolume } from "./resources/external-volume";
import { StorageIntegrationAws } from "./resources/storage-integration-aws";

/** What these objects are called, in both accounts: another stack of the account uses them by name. */
export const LAKE_ACCESS_NAMES = {
  storageIntegration: "AWS_ICEBERG_STORAGE_INT",
  externalVolume: "ICEBERG_EXT_VOLUME",
  restCatalog: "REST_GLUE_CATALOG_INT",
  glueCatalog: "GLUE_CATALOG_INT",
} as const;

/** Properties of {@link LakeAccess}. */
export interface LakeAccessProps {
  /** Where the lake is in AWS. */
  readonly place: AwsPlace;
  /** The Snowflake account that all this is in. */
  readonly account: AccountRole;
  /** `s3://bucket/prefix/`: the one location that all of this covers. */
  readonly location: string;
  /** The Glue database, which is the Iceberg namespace. */
  readonly glueDatabase: string;
  /** The external ids that Snowflake gives, one a purpose. */
  readonly externalIds: { readonly storage: string; readonly volume: string; readonly catalog: string };
}

/**
 * All that a Snowflake account reaches the lake through: a storage integration, an external volume that doesn't write, and
 * two catalog integrations, one for Glue's Iceberg REST endpoint (catalog-linked databases) and one of type Glue (single
 * Iceberg tables). Each assumes a role of its own, by an ARN that is computed: the roles come after, in the trust stack.
 */
export class LakeAccess extends Construct {
  /** For stages on the lake. */
  readonly storageIntegration: StorageIntegrationAws;
  /** For single Iceberg tables. */
  readonly externalVolume: ExternalVolume;
  /** For catalog-linked databases. */
  readonly restCatalog: CatalogIntegrationIcebergRest;
  /** For single Iceberg tables. */
  readonly glueCatalog: CatalogIntegrationAwsGlue;

  constructor(scope: Construct, id: string, props: LakeAccessProps) {
    super(scope, id);
    const { place, account, location, glueDatabase, externalIds } = props;
    this.storageIntegration = new StorageIntegrationAws(this, "StorageIntegration", {
      name: LAKE_ACCESS_NAMES.storageIntegration,
      enabled: true,
      storageAllowedLocations: [location],
      storageAwsRoleArn: accessRoleArn(place, account, "storage"),
      storageAwsExternalId: externalIds.storage,
      comment: "Stages on the lake",
    });
    this.externalVolume = new ExternalVolume(this, "ExternalVolume", {
      name: LAKE_ACCESS_NAMES.externalVolume,
      allowWrites: false,
      storageLocation: [
        {
          storageLocationName: place.region,
          storageBaseUrl: location,
          storageAwsRoleArn: accessRoleArn(place, account, "volume"),
          storageAwsExternalId: externalIds.volume,
        },
      ],
      comment: "The lake's files, to read",
    });
    this.restCatalog = new CatalogIntegrationIcebergRest(this, "RestCatalog", {
      name: LAKE_ACCESS_NAMES.restCatalog,
      enabled: true,
      catalogNamespace: glueDatabase,
      restConfig: {
        catalogUri: `https://glue.${place.region}.amazonaws.com${place.region.startsWith("cn-") ? ".cn" : ""}/iceberg`,
        catalogApiType: "AWS_GLUE",
        catalogName: place.accountId,
        accessDelegationMode: "VENDED_CREDENTIALS",
      },
      sigv4RestAuthentication: {
        sigv4IamRole: accessRoleArn(place, account, "catalog"),
        // Snowflake would sign for its own region otherwise, which is wrong for a catalog elsewhere.
        sigv4SigningRegion: place.region,
        sigv4ExternalId: externalIds.catalog,
      },
      comment: "Glue's Iceberg REST endpoint",
    });
    this.glueCatalog = new CatalogIntegrationAwsGlue(this, "GlueCatalog", {
      name: LAKE_ACCESS_NAMES.glueCatalog,
      enabled: true,
      glueAwsRoleArn: accessRoleArn(place, account, "glue"),
      glueCatalogId: place.accountId,
      glueRegion: place.region,
      catalogNamespace: glueDatabase,
      comment: "The Glue Data Catalog",
    });
  }
}
