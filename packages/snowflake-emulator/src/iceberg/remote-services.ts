import type { ExternalVolume } from "../objects/external-volume";
import type { CatalogIntegration, StorageIntegration } from "../objects/integration";
import type { StageFiles } from "../stage/stage-files";
import type { LakeAccount } from "./lake-account";
import type { RemoteCatalog, RemoteFiles } from "./remote-catalog";

/** What is outside of Snowflake, as an account's integrations and volumes reach it. A test puts its own in memory here. */
export interface RemoteServices {
  /**
   * The catalog of an integration (GLUE or ICEBERG_REST). What AWS answered about the role is remembered as long as the catalog
   * is used: open one for each statement, and for each run of a discovery or refresh.
   *
   * @throws RemoteAccessError for an integration without a catalog (OBJECT_STORE) or one that is not enabled
   */
  openCatalog(account: LakeAccount, integration: CatalogIntegration): RemoteCatalog;
  /** The files that the role of an external volume's location may read. Remembers like `openCatalog`. */
  volumeFiles(account: LakeAccount, volume: ExternalVolume): RemoteFiles;
  /** The files of stages that the role of a storage integration may read. Remembers likewise. Absent: no stage is reached. */
  stageFiles?(account: LakeAccount, integration: StorageIntegration): StageFiles;
  /**
   * The same, for as long as nothing changes outside: roles, policies and grants are read once, and files that were found stay as they
   * were. What a catalog lists is asked anew. Absent: there is nothing to save.
   */
  remembering?(): RemoteServices;
}
