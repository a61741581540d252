import { Type } from "avsc";

/** An Avro container of one block. */
export function avro(
  schema: object,
  rows: readonly unknown[],
  codec = "null",
  pack = (block: Buffer) => block,
): Buffer {
  const type = Type.forSchema(JSON.parse(JSON.stringify(schema)));
  const header = Type.forSchema({ type: "map", values: "bytes" });
  const [long, bytes] = [Type.forSchema("long"), Type.forSchema("bytes")];
  const sync = Buffer.alloc(16, 7);
  const block = pack(Buffer.concat(rows.map((row) => type.toBuffer(row))));
  const meta = { "avro.schema": Buffer.from(JSON.stringify(schema)), "avro.codec": Buffer.from(codec) };
  const body = [long.toBuffer(rows.length), bytes.toBuffer(block), sync];
  return Buffer.concat([Buffer.from("Obj\u0001", "latin1"), header.toBuffer(meta), sync, ...body]);
}
