// Statement (D: JavaScript stored procedures API).
(parts) => {
  "use strict";
  const { Columns, ResultSet, apiError } = parts;

  class Statement extends Columns {
    #sqlText;
    #binds;
    #result;

    constructor(sqlText, binds) {
      super();
      this.#sqlText = sqlText;
      this.#binds = binds;
    }

    static resultOf(statement, method) {
      if (statement.#result === undefined) throw apiError(`Statement.${method}`, "Statement is not executed yet.");
      return statement.#result;
    }

    execute() {
      this.#result = parts.execute("Statement.execute", this.#sqlText, this.#binds);
      return new ResultSet(this.#result);
    }
    getSqlText() {
      return this.#sqlText;
    }
    getRequestId() {
      return Statement.resultOf(this, "getRequestId").requestId;
    }
    getNumRowsInserted() {
      return Statement.resultOf(this, "getNumRowsInserted").affected.inserted;
    }
    getNumRowsUpdated() {
      return Statement.resultOf(this, "getNumRowsUpdated").affected.updated;
    }
    getNumRowsDeleted() {
      return Statement.resultOf(this, "getNumRowsDeleted").affected.deleted;
    }
    getNumDuplicateRowsUpdated() {
      return Statement.resultOf(this, "getNumDuplicateRowsUpdated").affected.duplicates;
    }
  }

  parts.Statement = Statement;
  parts.classOf = (owner) => (owner instanceof Statement ? "Statement" : "ResultSet");
  parts.resultOf = (owner, method) =>
    owner instanceof Statement ? Statement.resultOf(owner, method) : ResultSet.resultOf(owner);
};
