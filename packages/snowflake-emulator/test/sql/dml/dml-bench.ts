import type { Session } from "../../../src/session/session";
import { Bench } from "../../support/accounts";

/** A bench in the schema D.PUBLIC, whose account is closed at the end. */
export class DmlBench extends Bench {
  async open(...statements: readonly string[]): Promise<this> {
    await this.run("CREATE DATABASE d", "USE SCHEMA d.public", ...statements);
    return this;
  }

  /** Another session of the same user, in the same schema. */
  another(id: number): Session {
    const { databaseId, schemaId } = this.session;
    return { ...this.sessionOf("ADMIN", "ACCOUNTADMIN"), id, databaseId, schemaId };
  }

  /** A query's rows, each in one line, sorted; NULL is empty. */
  async table(sqlText: string, session = this.session): Promise<readonly string[]> {
    const rows = await this.rows(sqlText, session);
    return rows.map((row) => Object.values(row).join(" ")).sort();
  }

  /** The counts that a statement answers, without "number of". */
  async counts(sqlText: string, session = this.session): Promise<string> {
    const row = await this.row(sqlText, session);
    return Object.entries(row)
      .map(([name, count]) => `${name.replace("number of ", "")}: ${count}`)
      .join(", ");
  }

  close(): Promise<void> {
    return this.account.close();
  }
}
