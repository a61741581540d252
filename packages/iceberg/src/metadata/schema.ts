/** A primitive type, as table metadata spells it: `decimal(9,2)` and `fixed[16]` included. */
export type PrimitiveType = string;

/** A column or a nested field. Its id never changes; its name and place may. */
export interface NestedField {
  readonly id: number;
  readonly name: string;
  readonly required: boolean;
  readonly type: IcebergType;
  readonly doc?: string;
}

/** Fields under names. */
export interface StructType {
  readonly type: "struct";
  readonly fields: readonly NestedField[];
}

/** A list of one type. */
export interface ListType {
  readonly type: "list";
  readonly "element-id": number;
  readonly "element-required": boolean;
  readonly element: IcebergType;
}

/** Values by key. */
export interface MapType {
  readonly type: "map";
  readonly "key-id": number;
  readonly key: IcebergType;
  readonly "value-id": number;
  readonly "value-required": boolean;
  readonly value: IcebergType;
}

/** A type of a field. Source: https://iceberg.apache.org/spec/#schemas-and-data-types */
export type IcebergType = PrimitiveType | StructType | ListType | MapType;

/** One of a table's schemas, as table metadata holds it. */
export interface Schema extends StructType {
  readonly "schema-id": number;
  readonly "identifier-field-ids"?: readonly number[];
}
