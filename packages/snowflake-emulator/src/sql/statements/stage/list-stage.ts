import type { ListedObject } from "../../../stage/object-lister";
import { filesOfStage } from "../../../stage/stage-access";
import { patternOf, prefixOf } from "../../../stage/stage-location";
import { type ColumnPlan, tableOf } from "../../../wire/result-table";
import { readStageReference, requireStage } from "../../stage-reference";
import type { StatementKind } from "../../statement";

const columns = (bucket: string): ColumnPlan<ListedObject> => ({
  name: ["text", ({ key }) => `s3://${bucket}/${key}`],
  size: ["fixed", ({ size }) => size],
  md5: ["text", ({ etag }) => etag],
  last_modified: ["text", ({ lastModified }) => new Date(lastModified).toUTCString()],
});

/** { LIST | LS } @stage[/path] [PATTERN = 'regex']. D: needs USAGE on an external stage. */
const listStage = (leading: "LIST" | "LS"): StatementKind => ({
  leading,
  parse(cursor) {
    cursor.expect(leading);
    const reference = readStageReference(cursor, { quoted: true });
    let pattern: string | undefined;
    if (cursor.take("PATTERN")) {
      cursor.expectSymbol("=");
      pattern = cursor.string();
    }
    return async (context) => {
      const stage = requireStage(context, reference.stage, "LIST");
      const fits = patternOf(stage, pattern);
      const { account } = context;
      const files = filesOfStage(account, account.iceberg.sessionOf(context), stage);
      const location = prefixOf(stage, reference.path);
      const found = (await files.list(location)).filter(({ key }) => fits(key));
      return tableOf(columns(location.bucket), found);
    };
  },
});

export const listStageStatements: readonly StatementKind[] = [listStage("LIST"), listStage("LS")];
