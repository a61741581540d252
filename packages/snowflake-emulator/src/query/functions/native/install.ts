import type * as Api from "@duckdb/node-api";
import type { DuckDBConnection, DuckDBDataChunk, DuckDBType, DuckDBValue } from "@duckdb/node-api";
import { encodeDataError } from "./data-errors";
import { NATIVE_FUNCTIONS } from "./index";
import {
  DataError,
  type NativeAnswer,
  type NativeFunction,
  type NativeParameter,
  type NativeResult,
  type NativeValue,
} from "./native-function";

/** What `installFunctions` has put into a DuckDB instance. */
export interface InstalledFunctions {
  /** Frees the functions. The process ends only after this, and after connections and instance were closed. */
  dispose(): void;
}

/**
 * Registers the functions that compiled queries call (`sf_…`) with the instance of a connection; every connection of that
 * instance sees them. Once per instance.
 */
export function installFunctions(api: typeof Api, connection: DuckDBConnection): InstalledFunctions {
  const installed = NATIVE_FUNCTIONS.map((one) => {
    const scalar = api.DuckDBScalarFunction.create({
      name: one.name,
      returnType: resultType(api, one.returns),
      parameterTypes: one.parameters.map((parameter) => parameterType(api, parameter)),
      ...(one.rest === undefined ? {} : { varArgsType: parameterType(api, one.rest) }),
      // Nulls are ours to handle.
      specialHandling: true,
      volatile: one.volatile,
      mainFunction: (info, chunk, output) => {
        try {
          const columns = Array.from({ length: chunk.columnCount }, (_, index) => chunk.getColumnVector(index));
          for (let row = 0; row < chunk.rowCount; row++) {
            output.setItem(row, answer(api, one, columns, row));
          }
          output.flush();
        } catch (error) {
          info.setError(encodeDataError(error instanceof DataError ? error : new DataError("000603", String(error))));
        }
      },
    });
    connection.registerScalarFunction(scalar);
    return scalar;
  });
  return {
    dispose: () => {
      for (const scalar of installed) scalar.destroySync();
    },
  };
}

type Vector = ReturnType<DuckDBDataChunk["getColumnVector"]>;

function answer(api: typeof Api, definition: NativeFunction, columns: readonly Vector[], row: number): DuckDBValue {
  const values: NativeValue[] = [];
  for (const [index, column] of columns.entries()) {
    const parameter = definition.parameters[index] ?? definition.rest;
    const value = nativeValue(api, column.getItem(row));
    if (value === null && parameter?.endsWith("?") !== true) return null;
    values.push(value);
  }
  return duckValue(api, definition.evaluate(values));
}

function nativeValue(api: typeof Api, value: DuckDBValue): NativeValue {
  if (value instanceof api.DuckDBListValue) {
    return value.items.map((item) => (typeof item === "string" ? item : null));
  }
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "bigint" || typeof value === "number") return value;
  throw new Error(`a native function got ${String(value)}`);
}

function duckValue(api: typeof Api, value: NativeAnswer): DuckDBValue {
  if (value === null || typeof value !== "object") return value;
  if ("utc" in value) return api.structValue({ utc: new api.DuckDBTimestampValue(value.utc), offset: value.offset });
  return api.listValue(
    value.map((item) => (item === null || typeof item === "string" ? item : api.structValue({ ...item }))),
  );
}

function parameterType(api: typeof Api, parameter: NativeParameter): DuckDBType {
  switch (parameter) {
    case "TEXT":
    case "TEXT?":
      return api.VARCHAR;
    case "INTEGER":
    case "INTEGER?":
      return api.BIGINT;
    case "FLOAT":
      return api.DOUBLE;
    case "BOOLEAN":
      return api.BOOLEAN;
    case "TEXT[]":
      return api.LIST(api.VARCHAR);
  }
}

function resultType(api: typeof Api, result: NativeResult): DuckDBType {
  switch (result) {
    case "ZONED":
      return api.STRUCT({ utc: api.TIMESTAMP, offset: api.SMALLINT });
    case "ROWS":
      return api.LIST(
        api.STRUCT({ key: api.VARCHAR, path: api.VARCHAR, index: api.BIGINT, value: api.VARCHAR, this: api.VARCHAR }),
      );
    default:
      return parameterType(api, result);
  }
}
