import {
  DefaultTokenResolver,
  StringConcat,
  TerraformBackend,
  type TerraformElement,
  TerraformProvider,
  TerraformRemoteState,
  TerraformResource,
  TerraformStack,
  Tokenization,
} from "cdktf";
import type { IConstruct } from "constructs";
import type { DeclaredProgram, DeclaredResource, PolicyContext, ResourceArguments } from "./declared-program";

/** Reads the tree of an app, with tokens made into Terraform's references. @throws Error for an element without Terraform JSON */
export function readProgram(root: IConstruct, context: PolicyContext): DeclaredProgram {
  const nodes = root.node.findAll();
  const resources = nodes.filter((node) => node instanceof TerraformResource).map(readResource);
  const byAddress = new Map(resources.map((resource) => [keyOf(resource.stack, resource.address), resource]));
  return {
    stacks: nodes.filter((node) => TerraformStack.isStack(node)).map(({ node }) => node.id),
    resources: resources.map((resource) => followed(resource, byAddress)),
    providers: nodes.filter((node) => node instanceof TerraformProvider).map(readProvider),
    backends: nodes.filter((node) => node instanceof TerraformBackend).map(readBackend),
    remoteStates: nodes.filter((node) => node instanceof TerraformRemoteState).map(readRemoteState),
    context,
  };
}

function readResource(resource: TerraformResource): DeclaredResource {
  const type = resource.terraformResourceType;
  return declared(
    resource,
    type,
    resource.friendlyUniqueId,
    blockAt(resource, ["resource", type, resource.friendlyUniqueId]),
  );
}

function readProvider(provider: TerraformProvider): DeclaredResource {
  const type = provider.terraformResourceType;
  return declared(provider, type, provider.alias ?? type, blockAt(provider, ["provider", type, 0]));
}

function readBackend(backend: TerraformBackend): DeclaredResource {
  const terraform = blockAt(backend, ["terraform"]);
  const [kind, block] = Object.entries(blockIn(terraform, ["backend"]) ?? terraform)[0] ?? ["none", {}];
  return declared(backend, kind, kind, blockIn(block, []) ?? {});
}

function readRemoteState(state: TerraformRemoteState): DeclaredResource {
  const id = state.friendlyUniqueId;
  return declared(state, "terraform_remote_state", id, blockAt(state, ["data", "terraform_remote_state", id]));
}

function declared(element: TerraformElement, type: string, id: string, block: ResourceArguments): DeclaredResource {
  return {
    stack: element.cdktfStack.node.id,
    path: element.node.path,
    type,
    address: `${type}.${id}`,
    arguments: block,
  };
}

function blockAt(element: TerraformElement, keys: readonly (string | number)[]): ResourceArguments {
  const resolved: unknown = Tokenization.resolve(element.toTerraform(), {
    scope: element,
    resolver: new DefaultTokenResolver(new StringConcat()),
    preparing: false,
  });
  const block = blockIn(resolved, keys);
  if (block === undefined) {
    throw new Error(`${element.node.path} gave no Terraform JSON at ${keys.join(".")}`);
  }
  return block;
}

function blockIn(value: unknown, keys: readonly (string | number)[]): ResourceArguments | undefined {
  const found = keys.reduce<unknown>(
    (inner, key) => (typeof inner === "object" && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );
  return typeof found === "object" && found !== null ? { ...found } : undefined;
}

const REFERENCE = /^\$\{([a-z0-9_]+\.[\w-]+)\.(\w+)\}$/;

/** The resource with each reference to an argument of another resource of the stack made into that argument. */
function followed(resource: DeclaredResource, byAddress: ReadonlyMap<string, DeclaredResource>): DeclaredResource {
  const follow = (value: unknown): unknown => {
    if (Array.isArray(value)) {
      return value.map(follow);
    }
    if (typeof value === "object" && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, follow(inner)]));
    }
    const [, address = "", attribute = ""] = REFERENCE.exec(String(value)) ?? [];
    const named = byAddress.get(keyOf(resource.stack, address))?.arguments[attribute];
    return named === undefined ? value : follow(named);
  };
  const entries = Object.entries(resource.arguments).map(([key, value]) => [key, key === "//" ? value : follow(value)]);
  return { ...resource, arguments: Object.fromEntries(entries) };
}

function keyOf(stack: string, address: string): string {
  return `${stack} ${address}`;
}
