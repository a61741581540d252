import { SnowflakeError } from "../errors";
import { tokenize } from "./tokenizer";

/** Properties whose literal nobody should read in a log. */
const SECRET = /^(?:PASSWORD|.*_PASSWORD|.*SECRET.*|.*TOKEN|AWS_KEY_ID|PRIVATE_KEY|PASSCODE|PASSPHRASE)$/;

/** What a statement with a secret has somewhere: looking for it costs far less than reading tokens. */
const PERHAPS = /passw|secret|token|aws_key_id|private_key|passcode|passphrase/i;

/** A statement with secrets replaced by '***'. What can't be cut into tokens is left out altogether. */
export function redactStatement(sql: string): string {
  if (!PERHAPS.test(sql)) return sql;
  try {
    const tokens = tokenize(sql);
    let text = "";
    let from = 0;
    tokens.forEach((token, index) => {
      const equals = tokens[index - 1];
      const key = tokens[index - 2];
      if (token.kind === "end" || key?.kind !== "word" || equals?.value !== "=" || !SECRET.test(key.value)) return;
      text += `${sql.slice(from, token.offset)}'***'`;
      from = token.offset + token.text.length;
    });
    return text + sql.slice(from);
  } catch (error) {
    if (!(error instanceof SnowflakeError)) throw error;
    return `-- a statement of ${sql.length} characters that can't be parsed`;
  }
}
