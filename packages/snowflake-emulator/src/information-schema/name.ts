/** The schema that every database has without its being stored: its views are answered from the account's state. */
export const INFORMATION_SCHEMA = "INFORMATION_SCHEMA";
