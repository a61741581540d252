import { randomUUID } from "node:crypto";
import { SnowflakeError } from "../../errors";
import { type Query, type QueryRecord, resultOf } from "../../session/query";
import { jsonv2Encoder } from "../../wire/encode-jsonv2";
import { encodeColumn } from "../../wire/encode-result";
import type { ResultTable } from "../../wire/result-table";
import { rowCounts } from "../../wire/row-counts";
import type { Answer } from "../answer";
import { apiFailure } from "./api-failure";
import { partitionCount, partitionInfo, partitionRows } from "./partitions";

/** Which part of a statement's result is asked for, and how. */
export interface ResultQuestion {
  /** Counted from 0. */
  readonly partition: number;
  /** SQL NULL is null; otherwise the text `null`. */
  readonly nullable: boolean;
  /** The request's id; a new one when the client gave none. */
  readonly requestId: string;
}

function statusUrl(handle: string, requestId: string, partition?: number): string {
  const part = partition === undefined ? "" : `&partition=${partition}`;
  return `/api/v2/statements/${handle}?requestId=${requestId}${part}`;
}

/** D: the header that leads to the other parts of a result. */
function linkHeader(handle: string, partition: number, count: number): string {
  const links = [
    { rel: "first", partition: 0 },
    ...(partition > 0 ? [{ rel: "prev", partition: partition - 1 }] : []),
    ...(partition + 1 < count ? [{ rel: "next", partition: partition + 1 }] : []),
    { rel: "last", partition: count - 1 },
  ];
  return links.map((link) => `<${statusUrl(handle, randomUUID(), link.partition)}>; rel="${link.rel}"`).join(", ");
}

function stats(result: ResultTable): object {
  const counts = rowCounts(result);
  if (counts === undefined) return {};
  return {
    stats: {
      numRowsInserted: counts.inserted,
      numRowsUpdated: counts.updated,
      numRowsDeleted: counts.deleted,
      numDuplicateRowsUpdated: counts.duplicatesUpdated,
    },
  };
}

/** D: QueryStatus, the answer while a statement runs. */
export function statementInProgress({ id }: Query): Answer {
  return {
    status: 202,
    body: {
      code: "333334",
      message: "Asynchronous execution in progress. Use provided query id to perform query monitoring and management.",
      statementHandle: id,
      statementStatusUrl: `/api/v2/statements/${id}`,
    },
  };
}

/** D: ResultSet, the answer about a statement that has ended; the first part tells the types of the columns too. */
export async function statementResult(record: QueryRecord, question: ResultQuestion): Promise<Answer> {
  const { partition, nullable, requestId } = question;
  let result: ResultTable;
  try {
    result = resultOf(record);
  } catch (error) {
    if (error instanceof SnowflakeError) return apiFailure(error, record.id, record.startTime);
    throw error;
  }
  const encode = jsonv2Encoder(result.columns, nullable);
  const rows = { member: "data", rows: partitionRows(result, partition), encode };
  const headers = { link: linkHeader(record.id, partition, partitionCount(result)) };
  if (partition > 0) return { headers, body: { data: [] }, rows };
  return {
    headers,
    rows,
    body: {
      resultSetMetaData: {
        numRows: result.rows.length,
        format: "jsonv2",
        partitionInfo: await partitionInfo(result),
        rowType: result.columns.map(encodeColumn),
      },
      data: [],
      code: "090001",
      ...(record.children === undefined ? {} : { statementHandles: record.children.map((child) => child.id) }),
      statementStatusUrl: statusUrl(record.id, requestId),
      requestId,
      sqlState: "00000",
      statementHandle: record.id,
      message: "Statement executed successfully.",
      createdOn: record.startTime,
      ...stats(result),
    },
  };
}
