import { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import { Construct } from "constructs";

/** What was synced, a fact a table of Glue, and who is at it. The keys are what the function's `FactTable` reads. */
export class FactStore extends Construct {
  /** The table itself. */
  readonly resource: DynamodbTable;

  constructor(scope: Construct, id: string, props: { readonly tableName: string }) {
    super(scope, id);
    this.resource = new DynamodbTable(this, "Resource", {
      name: props.tableName,
      billingMode: "PAY_PER_REQUEST",
      hashKey: "database",
      rangeKey: "table",
      attribute: [
        { name: "database", type: "S" },
        { name: "table", type: "S" },
      ],
      pointInTimeRecovery: { enabled: true },
    });
  }
}
