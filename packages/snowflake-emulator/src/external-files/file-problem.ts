/** A file that can't be read on: what D (CREATE EXTERNAL TABLE, usage notes) calls an error while scanning. Its rows so far count. */
export class FileProblem extends Error {
  override readonly name = "FileProblem";
}
