import type { FormatValue } from "./file-format";
import type { GlueTable } from "./glue-table";

/** Options of a CSV file format, or why there are none. */
export type CsvReading = { readonly options: Readonly<Record<string, FormatValue>> } | { readonly refused: string };

/** Hive's names of encodings to Snowflake's. */
const ENCODINGS: Readonly<Record<string, string>> = {
  "utf-8": "UTF8",
  utf8: "UTF8",
  "us-ascii": "UTF8",
  "iso-8859-1": "ISO88591",
  latin1: "ISO88591",
  "windows-1252": "WINDOWS1252",
  "utf-16": "UTF16",
};

class Unmappable extends Error {}

/**
 * OpenCSVSerde: quoted text. Its own defaults are a comma, double quotes and a backslash.
 * Sources: cwiki.apache.org, Hive CSV Serde; docs.snowflake.com, create-external-table, format type options of CSV.
 */
export function openCsvFormat(table: GlueTable): CsvReading {
  return reading(table, (parameters) => {
    const quote = parameters.quoteChar ?? '"';
    if (quote !== '"' && quote !== "'") {
      throw new Unmappable(`Snowflake knows only " and ' as quotes, and quoteChar is ${JSON.stringify(quote)}`);
    }
    const escaped = character("escapeChar", parameters.escapeChar ?? "\\");
    return {
      FIELD_DELIMITER: { text: character("separatorChar", parameters.separatorChar ?? ",") },
      FIELD_OPTIONALLY_ENCLOSED_BY: { text: quote },
      // A quote as its own escape is what Snowflake does anyway, and refuses to be told.
      ESCAPE: escaped === quote ? "NONE" : { text: escaped },
      ESCAPE_UNENCLOSED_FIELD: "NONE",
      NULL_IF: { texts: [] },
    };
  });
}

/**
 * LazySimpleSerDe: fields without quotes. Its own defaults are Ctrl-A, no escape and `\N` for NULL.
 * Sources: cwiki.apache.org, Hive DDL, Row Formats; docs.snowflake.com as above.
 */
export function lazySimpleFormat(table: GlueTable): CsvReading {
  return reading(table, (parameters) => {
    const lines = parameters["line.delim"] ?? "\n";
    if (lines !== "\n")
      throw new Unmappable(`Hive itself reads lines that end in \\n only, and line.delim is ${JSON.stringify(lines)}`);
    const escapedBy = parameters["escape.delim"];
    return {
      FIELD_DELIMITER: {
        // Without its own parameter the SerDe takes the delimiter of all levels.
        text: character("field.delim", parameters["field.delim"] ?? parameters["serialization.format"] ?? "\u0001"),
      },
      ESCAPE_UNENCLOSED_FIELD: escapedBy === undefined ? "NONE" : { text: character("escape.delim", escapedBy) },
      NULL_IF: { texts: [parameters["serialization.null.format"] ?? "\\N"] },
    };
  });
}

/** What both SerDes have in common, around what each has. */
function reading(
  { parameters, storage }: GlueTable,
  own: (serde: Readonly<Record<string, string>>) => Readonly<Record<string, FormatValue>>,
): CsvReading {
  const serde = storage?.serdeParameters ?? {};
  try {
    const header = parameters["skip.header.line.count"] ?? serde["skip.header.line.count"] ?? "0";
    if (!/^\d{1,9}$/.test(header))
      throw new Unmappable(`skip.header.line.count is ${JSON.stringify(header)}, not a number`);
    const footer = parameters["skip.footer.line.count"] ?? serde["skip.footer.line.count"] ?? "0";
    if (footer !== "0")
      throw new Unmappable("Snowflake can't skip lines at the end of a file (skip.footer.line.count)");
    const encoding = serde["serialization.encoding"];
    const named = encoding === undefined ? undefined : ENCODINGS[encoding.toLowerCase()];
    if (encoding !== undefined && named === undefined) {
      throw new Unmappable(`no encoding of Snowflake is known for serialization.encoding ${JSON.stringify(encoding)}`);
    }
    return {
      options: {
        ...own(serde),
        SKIP_HEADER: Number(header),
        // Hive keeps an empty field of text as it is.
        EMPTY_FIELD_AS_NULL: false,
        ...(named === undefined || named === "UTF8" ? {} : { ENCODING: { text: named } }),
      },
    };
  } catch (error) {
    if (error instanceof Unmappable) return { refused: error.message };
    throw error;
  }
}

/**
 * One character. Glue and Hive also write it as a number, such as `1` or `\001` for Ctrl-A, and `\t`.
 *
 * @throws Unmappable for anything else
 */
function character(name: string, text: string): string {
  if (text === "\\t") return "\t";
  const code = /^\\?([0-7]{3})$|^\\u([0-9a-f]{4})$/i.exec(text);
  const escaped = code?.[1] === undefined ? code?.[2] && Number.parseInt(code[2], 16) : Number.parseInt(code[1], 8);
  const read = typeof escaped === "number" ? String.fromCharCode(escaped) : text;
  const one = name === "field.delim" && /^[0-9]$/.test(read) ? String.fromCharCode(Number(read)) : read;
  if ([...one].length !== 1 || one === "\0" || one === "\n" || one === "\r" || /\p{Cs}/u.test(one)) {
    throw new Unmappable(`${name} is ${JSON.stringify(text)}, not one character that Snowflake can take`);
  }
  return one;
}
