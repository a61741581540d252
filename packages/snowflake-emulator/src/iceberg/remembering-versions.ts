import { once } from "../aws/once";
import type { RemoteFiles } from "./remote-catalog";

/** The same files, each asked for its version once, until it is written or removed; also when that fails, files are not what they were. */
export function rememberingVersions(files: RemoteFiles): Required<RemoteFiles> {
  const versions = new Map<string, Promise<string>>();
  const changing = async <T>(uris: readonly string[], work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } finally {
      for (const uri of uris) versions.delete(uri);
    }
  };
  return {
    version: (uri) => once(versions, uri, async () => (await files.version?.(uri)) ?? ""),
    read: (uri) => files.read(uri),
    download: (uri, localPath) => files.download(uri, localPath),
    write: (uri, bytes) => changing([uri], () => files.write(uri, bytes)),
    upload: (uri, localPath) => changing([uri], () => files.upload(uri, localPath)),
    remove: (uris) => changing(uris, () => files.remove(uris)),
  };
}
