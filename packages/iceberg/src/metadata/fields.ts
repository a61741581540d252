import type { IcebergType, NestedField, StructType } from "./schema";

function within(type: IcebergType, id: number): NestedField | undefined {
  return typeof type !== "string" && type.type === "struct" ? fieldOfId(type, id) : undefined;
}

/** A column, or a field of a struct in one, by its id. Elements of lists and maps are none. */
export function fieldOfId(struct: StructType, id: number): NestedField | undefined {
  for (const field of struct.fields) {
    const found = field.id === id ? field : within(field.type, id);
    if (found !== undefined) return found;
  }
  return undefined;
}
