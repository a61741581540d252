import {
  BatchDeleteTableCommand,
  CreateDatabaseCommand,
  CreateTableCommand,
  DeleteDatabaseCommand,
  DeleteTableCommand,
  EntityNotFoundException,
  GetTableCommand,
  GetTablesCommand,
  UpdateTableCommand,
} from "@aws-sdk/client-glue";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import type { SyncPlace, Zone } from "./place";
import { type Shape, tableInput } from "./samples";

/** Puts a file into the bucket, in a folder of the rehearsal. */
export async function putFile(place: SyncPlace, folder: string, name: string, body: string | Buffer): Promise<void> {
  const { bucket, key } = place.folder(folder);
  await place.aws.s3.send(new PutObjectCommand({ Bucket: bucket, Key: `${key}${name}`, Body: body }));
}

/** Makes a Glue database. */
export async function createDatabase({ aws }: SyncPlace, name: string): Promise<void> {
  await aws.glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: name } }));
}

/** Makes a table in Glue. */
export async function createTable({ aws }: SyncPlace, zone: Pick<Zone, "glue">, shape: Shape): Promise<void> {
  await aws.glue.send(new CreateTableCommand({ DatabaseName: zone.glue, TableInput: tableInput(shape) }));
}

/** Replaces a table's definition in Glue. */
export async function updateTable({ aws }: SyncPlace, zone: Pick<Zone, "glue">, shape: Shape): Promise<void> {
  await aws.glue.send(new UpdateTableCommand({ DatabaseName: zone.glue, TableInput: tableInput(shape) }));
}

/** Deletes a table in Glue. */
export async function deleteTable({ aws }: SyncPlace, zone: Pick<Zone, "glue">, name: string): Promise<void> {
  await aws.glue.send(new DeleteTableCommand({ DatabaseName: zone.glue, Name: name }));
}

/** The version of a table in Glue; undefined when it isn't there. */
export async function tableVersion(
  { aws }: SyncPlace,
  zone: Pick<Zone, "glue">,
  name: string,
): Promise<number | undefined> {
  try {
    const { Table } = await aws.glue.send(new GetTableCommand({ DatabaseName: zone.glue, Name: name }));
    return Number(Table?.VersionId ?? Number.NaN);
  } catch (error) {
    if (error instanceof EntityNotFoundException) return undefined;
    throw error;
  }
}

/** Deletes every table of a Glue database. */
export async function deleteTables({ aws }: SyncPlace, { glue }: Pick<Zone, "glue">): Promise<void> {
  const { TableList = [] } = await aws.glue.send(new GetTablesCommand({ DatabaseName: glue, MaxResults: 100 }));
  const TablesToDelete = TableList.flatMap(({ Name }) => (Name === undefined ? [] : [Name]));
  await aws.glue.send(new BatchDeleteTableCommand({ DatabaseName: glue, TablesToDelete }));
}

/** Deletes a Glue database. */
export async function deleteDatabase({ aws }: SyncPlace, { glue }: Pick<Zone, "glue">): Promise<void> {
  await aws.glue.send(new DeleteDatabaseCommand({ Name: glue }));
}
