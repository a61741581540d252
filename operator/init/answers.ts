/** Everything that `twinberg init` has to know, each as typed; empty where it is left out. */
export interface Answers {
  readonly organization: string;
  readonly "primary-account": string;
  readonly "primary-region": string;
  readonly "primary-edition": string;
  readonly "secondary-account": string;
  readonly "secondary-region": string;
  readonly "secondary-edition": string;
  readonly "deployer-user": string;
  readonly "deployer-role": string;
  readonly login: string;
  readonly "aws-role": string;
  readonly "aws-account": string;
  readonly "aws-region": string;
  readonly "lake-formation-admins": string;
  readonly bucket: string;
  readonly "glue-database": string;
  readonly tables: string;
  readonly "controller-bucket": string;
  readonly "controller-region": string;
  readonly connection: string;
  readonly "credit-quota": string;
  readonly backend: string;
  readonly "state-bucket": string;
  readonly "state-region": string;
  readonly "state-copy-bucket": string;
  readonly "state-copy-region": string;
  readonly "cloud-organization": string;
  readonly "alert-email": string;
  readonly "local-aws": string;
  readonly "local-snowflake": string;
}

/** What a question is called, and its flag without the hyphens. */
export type AnswerName = keyof Answers;

/** What has been answered so far. */
export type AnswersSoFar = Readonly<Partial<Answers>>;

/** One question. */
export interface Question {
  readonly name: AnswerName;
  /** As asked, and as the help says. */
  readonly text: string;
  /** Where the answer is found, for people. Default: they know. */
  readonly hint?: string;
  /** What an empty answer means; undefined: there must be one. */
  readonly fallback: (soFar: AnswersSoFar) => string | undefined;
  /** Whether it is asked at all. Default: it is. */
  readonly asked?: (soFar: AnswersSoFar) => boolean;
  /** Nobody is asked it: there is the flag, or there is no answer. Default: people are asked. */
  readonly onlyFlag?: boolean;
  /** What is wrong with an answer; undefined: nothing. */
  readonly problem: (answer: string) => string | undefined;
}
