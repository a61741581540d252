import { Construct } from "constructs";
import type { AccountRole } from "../../config/schema";
import { type AwsPlace, accessRoleArn } from "../aws/arns";
import { LAKE_ACCESS_NAMES } from "./declared/lake-access-names";
import { CatalogIntegrationAwsGlue } from "./resources/catalog-integration-aws-glue";
import { CatalogIntegrationIcebergRest } from "./resources/catalog-integration-iceberg-rest";
import { ExternalVolume, type S3StorageLocation } from "./resources/external-volume";
import { StorageIntegrationAws } from "./resources/storage-integration-aws";

/** Where files of the lake lie in one region. */
export interface RegionalLocation {
  /** The AWS region. */
  readonly region: string;
  /** `s3://bucket/prefix/`. */
  readonly location: string;
}

/** What failover groups carry: made in the primary, and arriving in the secondary by replication. */
export interface CarriedAccessProps {
  /** Where the lake and its copies lie, one location a region, the lake's first. */
  readonly locations: readonly [RegionalLocation, ...RegionalLocation[]];
  /** The external ids that Snowflake gives, one a purpose, the same in both accounts. */
  readonly externalIds: { readonly storage: string; readonly volume: string };
}

/** Properties of {@link LakeAccess}. */
export interface LakeAccessProps {
  /** Where the lake is in AWS. */
  readonly place: AwsPlace;
  /** The Snowflake account that all this is in. */
  readonly account: AccountRole;
  /** What failover groups carry; undefined where it arrives by replication. */
  readonly carried: CarriedAccessProps | undefined;
  /** The Glue database, which is the Iceberg namespace. */
  readonly glueDatabase: string;
  /** The external id that Snowflake gives for Glue's Iceberg REST endpoint. */
  readonly catalogExternalId: string;
}

/**
 * All that a Snowflake account reaches the lake through: a storage integration, an external volume that doesn't write, and
 * two catalog integrations, one for Glue's Iceberg REST endpoint (catalog-linked databases) and one of type Glue (single
 * Iceberg tables). Each assumes a role of its own, by an ARN that is computed: the roles come after, in the trust stack.
 * Catalog integrations aren't replicated, and are in both accounts; the other two are made in one, and carried.
 */
export class LakeAccess extends Construct {
  /** For stages on the lake, and for single Iceberg tables; undefined where they arrive by replication. */
  readonly carried:
    | { readonly storageIntegration: StorageIntegrationAws; readonly externalVolume: ExternalVolume }
    | undefined;
  /** For catalog-linked databases. */
  readonly restCatalog: CatalogIntegrationIcebergRest;
  /** For single Iceberg tables. */
  readonly glueCatalog: CatalogIntegrationAwsGlue;

  constructor(scope: Construct, id: string, props: LakeAccessProps) {
    super(scope, id);
    const { place, account, glueDatabase } = props;
    this.carried = props.carried === undefined ? undefined : this.declareCarried(props.carried, place, account);
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
        sigv4ExternalId: props.catalogExternalId,
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

  private declareCarried({ locations, externalIds }: CarriedAccessProps, place: AwsPlace, account: AccountRole) {
    const [first, ...copies] = locations;
    const inVolume = ({ region, location }: RegionalLocation): S3StorageLocation => ({
      storageLocationName: region,
      storageBaseUrl: location,
      storageAwsRoleArn: accessRoleArn(place, account, "volume"),
      storageAwsExternalId: externalIds.volume,
    });
    return {
      storageIntegration: new StorageIntegrationAws(this, "StorageIntegration", {
        name: LAKE_ACCESS_NAMES.storageIntegration,
        enabled: true,
        storageAllowedLocations: locations.map(({ location }) => location),
        storageAwsRoleArn: accessRoleArn(place, account, "storage"),
        storageAwsExternalId: externalIds.storage,
        comment: "Stages on the lake",
      }),
      externalVolume: new ExternalVolume(this, "ExternalVolume", {
        name: LAKE_ACCESS_NAMES.externalVolume,
        allowWrites: false,
        storageLocation: [inVolume(first), ...copies.map(inVolume)],
        comment: "The lake's files, to read",
      }),
    };
  }
}
