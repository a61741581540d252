/** What the provider's Go type of a column takes. */
export type ScanType = "string" | "int" | "bool" | "time";

/** A column that the provider scans from an answer. */
export interface ScannedColumn {
  readonly name: string;
  readonly type: ScanType;
  /** Its Go type takes NULL. */
  readonly nullable: boolean;
}

const TYPES: Readonly<Record<string, ScanType>> = { int: "int", bool: "bool", time: "time" };

/** `name` is a string, `name:int` a number, `name?` may be NULL, `null?` is written `null_`. Names are separated by blanks. */
function columns(text: string): readonly ScannedColumn[] {
  return text.split(" ").map((one) => {
    const nullable = one.endsWith("?");
    const [written = "", type = ""] = (nullable ? one.slice(0, -1) : one).split(":");
    const name = written === "null_" ? "null?" : written.replaceAll("+", " ");
    return { name, type: TYPES[type] ?? "string", nullable };
  });
}

const PROPERTY_ROWS = "property property_type property_value property_default";

/**
 * Columns that the provider 2.20.0 scans, by answer, with the types that they have to have. Left out: columns that SHOW has
 * only with HISTORY (`dropped_on`) or TERSE (`kind` of a view), and those that Snowflake does not answer (`resource_group`).
 */
export const SCANNED = {
  roles: columns(
    "created_on:time name is_default? is_current? is_inherited? assigned_to_users:int granted_to_roles:int granted_roles:int owner? comment?",
  ),
  databaseRoles: columns(
    "created_on name is_default? is_current? is_inherited? granted_to_roles:int granted_to_database_roles:int granted_database_roles:int owner comment? owner_role_type?",
  ),
  grants: columns("created_on:time privilege granted_on name granted_to grantee_name grant_option:bool granted_by"),
  roleGrants: columns("created_on:time role granted_to grantee_name granted_by"),
  futureGrants: columns("created_on:time privilege grant_on name grant_to grantee_name grant_option:bool"),
  parameters: columns("key? value? default? level? description?"),
  warehouses: columns(
    "name state type size? min_cluster_count:int? max_cluster_count:int? started_clusters:int? running:int? queued:int? is_default is_current auto_suspend:int? auto_resume:bool available provisioning quiescing other created_on:time resumed_on:time updated_on:time owner comment enable_query_acceleration:bool? query_acceleration_max_scale_factor:int? resource_monitor actives pendings failed suspended uuid scaling_policy? owner_role_type? resource_constraint? generation?",
  ),
  resourceMonitors: columns(
    "name credit_quota? used_credits? remaining_credits? level? frequency? start_time? end_time? notify_at? suspend_at? suspend_immediately_at? created_on:time owner comment? notify_users?",
  ),
  integrations: columns("name type category enabled:bool comment? created_on:time"),
  properties: columns(PROPERTY_ROWS),
  externalVolumes: columns("name allow_writes:bool comment?"),
  nestedProperties: columns(`parent_property ${PROPERTY_ROWS}`),
  databases: columns(
    "created_on:time name is_default? is_current? origin? owner? comment? options? retention_time? kind? owner_role_type?",
  ),
  schemas: columns(
    "created_on:time name is_default is_current database_name owner comment? options? retention_time owner_role_type",
  ),
  contents: columns("created_on:time name kind"),
  tables: columns(
    "created_on name schema_name database_name kind comment? cluster_by? rows:int? bytes:int? owner retention_time:int? automatic_clustering? change_tracking? search_optimization? search_optimization_progress? search_optimization_bytes:int? is_external? enable_schema_evolution? owner_role_type? is_event? budget?",
  ),
  tableColumns: columns(
    "name type kind null_ default? primary+key unique+key check? expression? comment? policy+name? schema+evolution+record?",
  ),
  views: columns(
    "created_on name reserved? database_name schema_name owner? comment? text? is_secure:bool? is_materialized:bool? owner_role_type? change_tracking?",
  ),
  viewColumns: columns(
    "name type kind null_ default? primary+key unique+key check? expression? comment? policy+name? privacy+domain?",
  ),
  policyReferences: columns(
    "POLICY_DB? POLICY_SCHEMA? POLICY_NAME POLICY_KIND REF_DATABASE_NAME? REF_SCHEMA_NAME? REF_ENTITY_NAME REF_ENTITY_DOMAIN REF_COLUMN_NAME? REF_ARG_COLUMN_NAMES? TAG_DATABASE? TAG_SCHEMA? TAG_NAME? POLICY_STATUS?",
  ),
  materializedViews: columns(
    "created_on name reserved? database_name schema_name cluster_by? rows:int bytes:int source_database_name source_schema_name source_table_name refreshed_on:time compacted_on:time owner invalid:bool invalid_reason? behind_by comment? text is_secure:bool automatic_clustering owner_role_type? budget?",
  ),
  procedures: columns(
    "created_on name schema_name is_builtin is_aggregate is_ansi min_num_arguments:int max_num_arguments:int arguments description catalog_name is_table_function valid_for_clustering is_secure? secrets? external_access_integrations?",
  ),
  values: columns("property value?"),
  tasks: columns(
    "created_on name id database_name schema_name owner comment? warehouse? schedule? predecessors state definition condition? allow_overlapping_execution error_integration? last_committed_on? last_suspended_on? owner_role_type config? budget? task_relations last_suspended_reason? target_completion_interval?",
  ),
  alerts: columns(
    "created_on:time name database_name schema_name owner comment? warehouse schedule state condition action owner_role_type?",
  ),
  users: columns(
    "name created_on:time login_name? display_name? first_name? last_name? email? mins_to_unlock? days_to_expiry? comment? disabled? must_change_password? snowflake_lock? default_warehouse? default_namespace? default_role? default_secondary_roles? ext_authn_duo? ext_authn_uid? mins_to_bypass_mfa? owner last_success_login:time? expires_at_time:time? locked_until_time:time? has_password:bool? has_rsa_public_key:bool? type? has_mfa:bool? has_workload_identity:bool?",
  ),
  describedProperties: columns("property value default description"),
  networkPolicies: columns(
    "created_on name comment entries_in_allowed_ip_list:int entries_in_blocked_ip_list:int entries_in_allowed_network_rules:int entries_in_blocked_network_rules:int",
  ),
  namedValues: columns("name value"),
  networkRules: columns(
    "created_on:time name database_name schema_name owner comment type mode entries_in_valuelist:int owner_role_type",
  ),
  networkRule: columns("created_on:time name database_name schema_name owner comment type mode value_list"),
  secrets: columns(
    "created_on:time name schema_name database_name owner comment? secret_type oauth_scopes? owner_role_type",
  ),
  secret: columns(
    "created_on:time name schema_name database_name owner comment? secret_type username? oauth_access_token_expiry_time:time? oauth_refresh_token_expiry_time:time? oauth_scopes? integration_name?",
  ),
  tags: columns(
    "created_on:time name database_name schema_name owner comment allowed_values? owner_role_type propagate? on_conflict?",
  ),
  authenticationPolicies: columns(
    "created_on:time? name comment database_name? schema_name? kind owner? owner_role_type? options",
  ),
  sequences: columns(
    "created_on name schema_name database_name next_value:int interval:int owner owner_role_type comment ordered",
  ),
  fileFormats: columns(
    "created_on:time name database_name schema_name type owner comment format_options owner_role_type",
  ),
} as const satisfies Readonly<Record<string, readonly ScannedColumn[]>>;

export type ScannedRow = keyof typeof SCANNED;
