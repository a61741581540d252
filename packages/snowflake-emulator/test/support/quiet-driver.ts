// The driver looks for clouds around it as soon as it is loaded, so this module has to be imported before it.
process.env.SNOWFLAKE_DISABLE_PLATFORM_DETECTION = "true";
process.env.SF_TELEMETRY_DISABLE_CONNECTION_SHAPE = "true";

export {};
