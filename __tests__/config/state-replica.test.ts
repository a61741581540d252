import { parseConfig } from "../../config/parse";
import { demoTextWith } from "../helpers/demo-config";

const withReplica = (bucket: string, region: string) =>
  parseConfig(
    "it.yaml",
    demoTextWith([
      /backend:\n(?: {2}.*\n?)+/,
      `backend:\n  type: s3\n  bucket: state\n  region: us-east-2\n  replica: { bucket: ${bucket}, region: ${region} }\n`,
    ]),
  );

it("takes a copy of the state in another region", () => {
  expect(withReplica("copy", "us-west-2").backend).toMatchObject({ replica: { bucket: "copy", region: "us-west-2" } });
});

it.each([
  ["the state's own region", "copy", "us-east-2", /backend\.replica\.region: "us-east-2" is the state's own region/],
  ["the state's own bucket", "state", "us-west-2", /backend\.replica\.bucket: "state" is the state's own bucket/],
])("refuses a copy in %s", (_case, bucket, region, says) => {
  expect(() => withReplica(bucket, region)).toThrow(says);
});

it("takes a deployer without a key, whose AWS identity is named", () => {
  const login = (text: string) =>
    parseConfig("it.yaml", demoTextWith([/(primary:[\s\S]*?user: TERRAFORM)/, `$1\n      login: ${text}`])).accounts
      .primary.deployer.login;
  expect(login("{ type: workload-identity, arn: arn:aws:iam::111122223333:role/deployer }")).toEqual({
    type: "workload-identity",
    arn: "arn:aws:iam::111122223333:role/deployer",
  });
  expect(() => login("{ type: workload-identity }")).toThrow(/login\.arn: is missing/);
  expect(() => login("{ type: password }")).toThrow(/login/);
});
