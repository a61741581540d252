/**
 * Runs before each file of tests. cdktf takes a stack trace for every token, which nothing here reads, and which takes Jest, that
 * maps its lines to sources, a third of a synthesis. And for Terraform Cloud it asks a Terraform for its version, while these tests
 * need Node only.
 */
jest.mock("cdktf/lib/tokens/private/stack-trace", () => ({ captureStackTrace: () => [] }));
jest.mock("cdktf/lib/validations/validate-binary-version", () => ({
  ValidateBinaryVersion: class {
    validate = () => [];
  },
}));
