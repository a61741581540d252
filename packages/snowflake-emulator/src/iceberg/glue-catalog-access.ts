import type { Catalog } from "@twinberg/iceberg";
import type { AwsAccess, AwsDecision } from "../aws";
import { isAwsFailure } from "../aws/aws-errors";
import type { GlueCatalogIntegration, RestCatalogIntegration } from "../objects/integration";
import { partitionOf } from "../sql/aws-values";
import {
  catalogDisabled,
  catalogRefused,
  catalogRoleRefused,
  fileRefused,
  noVendedCredentials,
} from "./access-messages";
import { LakeGrants } from "./aws/lake-grants";
import type { GlueService, GlueTable, LakeFormationService, LakeServices } from "./aws/lake-services";
import { RoleAccess } from "./aws/role-access";
import { type FileGuard, GuardedFiles, orThrow } from "./guarded-files";
import type { LakeAccount } from "./lake-account";
import type { RemoteAccessError, RemoteCatalog, RemoteFiles, RemoteTable } from "./remote-catalog";
import { isBelow, objectArn, objectOf } from "./s3-uri";

type Operation = RemoteAccessError["operation"];
type Integration = GlueCatalogIntegration | RestCatalogIntegration;

/** Stands for the tables of a namespace: a policy is asked of a name, not of a pattern. */
const ANY_TABLE = "any_table";

/** Where an integration's catalog is. */
interface CatalogPlace {
  readonly catalogId: string;
  readonly region: string;
  readonly roleArn: string;
  readonly externalId: string;
}

function placeOf(integration: Integration): CatalogPlace {
  if (integration.source === "GLUE") return integration;
  const { roleArn, externalId, signingRegion: region } = integration.sigv4;
  // Of an S3 Tables catalog, `<account>:s3tablescatalog/<bucket>`, the account says who decides.
  return { catalogId: (integration.catalogName ?? "").split(":")[0] ?? "", region, roleArn, externalId };
}

/**
 * Glue as an integration's role sees it: trust and external id, the role's policies, Lake Formation's grants, in this order.
 * Everything that AWS says of the role is remembered by the object that is returned.
 */
export class GlueCatalogAccess implements RemoteCatalog {
  readonly #place: CatalogPlace;
  readonly #access: RoleAccess;
  readonly #glue: GlueService;
  readonly #lakeFormation: LakeFormationService;
  #grants: Promise<LakeGrants> | undefined;
  #locations: ReturnType<LakeFormationService["locations"]> | undefined;
  #connected: Promise<void> | undefined;

  constructor(
    account: LakeAccount,
    private readonly integration: Integration,
    aws: AwsAccess,
    private readonly lake: LakeServices,
  ) {
    this.#place = placeOf(integration);
    const { region, roleArn, externalId } = this.#place;
    this.#access = new RoleAccess(aws, {
      roleArn,
      externalId,
      region,
      principalArn: account.identity.awsPrincipalArn,
    });
    this.#glue = lake.glue(region);
    this.#lakeFormation = lake.lakeFormation(region);
  }

  async namespaces(): Promise<readonly string[]> {
    await this.#allow("DISCOVERY", "glue:GetDatabases", "catalog");
    const [databases, grants] = await Promise.all([
      this.#ask("DISCOVERY", this.#glue.databases(this.#place.catalogId)),
      this.#lakeGrants(),
    ]);
    return databases.filter((database) => grants.describesDatabase(database));
  }

  async *tables(namespace: string): AsyncIterable<readonly RemoteTable[]> {
    await this.#allow("DISCOVERY", "glue:GetTables", `table/${namespace}/${ANY_TABLE}`);
    const grants = await this.#lakeGrants();
    if (!grants.describesDatabase(namespace)) throw this.#insufficient("DISCOVERY", "Describe", namespace);
    const pages = this.#glue.tables(this.#place.catalogId, namespace)[Symbol.asyncIterator]();
    for (;;) {
      const page = await this.#ask("DISCOVERY", pages.next());
      if (page.done === true) return;
      yield page.value.filter(({ name }) => grants.describesTable(namespace, name));
    }
  }

  table(namespace: string, name: string): Promise<RemoteTable | undefined> {
    return this.#table(namespace, name);
  }

  async vendedFiles(namespace: string, name: string): Promise<RemoteFiles> {
    const table = await this.#table(namespace, name);
    if (table?.location === undefined) throw noVendedCredentials(name, "the catalog has no location for it");
    const { location } = table;
    await this.#allowOn("READ", "lakeformation:GetDataAccess", "*");
    const [grants, locations] = await Promise.all([this.#lakeGrants(), this.#registered()]);
    // O: without "full table access" for external engines, Glue's REST endpoint answers 403 without a word.
    if (!grants.settings.fullTableExternalAccess) throw catalogRefused(this.integration, "READ", "null");
    if (!grants.selects(namespace, name)) throw this.#insufficient("READ", "Select", name);
    const found = locations.find(({ arn }) => isBelow(`${location}/`, arn.replace(/^arn:[^:]+:s3:::/, "s3://")));
    if (found === undefined) throw noVendedCredentials(name, `${location} is not registered with Lake Formation`);
    const partition = partitionOf(this.#place.roleArn);
    const guard: FileGuard = async (uri, action) => {
      if (!isBelow(uri, location)) throw fileRefused(uri, `the credentials are for ${location} only`);
      if (found.roleArn === undefined) return;
      const decision = await this.#access.allowed(action, objectArn(objectOf(uri), partition), found.roleArn);
      orThrow(decision, (reason) => fileRefused(uri, reason));
    };
    return new GuardedFiles(this.lake.files(this.#place.region), guard);
  }

  async writer(namespace: string, name: string, files: RemoteFiles): Promise<Catalog> {
    await this.#allow("COMMIT", "glue:UpdateTable", `table/${namespace}/${name}`);
    const grants = await this.#lakeGrants();
    if (!grants.inserts(namespace, name)) throw this.#insufficient("COMMIT", "Insert", name);
    return this.lake.catalog(this.#place.region, files);
  }

  async createNamespace(namespace: string): Promise<void> {
    await this.#allow("CREATE", "glue:CreateDatabase", `database/${namespace}`);
    await this.#ask("CREATE", this.#glue.createDatabase(this.#place.catalogId, namespace));
  }

  async dropTable(namespace: string, name: string): Promise<void> {
    await this.#allow("DROP", "glue:DeleteTable", `table/${namespace}/${name}`);
    await this.#ask("DROP", this.#glue.deleteTable(this.#place.catalogId, namespace, name));
  }

  async #table(namespace: string, name: string): Promise<GlueTable | undefined> {
    await this.#allow("READ", "glue:GetTable", `table/${namespace}/${name}`);
    const grants = await this.#lakeGrants();
    const table = await this.#ask("READ", this.#glue.table(this.#place.catalogId, namespace, name));
    if (table !== undefined && !grants.describesTable(namespace, name))
      throw this.#insufficient("READ", "Describe", name);
    return table;
  }

  /** The role can be assumed; for REST, the endpoint's configuration can be read. Found out once. */
  #connect(): Promise<void> {
    this.#connected ??= this.#firstContact();
    return this.#connected;
  }

  async #firstContact(): Promise<void> {
    const { integration } = this;
    if (!integration.enabled) throw catalogDisabled(integration);
    const assumed = await this.#ask("CATALOG_CONNECTION", this.#access.assumed());
    orThrow(assumed, (reason) => catalogRoleRefused(integration, this.#access.role, reason));
    if (integration.source === "ICEBERG_REST") {
      await this.#permit("CATALOG_CONNECTION", "glue:GetCatalog", this.#arn("catalog"));
    }
  }

  #arn(resource: string): string {
    const { roleArn, region, catalogId } = this.#place;
    return `arn:${partitionOf(roleArn)}:glue:${region}:${catalogId}:${resource}`;
  }

  #allow(operation: Operation, action: string, resource: string): Promise<void> {
    return this.#allowOn(operation, action, this.#arn(resource));
  }

  async #allowOn(operation: Operation, action: string, resourceArn: string): Promise<void> {
    await this.#connect();
    await this.#permit(operation, action, resourceArn);
  }

  async #permit(operation: Operation, action: string, resourceArn: string): Promise<void> {
    const decision: AwsDecision = await this.#ask(operation, this.#access.allowed(action, resourceArn));
    const { roleArn } = this.#place;
    orThrow(decision, (reason) =>
      catalogRefused(
        this.integration,
        operation,
        `${roleArn} is not authorized to perform: ${action} on resource: ${resourceArn} because ${reason}`,
      ),
    );
  }

  #lakeGrants(): Promise<LakeGrants> {
    this.#grants ??= this.#ask("CATALOG_CONNECTION", this.#readGrants());
    return this.#grants;
  }

  async #readGrants(): Promise<LakeGrants> {
    const { catalogId, roleArn } = this.#place;
    const [grants, settings] = await Promise.all([
      this.#lakeFormation.grants(catalogId),
      this.#lakeFormation.settings(catalogId),
    ]);
    return new LakeGrants(grants, settings, roleArn);
  }

  #registered(): ReturnType<LakeFormationService["locations"]> {
    this.#locations ??= this.#ask("READ", this.#lakeFormation.locations());
    return this.#locations;
  }

  /** O: how Lake Formation words it. */
  #insufficient(operation: Operation, permission: string, on: string): RemoteAccessError {
    return catalogRefused(
      this.integration,
      operation,
      `Insufficient Lake Formation permission(s): Required ${permission} on ${on}`,
    );
  }

  /** An AWS that can't be reached, or answers with an error, is a failure of the integration. */
  async #ask<T>(operation: Operation, answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } catch (error) {
      if (isAwsFailure(error)) throw catalogRefused(this.integration, operation, error.message);
      throw error;
    }
  }
}
