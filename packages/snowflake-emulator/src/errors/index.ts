export * from "./access-errors";
export * from "./data-errors";
export * from "./login-errors";
export * from "./object-errors";
export * from "./session-errors";
export { type ErrorType, SnowflakeError } from "./snowflake-error";
export * from "./statement-errors";
export * from "./syntax-errors";
