import { itEvaluates, itFails } from "../support/examples";

// Examples and rules of the pages of docs.snowflake.com/en/sql-reference/functions/<name>.
describe("text functions", () => {
  itEvaluates([
    ["LENGTH('joyeux Noël')", "11", "NUMBER(18,0)"],
    ["LENGTH(NULL)", null],
    ["UPPER('abc')", "ABC", "VARCHAR(3)"],
    ["INITCAP('the quick brown Fox')", "The Quick Brown Fox"],
    ["INITCAP('this is the new-ish frame', '')", "This is the new-ish frame"],
    ["TRIM('❄-❄ABC-❄-', '❄-')", "ABC"],
    ["LTRIM('#000000123', '0#')", "123"],
    ["RTRIM('$125.00', '0.')", "$125"],
    ["SUBSTR('testing 1 2 3', 9, 5)", "1 2 3"],
    ["SUBSTR('mystring', -3, 2)", "in"],
    ["SUBSTR('mystring', 0, 2)", "my"],
    ["SUBSTR('mystring', 3)", "string"],
    ["LEFT('ABCDEF', 3)", "ABC"],
    ["LEFT('ABCDEF', -1)", ""],
    ["LEFT('ABCDEF', NULL)", null],
    ["RIGHT('ABCDEFG', 3)", "EFG"],
    ["SUBSTR('abc', 2, -1)", ""],
    ["REPLACE('down', 'down', 'up')", "up"],
    ["REPLACE('down', 'down')", ""],
    ["SPLIT_PART('11.22.33', '.', 0)", "11"],
    ["SPLIT_PART('127.0.0.1', '.', 1)", "127"],
    ["SPLIT_PART('127.0.0.1', '.', -1)", "1"],
    ["SPLIT_PART('127.0.0.1', '.', 5)", ""],
    ["STRTOK('user@snowflake.com', '@.', 2)", "snowflake"],
    ["STRTOK('a.b.c', '.', 9)", null],
    ["REVERSE('Hello, world!')", "!dlrow ,olleH"],
    ["LPAD('123.50', 19, '*_')", "*_*_*_*_*_*_*123.50"],
    ["LPAD('hello', 3, ' ')", "hel"],
    ["RPAD('hi', 5, '?!')", "hi?!?"],
    ["REPEAT('xy', 5)", "xyxyxyxyxy"],
    ["CONCAT('one', 'two', NULL)", null],
    ["CONCAT_WS(',', 'one', 'two', 'three')", "one,two,three"],
    ["'one' || 1 || TRUE", "one1true"],
    ["POSITION('an', 'banana', 3)", "4"],
    ["POSITION('an' IN 'banana')", "2"],
    ["CHARINDEX('an', 'banana', 5)", "0"],
    ["ASCII('!')", "33"],
    ["UNICODE('❄')", "10052"],
    ["CHR(10052)", "❄"],
    ["TRANSLATE('❄a❄bX❄dYZ❄', 'XYZ❄', 'cef')", "abcdef"],
    ["EDITDISTANCE('Gute nacht', 'Ich weis nicht')", "8"],
    ["CONTAINS('ice tea', 'te')", "true", "BOOLEAN"],
    ["STARTSWITH('coffee', 'te')", "false"],
    ["ENDSWITH('coffee', 'ee')", "true"],
    ["SPLIT('127.0.0.1', '.')", '[\n  "127",\n  "0",\n  "0",\n  "1"\n]', "ARRAY"],
    ["MD5('Snowflake')", "edf1439075a83a447fb8b630ddc9c8de"],
    ["SHA1('Snowflake')", "fda76b0bcc1e87cf259b1d1e3271d76f590fb5dd"],
    ["SHA2('Snowflake', 224)", "6267d3d7a59929e6864dd4b737d98e3ef8569d9f88a7466647838532"],
    ["BASE64_ENCODE('Snowflake')", "U25vd2ZsYWtl"],
    ["BASE64_DECODE_STRING('U25vd2ZsYWtl')", "Snowflake"],
    ["HEX_ENCODE('SNOW')", "534E4F57"],
    ["HEX_DECODE_STRING('534E4F57')", "SNOW"],
    ["TO_BINARY('534E4F57', 'HEX')", "534E4F57", "BINARY(8388608)"],
    ["TO_VARCHAR(TO_BINARY('SNOW', 'utf-8'), 'base64')", "U05PVw=="],
    ["TRY_TO_BINARY('YWI=', 'BASE64')", "6162", "BINARY(8388608)"],
    ["TRY_TO_BINARY('!!', 'BASE64')", null, "BINARY(8388608)"],
    ["LENGTH(UUID_STRING())", "36"],
  ]);
});

describe("regular expressions (functions-regexp)", () => {
  itEvaluates([
    ["REGEXP_LIKE('San Francisco', 'San.*')", "true"],
    ["REGEXP_LIKE('San Francisco', 'San')", "false"],
    ["REGEXP_LIKE('San Francisco', 'SAN.*', 'i')", "true"],
    ["'abc' RLIKE 'a.c'", "true"],
    ["REGEXP_REPLACE('Customers - (NY)', '\\\\(|\\\\)', '')", "Customers - NY"],
    [
      "REGEXP_REPLACE('firstname middlename lastname', '(.*) (.*) (.*)', '\\\\3, \\\\1 \\\\2')",
      "lastname, firstname middlename",
    ],
    ["REGEXP_SUBSTR('It was the best of times', 'the\\\\W+\\\\w+')", "the best"],
    ["REGEXP_SUBSTR('a1b22', '[0-9]+', 1, 2)", "22"],
    ["REGEXP_SUBSTR('a1b22', 'x')", null],
    ["REGEXP_SUBSTR('key=value', '(\\\\w+)=(\\\\w+)', 1, 1, 'e', 2)", "value"],
    ["REGEXP_COUNT('It was the best of times', '\\\\b[a-z]+\\\\b')", "5"],
    ["REGEXP_INSTR('It was the best', 'the')", "8"],
    ["REGEXP_INSTR('It was the best', 'worst')", "0"],
  ]);
});

describe("LIKE and its kin", () => {
  itEvaluates([
    ["'John  Dddoe' LIKE '%Jo%oe%'", "true"],
    ["'100%' LIKE '100^%' ESCAPE '^'", "true"],
    ["'100x' LIKE '100^%' ESCAPE '^'", "false"],
    ["'john' ILIKE '%JO%'", "true"],
    ["'John' LIKE ANY ('%Jo%', 'T%')", "true"],
    ["'Tom' LIKE ALL ('%Jo%', 'T%')", "false"],
    ["NULL LIKE 'x'", null],
  ]);
});

describe("what text functions refuse", () => {
  itFails([
    ["SELECT FOO(1)", /^002141 .*Unknown function FOO$/s],
    ["SELECT COLLATE('a', 'en')", /^000002 .*COLLATE/],
    ["SELECT LEFT('a')", /^000938 .*not enough arguments for function \[LEFT\(…\)\], expected 2, got 1$/s],
    ["SELECT UPPER('a', 'b')", /^000939 .*too many arguments/s],
    ["SELECT UPPER([1])", /^001044 .*Invalid argument types for function 'UPPER': \(ARRAY\)$/s],
    ["SELECT 'a' RLIKE '('", /^100048 Invalid regular expression/],
    ["SELECT HEX_DECODE_STRING('0')", /^100115 /],
  ]);
});
