import type { Catalog } from "@twinberg/iceberg";
import type { ObjectLister } from "../../stage/object-lister";
import type { RemoteFiles, RemoteTable } from "../remote-catalog";
import type { LakeGrant, LakeSettings } from "./lake-grants";

/** What the Glue Data Catalog of one account and region holds. */
export interface GlueService {
  databases(catalogId: string): Promise<readonly string[]>;
  hasDatabase(catalogId: string, database: string): Promise<boolean>;
  /** Page by page. */
  tables(catalogId: string, database: string): AsyncIterable<readonly GlueTable[]>;
  /** undefined: there is no such table, or no such database. */
  table(catalogId: string, database: string, name: string): Promise<GlueTable | undefined>;
  createDatabase(catalogId: string, database: string): Promise<void>;
  deleteTable(catalogId: string, database: string, name: string): Promise<void>;
}

/** A table as Glue describes it. */
export interface GlueTable extends RemoteTable {
  /** `s3://bucket/path`; undefined: Glue has none. */
  readonly location: string | undefined;
}

/** A location that Lake Formation gives out credentials for. */
export interface RegisteredLocation {
  /** `arn:aws:s3:::bucket/path` */
  readonly arn: string;
  /** The role whose rights the credentials have; undefined: Lake Formation's own, which may read everything. */
  readonly roleArn: string | undefined;
}

/** Lake Formation of one account and region. */
export interface LakeFormationService {
  grants(catalogId: string): Promise<readonly LakeGrant[]>;
  settings(catalogId: string): Promise<LakeSettings>;
  locations(): Promise<readonly RegisteredLocation[]>;
}

/** AWS's own services, called when it has been asked whether the role may. Every method throws as AwsAccess does. */
export interface LakeServices {
  glue(region: string): GlueService;
  lakeFormation(region: string): LakeFormationService;
  files(region: string): RemoteFiles;
  objects(region: string): ObjectLister;
  /** The Glue Data Catalog as the Iceberg library commits to it. */
  catalog(region: string, files: RemoteFiles): Catalog;
}
