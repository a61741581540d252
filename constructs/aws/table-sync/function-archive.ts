import { createHash } from "node:crypto";
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { AssetType, TerraformAsset } from "cdktf";
import { Construct } from "constructs";
import { bundleTableSync } from "../../../lambda-src/table-sync/bundle";
import { zip } from "./zip";

/** Where archives are written before cdktf copies them into a stack, below the folder that the program runs in. */
const FOLDER = ".twinberg/synth";

/** What Lambda calls: in the archive's index.js. */
export const HANDLER = "index.handler";

let archive: Buffer | undefined;

/** The function's archive: the same bytes on any machine for the same sources. Bundled once a process. */
export function tableSyncArchive(): Buffer {
  archive ??= zip({ ...bundleTableSync() });
  return archive;
}

/** The function's archive as a file beside the stack's Terraform JSON. */
export class FunctionArchive extends Construct {
  /** The file's path, relative to the stack's folder. */
  readonly path: string;
  /** The archive's hash as Lambda gives it: SHA-256 in base64. */
  readonly sourceCodeHash: string;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const bytes = tableSyncArchive();
    const hash = createHash("sha256").update(bytes).digest();
    this.sourceCodeHash = hash.toString("base64");
    const assetHash = hash.toString("hex");
    this.path = new TerraformAsset(this, "File", {
      path: written(bytes, assetHash),
      type: AssetType.FILE,
      assetHash,
    }).path;
  }
}

/** Writes the archive, at once: another synthesis may be reading it. */
function written(bytes: Buffer, hash: string): string {
  const folder = resolve(FOLDER, hash);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "table-sync.zip");
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, bytes);
  renameSync(unfinished, file);
  return file;
}
