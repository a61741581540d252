import { analystReadsOnlyProd } from "./analyst-reads-only-prod";
import { catalogIsSignedForItsRegion } from "./catalog-is-signed-for-its-region";
import { catalogLinkedDatabaseIsNeverReplaced } from "./catalog-linked-database-is-never-replaced";
import { catalogLinkedDatabaseStatesItsWrites } from "./catalog-linked-database-states-its-writes";
import { connectionLeadsToAnotherRegion } from "./connection-leads-to-another-region";
import { eachAccountHasItsTwin } from "./each-account-has-its-twin";
import { eventRuleSkipsFailedCalls } from "./event-rule-skips-failed-calls";
import { eventTargetKeepsWhatItLoses } from "./event-target-keeps-what-it-loses";
import { eventsAreSwept } from "./events-are-swept";
import { externalIdsAreSetAndUnique } from "./external-ids-are-set-and-unique";
import { externalVolumeDoesNotWrite } from "./external-volume-does-not-write";
import { failoverGroupCarriesWhatReplicates } from "./failover-group-carries-what-replicates";
import { failoverGroupCommandsRunOnTheirSide } from "./failover-group-commands-run-on-their-side";
import { failoverGroupCreationIsLegal } from "./failover-group-creation-is-legal";
import { failoverGroupListsWhatItCarries } from "./failover-group-lists-what-it-carries";
import { failoverGroupScheduleIsPossible } from "./failover-group-schedule-is-possible";
import { failoverNeedsBusinessCritical } from "./failover-needs-business-critical";
import { failoverPathAvoidsTheLostRegion } from "./failover-path-avoids-the-lost-region";
import { grantsAreOnBothSides } from "./grants-are-on-both-sides";
import { lakeFormationAdminIsNotSnowflake } from "./lake-formation-admin-is-not-snowflake";
import { lakeFormationGrantsOnlyRead } from "./lake-formation-grants-only-read";
import { lakeFormationSettingsHaveOneOwner } from "./lake-formation-settings-have-one-owner";
import { materializedViewsAreLegal } from "./materialized-views-are-legal";
import { namesAreLegal } from "./names-are-legal";
import { objectIsInOneFailoverGroup } from "./object-is-in-one-failover-group";
import { oneCatalogLinkedDatabaseWrites } from "./one-catalog-linked-database-writes";
import type { PolicyRule } from "./policy-rule";
import { queueConsumerTellsWhatFailed } from "./queue-consumer-tells-what-failed";
import { queueIsWatched } from "./queue-is-watched";
import { registrationRoleIsNotSnowflake } from "./registration-role-is-not-snowflake";
import { replacementKeepsGrants } from "./replacement-keeps-grants";
import { replicaOfTheLakeIsNotWritten } from "./replica-of-the-lake-is-not-written";
import { replicatedDatabaseHasAFailoverGroup } from "./replicated-database-has-a-failover-group";
import { replicatedDatabaseHoldsNativeTables } from "./replicated-database-holds-native-tables";
import { replicationKeepsTheRecoveryPoint } from "./replication-keeps-the-recovery-point";
import { rolesOnlyRead } from "./roles-only-read";
import { snapshotsOutliveTheLag } from "./snapshots-outlive-the-lag";
import { stateOutlivesTheLostRegion } from "./state-outlives-the-lost-region";
import { statefulIsKept } from "./stateful-is-kept";
import { tasksDoNotOverlap } from "./tasks-do-not-overlap";
import { trustTakesExternalId } from "./trust-takes-external-id";

/** Every rule that is applied to a program, by id. */
export const policyRules: readonly PolicyRule[] = [
  analystReadsOnlyProd,
  catalogIsSignedForItsRegion,
  catalogLinkedDatabaseIsNeverReplaced,
  catalogLinkedDatabaseStatesItsWrites,
  connectionLeadsToAnotherRegion,
  eachAccountHasItsTwin,
  eventRuleSkipsFailedCalls,
  eventTargetKeepsWhatItLoses,
  eventsAreSwept,
  externalIdsAreSetAndUnique,
  externalVolumeDoesNotWrite,
  failoverGroupCarriesWhatReplicates,
  failoverGroupCommandsRunOnTheirSide,
  failoverGroupCreationIsLegal,
  failoverGroupListsWhatItCarries,
  failoverGroupScheduleIsPossible,
  failoverNeedsBusinessCritical,
  failoverPathAvoidsTheLostRegion,
  grantsAreOnBothSides,
  lakeFormationAdminIsNotSnowflake,
  lakeFormationGrantsOnlyRead,
  lakeFormationSettingsHaveOneOwner,
  materializedViewsAreLegal,
  namesAreLegal,
  objectIsInOneFailoverGroup,
  oneCatalogLinkedDatabaseWrites,
  queueConsumerTellsWhatFailed,
  queueIsWatched,
  registrationRoleIsNotSnowflake,
  replacementKeepsGrants,
  replicaOfTheLakeIsNotWritten,
  replicatedDatabaseHasAFailoverGroup,
  replicatedDatabaseHoldsNativeTables,
  replicationKeepsTheRecoveryPoint,
  rolesOnlyRead,
  snapshotsOutliveTheLag,
  stateOutlivesTheLostRegion,
  statefulIsKept,
  tasksDoNotOverlap,
  trustTakesExternalId,
];
