import { newUser } from "../../../objects/new-user";
import { createObject, readCreateHead } from "../../object-statements";
import type { StatementKind } from "../../statement";
import { readTagClause } from "../../tag-clause";
import { applyUserSettings, readUserSettings } from "./user-properties";

/** CREATE [OR REPLACE] USER [IF NOT EXISTS] name [property = value …] [parameter = value …] [[WITH] TAG (…)] */
export const createUser: StatementKind = {
  leading: "CREATE USER",
  parse(cursor) {
    const head = readCreateHead(cursor, "USER");
    const settings = readUserSettings(cursor);
    const tags = readTagClause(cursor);
    return (context) =>
      createObject(
        context,
        "USER",
        head,
        "CREATE USER",
        (base) => {
          const user = newUser(base);
          applyUserSettings(context, user, settings);
          return user;
        },
        { tags },
      );
  },
};
