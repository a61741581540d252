import type * as Api from "@duckdb/node-api";
import type { DuckDBConnection, DuckDBType } from "@duckdb/node-api";
import type { DuckDb } from "../../../data/duckdb";
import { encodeDataError } from "./data-errors";
import { NATIVE_FUNCTIONS } from "./index";
import {
  DataError,
  type NativeAnswer,
  type NativeFunction,
  type NativeParameter,
  type NativeValue,
} from "./native-function";
import { readColumn } from "./read-column";

/** What `installFunctions` has put into a DuckDB instance. */
export interface InstalledFunctions {
  /** Frees the functions. The process ends only after this, and after connections and instance were closed. */
  dispose(): void;
}

/**
 * Registers the functions that compiled queries call (`sf_…`) with the instance of a connection; every connection of that
 * instance sees them. Once per instance.
 */
export function installFunctions({ api, bindings }: DuckDb, connection: DuckDBConnection): InstalledFunctions {
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
          const { rowCount } = chunk;
          const columns = Array.from({ length: chunk.columnCount }, (_, index) => {
            const vector = bindings.data_chunk_get_vector(chunk.chunk, index);
            return readColumn(bindings, vector, rowCount, parameterAt(one, index));
          });
          const passesNull = columns.map((_, index) => parameterAt(one, index).endsWith("?"));
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

function parameterAt({ name, parameters, rest }: NativeFunction, index: number): NativeParameter {
  const parameter = parameters[index] ?? rest;
  if (parameter === undefined) throw new Error(`${name} takes ${parameters.length} arguments`);
  return parameter;
}

function answer(
  definition: NativeFunction,
  columns: readonly (readonly NativeValue[])[],
  passesNull: readonly boolean[],
  row: number,
): NativeAnswer {
  const values: NativeValue[] = [];
  for (let index = 0; index < columns.length; index++) {
    const value = columns[index]?.[row] ?? null;
    if (value === null && passesNull[index] !== true) return null;
    values.push(value);
  }
  return definition.evaluate(values);
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
