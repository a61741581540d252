import { invalidProperty, invalidValue, notEmulated } from "../../../errors";
import type { Cursor } from "../../cursor";
import { boolean } from "../../properties";
import { readStageReference, type StageReference } from "../../stage-reference";
import { readTagClause, type TagSetting } from "../../tag-clause";
import { readFormatSource, type WrittenFormat } from "../file-format/format-source";
import { type ExternalColumnDefinition, readExternalColumn } from "./column-list";

/** What a CREATE EXTERNAL TABLE says besides its name; undefined: nothing of it. */
export interface ExternalOptions {
  readonly columns: readonly ExternalColumnDefinition[];
  readonly partitionBy: readonly string[];
  readonly userSpecified: boolean;
  readonly location: StageReference | undefined;
  readonly refreshOnCreate: boolean | undefined;
  readonly autoRefresh: boolean | undefined;
  readonly pattern: string | undefined;
  /** An ARN of SNS. */
  readonly snsTopic: string | undefined;
  readonly format: WrittenFormat | undefined;
  readonly copyGrants: boolean;
  readonly comment: string | undefined;
  readonly tags: readonly TagSetting[];
}

const REFUSED = ["INTEGRATION", "TABLE_FORMAT", "USING TEMPLATE", "ROW ACCESS POLICY", "CONTACT", "CLUSTER BY"];

function readColumns(cursor: Cursor): readonly ExternalColumnDefinition[] {
  const columns: ExternalColumnDefinition[] = [];
  if (!cursor.takeSymbol("(")) return columns;
  do columns.push(readExternalColumn(cursor));
  while (cursor.takeSymbol(","));
  cursor.expectSymbol(")");
  return columns;
}

function readNames(cursor: Cursor): readonly string[] {
  const names: string[] = [];
  cursor.expectSymbol("(");
  do names.push(cursor.identifier());
  while (cursor.takeSymbol(","));
  cursor.expectSymbol(")");
  return names;
}

type Given = { -readonly [K in keyof ExternalOptions]?: ExternalOptions[K] };

/** Options of the form `NAME = value`: where they go, and how they are read. */
const VALUES: Readonly<Record<string, (cursor: Cursor, given: Given) => void>> = {
  LOCATION: (cursor, given) => {
    given.location = readStageReference(cursor, { quoted: false });
  },
  PARTITION_TYPE: (cursor, given) => {
    const word = cursor.identifier();
    if (word !== "USER_SPECIFIED") throw invalidValue(word, "PARTITION_TYPE");
    given.userSpecified = true;
  },
  REFRESH_ON_CREATE: (cursor, given) => {
    given.refreshOnCreate = boolean(cursor, "REFRESH_ON_CREATE");
  },
  AUTO_REFRESH: (cursor, given) => {
    given.autoRefresh = boolean(cursor, "AUTO_REFRESH");
  },
  PATTERN: (cursor, given) => {
    given.pattern = cursor.string();
  },
  AWS_SNS_TOPIC: (cursor, given) => {
    const topic = cursor.string();
    if (!/^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w-]{1,256}(?:\.fifo)?$/.test(topic)) {
      throw invalidValue(topic, "AWS_SNS_TOPIC");
    }
    given.snsTopic = topic;
  },
  FILE_FORMAT: (cursor, given) => {
    given.format = readFormatSource(cursor);
  },
  COMMENT: (cursor, given) => {
    given.comment = cursor.string();
  },
};

/** Reads the options to the end of the statement, in any order. Throws 001422 for one twice, 000002 for what is not built. */
export function readExternalOptions(cursor: Cursor): ExternalOptions {
  const given: Given = {};
  const refuse = () => {
    const refused = cursor.takeOneOf(...REFUSED);
    if (refused !== undefined) throw notEmulated(`CREATE EXTERNAL TABLE … ${refused}`);
  };
  refuse();
  const columns = readColumns(cursor);
  const tags: TagSetting[] = [];
  const seen = new Set<string>();
  const once = (option: string) => {
    if (seen.has(option)) throw invalidProperty(option, "it is given twice");
    seen.add(option);
  };
  for (;;) {
    tags.push(...readTagClause(cursor));
    cursor.take("WITH");
    refuse();
    if (cursor.isEnd()) break;
    if (cursor.take("PARTITION BY")) {
      once("PARTITION BY");
      given.partitionBy = readNames(cursor);
    } else if (cursor.take("COPY GRANTS")) given.copyGrants = true;
    else {
      const { kind, value } = cursor.peek();
      const read = kind === "word" && Object.hasOwn(VALUES, value) ? VALUES[value] : undefined;
      if (read === undefined) throw cursor.unexpected();
      cursor.next();
      cursor.expectSymbol("=");
      once(value);
      read(cursor, given);
    }
    cursor.takeSymbol(",");
  }
  return {
    columns,
    partitionBy: given.partitionBy ?? [],
    userSpecified: given.userSpecified ?? false,
    location: given.location,
    refreshOnCreate: given.refreshOnCreate,
    autoRefresh: given.autoRefresh,
    pattern: given.pattern,
    snsTopic: given.snsTopic,
    format: given.format,
    copyGrants: given.copyGrants ?? false,
    comment: given.comment,
    tags,
  };
}
