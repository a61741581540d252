/** A file of an archive: its name, with slashes between folders, and what is in it. */
export type ArchiveFiles = Readonly<Record<string, string>>;

const LOCAL_HEADER = 0x04034b50;
const CENTRAL_HEADER = 0x02014b50;
const END_OF_DIRECTORY = 0x06054b50;
/** 2.0: folders, which nothing here uses; the least that every reader takes. */
const VERSION = 20;
/** Names are UTF-8. */
const UTF8 = 0x0800;
/** As Unix has them, so that {@link READABLE} is read as its permissions. */
const MADE_ON_UNIX = 3 << 8;
/** The first day that a ZIP file can name: 1980-01-01, as MS-DOS writes it. */
const FIRST_DAY = 0x0021;
/** A file that everybody may read, as Unix has it. */
const READABLE = 0o100644 * 0x10000;

/**
 * A ZIP archive of texts: the same bytes on any machine for the same files, in whatever order they come. Nothing is
 * compressed, because what zlib compresses differs between its versions and processors, and a changed byte is a changed
 * function.
 *
 * Source: PKWARE, APPNOTE.TXT 6.3.9, sections 4.3 and 4.4.
 */
export function zip(files: ArchiveFiles): Buffer {
  const contents: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files).sort(([one], [other]) => (one < other ? -1 : 1))) {
    const data = Buffer.from(text, "utf8");
    const path = Buffer.from(name, "utf8");
    const shared = entry(data, path);
    const header = Buffer.concat([uint32(LOCAL_HEADER), uint16(VERSION), shared, path, data]);
    directory.push(
      Buffer.concat([
        ...[uint32(CENTRAL_HEADER), uint16(MADE_ON_UNIX | VERSION), uint16(VERSION), shared],
        // No comment, the first disk, no internal attributes.
        ...[uint16(0), uint16(0), uint16(0), uint32(READABLE), uint32(offset), path],
      ]),
    );
    contents.push(header);
    offset += header.length;
  }
  const index = Buffer.concat(directory);
  const count = uint16(directory.length);
  const end = [uint32(END_OF_DIRECTORY), uint16(0), uint16(0), count, count, uint32(index.length), uint32(offset)];
  return Buffer.concat([...contents, index, ...end, uint16(0)]);
}

/** What the headers of a file have in common: from its flags to the lengths of its name and of its extra field. */
function entry(data: Buffer, path: Buffer): Buffer {
  const size = uint32(data.length);
  const stored = uint16(0);
  return Buffer.concat([
    ...[uint16(UTF8), stored, uint16(0), uint16(FIRST_DAY)],
    ...[uint32(crc32(data)), size, size, uint16(path.length), uint16(0)],
  ]);
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

function crc32(data: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of data) crc = (CRC_TABLE[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
