import { parameterNames } from "../../../parameters/definitions";
import { alterObject, readTarget, rename } from "../../object-statements";
import { readKeys } from "../../properties";
import type { StatementKind } from "../../statement";
import { applyUserSettings, readUserSettings, USER_PROPERTY_NAMES, unsetUserSettings } from "./user-properties";

/** ALTER USER [IF EXISTS] name { RENAME TO name | SET property = value … | UNSET property, … } */
export const alterUser: StatementKind = {
  leading: "ALTER USER",
  parse(cursor) {
    const target = readTarget(cursor, "ALTER", "USER");
    if (cursor.take("RENAME TO")) {
      const name = cursor.path(1);
      return (context) =>
        alterObject(context, "USER", target, "OWNERSHIP", (user) => rename(context, "USER", user, name));
    }
    if (cursor.take("SET")) {
      const settings = readUserSettings(cursor);
      if (Object.keys(settings.properties).length + settings.parameters.size === 0) throw cursor.unexpected();
      return (context) =>
        alterObject(context, "USER", target, "OWNERSHIP", (user) => applyUserSettings(context, user, settings));
    }
    cursor.expect("UNSET");
    const keys = readKeys<string>(cursor, [...USER_PROPERTY_NAMES, ...parameterNames("USER")]);
    return (context) => alterObject(context, "USER", target, "OWNERSHIP", (user) => unsetUserSettings(user, keys));
  },
};
