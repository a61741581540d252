import {
  CreateTableCommand,
  DeleteTableCommand,
  GetTableCommand,
  GlueClient,
  GlueServiceException,
  type Table,
  type TableInput,
  UpdateTableCommand,
} from "@aws-sdk/client-glue";

const refusal = (name: string, status = 400): GlueServiceException =>
  new GlueServiceException({ name, $fault: "client", message: name, $metadata: { httpStatusCode: status } });

/** What becomes of a request: it is carried out, or its answer is another one. */
export type Fault = (command: string, carryOut: () => unknown) => unknown;

/** A client of a Glue in memory with one database, `db`, and versions as Glue has them. */
export class FakeGlue extends GlueClient {
  readonly tables = new Map<string, Table>();
  /** Requests by name, in their order. */
  readonly requests: string[] = [];
  fault: Fault = (_, carryOut) => carryOut();

  constructor() {
    super({ region: "us-west-2", credentials: { accessKeyId: "test", secretAccessKey: "test" } });
    this.send = async (command: unknown): Promise<never> => {
      const name = Object(command).constructor.name;
      this.requests.push(name);
      // One answer for all commands: what each gives is what its caller takes.
      return this.fault(name, () => this.#carriedOut(command)) as never;
    };
  }

  #carriedOut(command: unknown): unknown {
    if (command instanceof GetTableCommand) return { Table: structuredClone(this.#found(command.input.Name)) };
    if (command instanceof CreateTableCommand) return this.#put(command.input.TableInput, "0");
    if (command instanceof DeleteTableCommand) {
      this.#found(command.input.Name);
      this.tables.delete(command.input.Name ?? "");
      return {};
    }
    if (command instanceof UpdateTableCommand) {
      const { TableInput: input, VersionId: version, SkipArchive: skips } = command.input;
      const { VersionId: current = "" } = this.#found(input?.Name);
      if (skips !== true) throw new Error("an archived version would be made");
      if (version !== current) throw refusal("ConcurrentModificationException");
      return this.#put(input, String(Number(current) + 1));
    }
    throw new Error("no such command here");
  }

  #found(name: string | undefined): Table {
    const table = this.tables.get(name ?? "");
    if (table === undefined) throw refusal("EntityNotFoundException");
    return table;
  }

  #put(input: TableInput | undefined, version: string): unknown {
    const name = input?.Name ?? "";
    if (version === "0" && this.tables.has(name)) throw refusal("AlreadyExistsException");
    this.tables.set(name, { ...structuredClone(input), Name: name, DatabaseName: "db", VersionId: version });
    return {};
  }
}

/** The service's own failure, after which it is not known what was done. */
export const internalError = (): GlueServiceException => refusal("InternalServiceException", 500);
export const accessDenied = (): GlueServiceException => refusal("AccessDeniedException");
export const concurrentModification = (): GlueServiceException => refusal("ConcurrentModificationException");
