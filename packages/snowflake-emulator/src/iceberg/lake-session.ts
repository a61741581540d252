import type { ExternalVolume } from "../objects/external-volume";
import type { IcebergTable } from "../objects/iceberg-table";
import type { CatalogIntegration, StorageIntegration } from "../objects/integration";
import type { ObjectId } from "../objects/snowflake-object";
import type { StageFiles } from "../stage/stage-files";
import { objectById } from "../state/account-state";
import type { LakeAccount } from "./lake-account";
import { RemoteAccessError, type RemoteCatalog, type RemoteFiles } from "./remote-catalog";
import type { RemoteServices } from "./remote-services";

/** Where a table's metadata and files come from. */
export type TableSource = Pick<
  IcebergTable,
  "integrationId" | "externalVolumeId" | "catalogNamespace" | "catalogTableName"
>;

/** The way to a lake for one statement, or one run: each catalog and volume is opened once, and AWS asked once about its role. */
export class LakeSession {
  readonly #catalogs = new Map<ObjectId, RemoteCatalog>();
  readonly #volumes = new Map<ObjectId, RemoteFiles>();
  readonly #stages = new Map<ObjectId, StageFiles>();
  readonly #vended = new Map<string, Promise<RemoteFiles>>();

  constructor(
    private readonly account: LakeAccount,
    private readonly remote: RemoteServices,
  ) {}

  /** The integration of a table. Throws Error when it is gone: integrations that tables use can't be dropped. */
  integration(id: ObjectId): CatalogIntegration {
    const found = objectById(this.account.state, "INTEGRATION", id);
    if (found?.kind !== "CATALOG") throw new Error(`there is no catalog integration ${id}`);
    return found;
  }

  catalog(integrationId: ObjectId): RemoteCatalog {
    const known = this.#catalogs.get(integrationId);
    if (known !== undefined) return known;
    const opened = this.remote.openCatalog(this.account, this.integration(integrationId));
    this.#catalogs.set(integrationId, opened);
    return opened;
  }

  /** The files of a table. Rejects with RemoteAccessError when the catalog gives out no credentials for them. */
  files({ integrationId, externalVolumeId, catalogNamespace, catalogTableName }: TableSource): Promise<RemoteFiles> {
    if (externalVolumeId !== null) return Promise.resolve(this.#volume(externalVolumeId));
    const [namespace, table] = [catalogNamespace ?? "", catalogTableName ?? ""];
    const key = JSON.stringify([integrationId, namespace, table]);
    const known = this.#vended.get(key);
    if (known !== undefined) return known;
    const vended = this.catalog(integrationId).vendedFiles(namespace, table);
    this.#vended.set(key, vended);
    return vended;
  }

  /** A volume that tables use. Throws Error when it is gone: such volumes can't be dropped. */
  volume(id: ObjectId): ExternalVolume {
    const found = objectById(this.account.state, "EXTERNAL_VOLUME", id);
    if (found === undefined) throw new Error(`there is no external volume ${id}`);
    return found;
  }

  /** The files of stages with this integration. Throws RemoteAccessError where no stage is reached. */
  stageFiles(integration: StorageIntegration): StageFiles {
    const known = this.#stages.get(integration.id);
    if (known !== undefined) return known;
    const opened = this.remote.stageFiles?.(this.account, integration);
    if (opened === undefined) {
      const text = `Stages are reached at AWS, and the emulator was started without an AWS endpoint (--aws-endpoint URL).`;
      throw new RemoteAccessError("000002", "READ", text);
    }
    this.#stages.set(integration.id, opened);
    return opened;
  }

  #volume(id: ObjectId): RemoteFiles {
    const known = this.#volumes.get(id);
    if (known !== undefined) return known;
    const opened = this.remote.volumeFiles(this.account, this.volume(id));
    this.#volumes.set(id, opened);
    return opened;
  }
}
