import { FileProblem } from "./file-problem";

/** Reads a snappy block piece by piece. Source: google/snappy, format_description.txt. */
class Block {
  #at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  get isAtEnd(): boolean {
    return this.#at >= this.bytes.length;
  }

  byte(): number {
    const value = this.bytes[this.#at];
    if (value === undefined) throw new FileProblem("a snappy block ends too early");
    this.#at += 1;
    return value;
  }

  /** Little-endian. */
  number(length: number): number {
    let value = 0;
    for (let index = 0; index < length; index += 1) value += this.byte() * 256 ** index;
    return value;
  }

  varint(): number {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.byte();
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  }

  take(length: number): Uint8Array {
    const piece = this.bytes.subarray(this.#at, this.#at + length);
    if (piece.length < length) throw new FileProblem("a snappy block ends too early");
    this.#at += length;
    return piece;
  }
}

/** What a snappy block holds. Throws FileProblem for what is none. */
export function unsnappy(compressed: Uint8Array): Buffer {
  const block = new Block(compressed);
  const result = Buffer.alloc(block.varint());
  let size = 0;
  while (!block.isAtEnd) {
    const tag = block.byte();
    const kind = tag & 3;
    if (kind === 0) {
      const short = tag >> 2;
      const length = (short < 60 ? short : block.number(short - 59)) + 1;
      result.set(block.take(length), size);
      size += length;
      continue;
    }
    const length = kind === 1 ? ((tag >> 2) & 7) + 4 : (tag >> 2) + 1;
    const offset = kind === 1 ? (tag >> 5) * 256 + block.byte() : block.number(kind === 2 ? 2 : 4);
    if (offset === 0 || offset > size || size + length > result.length) {
      throw new FileProblem("a snappy block copies from outside of itself");
    }
    // It may copy what it is just writing.
    for (let index = 0; index < length; index += 1) result[size + index] = result[size + index - offset] ?? 0;
    size += length;
  }
  if (size !== result.length) throw new FileProblem("a snappy block has another length than it says");
  return result;
}
