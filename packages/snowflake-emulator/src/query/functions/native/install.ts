import type * as Api from "@duckdb/node-api";
import type { DuckDBConnection, DuckDBDataChunk, DuckDBType, DuckDBValue } from "@duckdb/node-api";
import { encodeDataError } from "./data-errors";
import { NATIVE_FUNCTIONS } from "./index";
import { DataError, type NativeFunction, type NativeParameter, type NativeValue } from "./native-function";

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
      returnType: parameterType(api, one.returns),
      parameterTypes: one.parameters.map((parameter) => parameterType(api, parameter)),
      ...(one.rest === undefined ? {} : { varArgsType: parameterType(api, one.rest) }),
      // Nulls are ours to handle.
      specialHandling: true,
      volatile: one.volatile,
      mainFunction: (info, chunk, output) => {
        try {
          const columns = Array.from({ length: chunk.columnCount }, (_, index) => chunk.getColumnVector(index));
          const passesNull = columns.map((_, index) => (one.parameters[index] ?? one.rest)?.endsWith("?") === true);
          const { rowCount } = chunk;
          for (let row = 0; row < rowCount; row++) output.setItem(row, answer(one, columns, passesNull, row));
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

function answer(
  definition: NativeFunction,
  columns: readonly Vector[],
  passesNull: readonly boolean[],
  row: number,
): DuckDBValue {
  const values: NativeValue[] = [];
  for (let index = 0; index < columns.length; index++) {
    const item = columns[index]?.getItem(row) ?? null;
    if (item === null && passesNull[index] !== true) return null;
    values.push(nativeValue(item));
  }
  return definition.evaluate(values);
}

function nativeValue(value: DuckDBValue): NativeValue {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "bigint" || typeof value === "number") return value;
  throw new Error(`a native function got ${String(value)}`);
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
  }
}
