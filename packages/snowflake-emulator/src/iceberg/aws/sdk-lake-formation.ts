import {
  GetDataLakeSettingsCommand,
  LakeFormationClient,
  type PrincipalPermissions,
  type PrincipalResourcePermissions,
  paginateListPermissions,
  paginateListResources,
} from "@aws-sdk/client-lakeformation";
import { callAws, clientOptions } from "../../aws/sdk-call";
import type { LakeGrant, LakeResource, LakeSettings } from "./lake-grants";
import type { LakeFormationService, RegisteredLocation } from "./lake-services";

/** Lake Formation by the AWS SDK. */
export class SdkLakeFormation implements LakeFormationService {
  readonly #client: LakeFormationClient;

  constructor(
    private readonly endpoint: string,
    region: string,
  ) {
    this.#client = new LakeFormationClient(clientOptions(endpoint, region));
  }

  grants(catalogId: string): Promise<readonly LakeGrant[]> {
    return this.#call("ListPermissions", async () => {
      const grants: LakeGrant[] = [];
      for await (const page of paginateListPermissions({ client: this.#client }, { CatalogId: catalogId })) {
        for (const one of page.PrincipalResourcePermissions ?? []) grants.push(...lakeGrant(one));
      }
      return grants;
    });
  }

  settings(catalogId: string): Promise<LakeSettings> {
    return this.#call("GetDataLakeSettings", async () => {
      const command = new GetDataLakeSettingsCommand({ CatalogId: catalogId });
      const { DataLakeSettings: settings } = await this.#client.send(command);
      return {
        databaseDefaults: principals(settings?.CreateDatabaseDefaultPermissions),
        tableDefaults: principals(settings?.CreateTableDefaultPermissions),
        fullTableExternalAccess: settings?.AllowFullTableExternalDataAccess === true,
      };
    });
  }

  locations(): Promise<readonly RegisteredLocation[]> {
    return this.#call("ListResources", async () => {
      const locations: RegisteredLocation[] = [];
      for await (const page of paginateListResources({ client: this.#client }, {})) {
        for (const { ResourceArn: arn, RoleArn } of page.ResourceInfoList ?? []) {
          if (arn !== undefined) locations.push({ arn, roleArn: isServiceLinked(RoleArn) ? undefined : RoleArn });
        }
      }
      return locations;
    });
  }

  #call<T>(operation: string, call: () => Promise<T>): Promise<T> {
    return callAws(this.endpoint, operation, call);
  }
}

const isServiceLinked = (arn: string | undefined) => arn?.includes(":role/aws-service-role/") === true;

function principals(permissions: readonly PrincipalPermissions[] | undefined): readonly string[] {
  return (permissions ?? []).flatMap(({ Principal }) => Principal?.DataLakePrincipalIdentifier ?? []);
}

/** D: Lake Formation API, TableResource: a grant on all tables of a database is listed under this name. */
const ALL_TABLES = "ALL_TABLES";

/** A table's name in a grant; undefined: each table of the database. */
const granted = (name: string | undefined) => (name === ALL_TABLES ? undefined : name);

function resourceOf({ Resource: resource }: PrincipalResourcePermissions): LakeResource | undefined {
  const database = resource?.Database?.Name;
  if (database !== undefined) return { kind: "database", database };
  const { Table, TableWithColumns } = resource ?? {};
  // Columns that are left out, and filters of rows, do not matter here: credentials are for whole tables.
  if (Table?.DatabaseName !== undefined)
    return { kind: "table", database: Table.DatabaseName, table: granted(Table.Name) };
  if (TableWithColumns?.DatabaseName === undefined || TableWithColumns.ColumnWildcard === undefined) return undefined;
  return { kind: "table", database: TableWithColumns.DatabaseName, table: granted(TableWithColumns.Name) };
}

/** A permission that bears on databases or tables; none for those on the catalog, tags and locations. */
function lakeGrant(permissions: PrincipalResourcePermissions): readonly LakeGrant[] {
  const principal = permissions.Principal?.DataLakePrincipalIdentifier;
  const resource = resourceOf(permissions);
  if (principal === undefined || resource === undefined) return [];
  return [{ principal, resource, permissions: permissions.Permissions ?? [] }];
}
