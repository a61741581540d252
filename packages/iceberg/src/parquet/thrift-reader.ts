/** A Parquet footer is not as the format has it. */
export class ParquetError extends Error {
  override readonly name = "ParquetError";
}

/** A struct of Thrift: values by field id. */
export type ThriftStruct = ReadonlyMap<number, ThriftValue>;

/** What Thrift's compact protocol holds, as far as footers need it. Integers are numbers: none of theirs that matter are larger. */
export type ThriftValue = boolean | number | Uint8Array | readonly ThriftValue[] | ThriftStruct;

const TYPE = {
  true: 1,
  false: 2,
  byte: 3,
  i16: 4,
  i32: 5,
  i64: 6,
  double: 7,
  binary: 8,
  list: 9,
  set: 10,
  map: 11,
  struct: 12,
};

/** Reads Thrift's compact protocol. Source: https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md */
export class ThriftReader {
  #at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  #byte(): number {
    const byte = this.bytes[this.#at];
    if (byte === undefined) throw new ParquetError("the footer ends too early");
    this.#at += 1;
    return byte;
  }

  #varint(): number {
    let value = 0;
    let factor = 1;
    for (;;) {
      const byte = this.#byte();
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
      factor *= 128;
    }
  }

  #integer(): number {
    const value = this.#varint();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  #take(count: number): Uint8Array {
    const taken = this.bytes.subarray(this.#at, this.#at + count);
    if (taken.length < count) throw new ParquetError("the footer ends too early");
    this.#at += count;
    return taken;
  }

  #list(): ThriftValue[] {
    const head = this.#byte();
    const size = head >> 4 === 15 ? this.#varint() : head >> 4;
    const values: ThriftValue[] = [];
    for (let index = 0; index < size; index += 1) values.push(this.#value(head & 15, true));
    return values;
  }

  #map(): ThriftValue[] {
    const size = this.#varint();
    const types = size === 0 ? 0 : this.#byte();
    const values: ThriftValue[] = [];
    for (let index = 0; index < size; index += 1) {
      values.push(this.#value(types >> 4, true), this.#value(types & 15, true));
    }
    return values;
  }

  #value(type: number, inList: boolean): ThriftValue {
    switch (type) {
      case TYPE.true:
      case TYPE.false:
        return inList ? this.#byte() === TYPE.true : type === TYPE.true;
      case TYPE.byte:
        return this.#byte();
      case TYPE.i16:
      case TYPE.i32:
      case TYPE.i64:
        return this.#integer();
      case TYPE.double:
        return new DataView(Uint8Array.from(this.#take(8)).buffer).getFloat64(0, true);
      case TYPE.binary:
        return this.#take(this.#varint());
      case TYPE.list:
      case TYPE.set:
        return this.#list();
      case TYPE.map:
        return this.#map();
      case TYPE.struct:
        return this.struct();
      default:
        throw new ParquetError(`the footer has a value of unknown type ${type}`);
    }
  }

  /** Reads one struct. @param last the field after which nothing is of interest any more */
  struct(last = Number.POSITIVE_INFINITY): ThriftStruct {
    const fields = new Map<number, ThriftValue>();
    let id = 0;
    for (;;) {
      const head = this.#byte();
      if (head === 0) return fields;
      id = head >> 4 === 0 ? this.#integer() : id + (head >> 4);
      fields.set(id, this.#value(head & 15, false));
      if (id >= last) return fields;
    }
  }
}
