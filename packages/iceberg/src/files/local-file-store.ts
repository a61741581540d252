import { constants } from "node:fs";
import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { FileNotFoundError, type FileStore } from "./file-store";

/** Names are as they are written behind the scheme: a `%2F` in one is part of it. */
const pathOf = (uri: string): string => uri.replace(/^file:(\/\/(?=\/))?/, "");

async function reading<T>(uri: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (typeof error === "object" && error !== null && "code" in error && error.code === "ENOENT")
      throw new FileNotFoundError(uri);
    throw error;
  }
}

/** Files of this machine, under `file://` URIs or plain paths. */
export class LocalFileStore implements FileStore {
  read(uri: string): Promise<Uint8Array> {
    return reading(uri, readFile(pathOf(uri)));
  }

  async write(uri: string, bytes: Uint8Array): Promise<void> {
    await mkdir(dirname(pathOf(uri)), { recursive: true });
    await writeFile(pathOf(uri), bytes, { flag: "wx" });
  }

  async upload(uri: string, localPath: string): Promise<void> {
    await mkdir(dirname(pathOf(uri)), { recursive: true });
    await copyFile(localPath, pathOf(uri), constants.COPYFILE_EXCL);
  }

  async download(uri: string, localPath: string): Promise<void> {
    await reading(uri, copyFile(pathOf(uri), localPath, constants.COPYFILE_EXCL));
  }

  async remove(uris: readonly string[]): Promise<void> {
    for (const uri of uris) await rm(pathOf(uri), { force: true });
  }
}
