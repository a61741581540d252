import { type GivenOptions, UsageError } from "../command";
import type { AnswersSoFar, Question } from "./answers";

/** Asks a person a question and gives the line that was typed. @throws the signal's reason when interrupted, UsageError at the end of the input */
export type AskLine = (prompt: string) => Promise<string>;

/**
 * The answers: from flags, from a person, or by the proposals. What isn't asked isn't in it.
 * @param ask undefined: nobody is asked
 * @param tell takes what a person is told between questions
 * @throws UsageError for a flag that can't be used, and with all that are missing where nobody is asked
 */
export async function collectAnswers(
  questions: readonly Question[],
  options: GivenOptions,
  ask: AskLine | undefined,
  tell: (text: string) => void,
): Promise<AnswersSoFar> {
  let soFar: AnswersSoFar = {};
  const problems: string[] = [];
  for (const question of questions) {
    const typed = options.get(`--${question.name}`);
    if (question.asked !== undefined && !question.asked(soFar)) {
      if (typed !== undefined)
        problems.push(`--${question.name} ${JSON.stringify(typed)} means nothing with the other answers`);
      continue;
    }
    if (question.onlyFlag === true && typed === undefined) continue;
    const answer = typed ?? question.fallback(soFar);
    const problem = typed === undefined ? undefined : question.problem(typed);
    if (problem !== undefined) problems.push(`--${question.name} ${JSON.stringify(typed)} ${problem}`);
    else if (typed === undefined && ask !== undefined && problems.length === 0) {
      soFar = { ...soFar, [question.name]: await askUntilGood(question, answer, ask, tell) };
      continue;
    } else if (answer === undefined) problems.push(`--${question.name} is missing: ${question.text}`);
    soFar = { ...soFar, ...(answer === undefined ? {} : { [question.name]: answer }) };
  }
  if (problems.length > 0) throw new UsageError(problems.join("\n"));
  return soFar;
}

async function askUntilGood(
  { text, hint, problem }: Question,
  fallback: string | undefined,
  ask: AskLine,
  tell: (text: string) => void,
): Promise<string> {
  if (hint !== undefined) tell(`  (${hint})\n`);
  for (;;) {
    const typed = (await ask(`${text}${fallback === undefined ? "" : ` [${fallback}]`}: `)).trim();
    const answer = typed === "" ? fallback : typed;
    const wrong = answer === undefined ? "is needed" : problem(answer);
    if (answer !== undefined && wrong === undefined) return answer;
    tell(`  ${typed === "" ? "it" : JSON.stringify(typed)} ${wrong}\n`);
  }
}
