// ResultSet, and what it shares with Statement (D: JavaScript stored procedures API).
(parts) => {
  "use strict";
  const { apiError, toValue, toText } = parts;
  const JS_TYPES = {
    FIXED: "number",
    REAL: "number",
    TEXT: "string",
    BINARY: "buffer",
    BOOLEAN: "boolean",
    DATE: "date",
    TIME: "string",
    TIMESTAMP_NTZ: "date",
    TIMESTAMP_LTZ: "date",
    TIMESTAMP_TZ: "date",
    VARIANT: "json",
    OBJECT: "json",
    ARRAY: "json",
  };

  /** Columns by number (from 1) or name. A subclass tells what it knows of the result. */
  class Columns {
    getColumnCount() {
      return parts.resultOf(this, "getColumnCount").columns.length;
    }
    getColumnName(column) {
      return columnOf(this, "getColumnName", column).name;
    }
    getColumnScale(column) {
      const { kind, scale } = columnOf(this, "getColumnScale", column);
      return kind === "FIXED" ? scale : 0;
    }
    getColumnSqlType(column) {
      return columnOf(this, "getColumnSqlType", column).kind;
    }
    getColumnType(column) {
      return JS_TYPES[columnOf(this, "getColumnType", column).kind];
    }
    isColumnNullable(column) {
      return columnOf(this, "isColumnNullable", column).nullable;
    }
    getRowCount() {
      return parts.resultOf(this, "getRowCount").total;
    }
    getNumRowsAffected() {
      return parts.resultOf(this, "getNumRowsAffected").affected.total;
    }
    getQueryId() {
      return parts.resultOf(this, "getQueryId").queryId;
    }
  }

  const TESTS = {
    isColumnText: ["TEXT"],
    isColumnArray: ["ARRAY"],
    isColumnBinary: ["BINARY"],
    isColumnBoolean: ["BOOLEAN"],
    isColumnDate: ["DATE"],
    isColumnNumber: ["FIXED", "REAL"],
    isColumnObject: ["OBJECT"],
    isColumnTime: ["TIME"],
    isColumnTimestamp: ["TIMESTAMP_NTZ", "TIMESTAMP_LTZ", "TIMESTAMP_TZ"],
    isColumnVariant: ["VARIANT"],
  };
  for (const [name, kinds] of Object.entries(TESTS)) {
    const value = function (column) {
      return kinds.includes(columnOf(this, name, column).kind);
    };
    Object.defineProperty(value, "name", { value: name });
    Object.defineProperty(Columns.prototype, name, { value, writable: true, configurable: true });
  }

  function columnOf(owner, method, wanted) {
    const { columns } = parts.resultOf(owner, method);
    const column = typeof wanted === "string" ? columns.find(({ name }) => name === wanted) : columns[wanted - 1];
    if (column !== undefined) return column;
    throw apiError(`${parts.classOf(owner)}.${method}`, `Given column name/index does not exist: ${String(wanted)}`);
  }

  class ResultSet extends Columns {
    #result;
    /** Index of the current row; -1 before the first, the number of rows after the last. */
    #at = -1;

    constructor(result) {
      super();
      this.#result = result;
    }

    static resultOf(resultSet) {
      return resultSet.#result;
    }

    next() {
      const { columns, total } = this.#result;
      if (this.#at >= total - 1) {
        this.#at = total;
        return false;
      }
      this.#at += 1;
      for (const column of columns) {
        if (column.name in ResultSet.prototype) continue;
        Object.defineProperty(this, column.name, {
          get: () => this.getColumnValue(column.name),
          enumerable: true,
          configurable: true,
        });
      }
      return true;
    }

    getColumnSqlType(column) {
      this.#row("getColumnSqlType");
      return super.getColumnSqlType(column);
    }

    getColumnValue(column) {
      const row = this.#row("getColumnValue");
      const found = columnOf(this, "getColumnValue", column);
      return toValue(row[found.index], found, parts.formats, false);
    }

    getColumnValueAsString(column) {
      const row = this.#row("getColumnValueAsString");
      const found = columnOf(this, "getColumnValueAsString", column);
      return toText(row[found.index], found, parts.formats);
    }

    #row(method) {
      const { total, rows } = this.#result;
      if (this.#at < 0 || this.#at >= total) {
        throw apiError(`ResultSet.${method}`, "ResultSet is empty or not prepared (call next() first).");
      }
      return rows(this.#at);
    }
  }

  parts.Columns = Columns;
  parts.ResultSet = ResultSet;
};
