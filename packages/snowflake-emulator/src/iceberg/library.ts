/** The Iceberg library. Loaded at the first use: it takes a while, and most emulators never need it. */
export function icebergLibrary(): typeof import("@twinberg/iceberg") {
  return require("@twinberg/iceberg");
}
