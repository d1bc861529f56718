import { isUnknown, type Model, type Where } from '../../assembly/model';
import type { HopName } from '../../path/hop';

/** One setting that is declared otherwise than it is deployed. */
export interface Difference {
  readonly hop: HopName;
  /** Kind of the element, e.g. `security group`. */
  readonly kind: string;
  /** Its id, ARN or name. */
  readonly id: string;
  /** Where a template declares it; absent: nowhere. */
  readonly where?: Where;
  /** Setting, e.g. `ingress`; absent: the whole element. */
  readonly setting?: string;
  /** Absent: not there. */
  readonly declared?: unknown;
  readonly deployed?: unknown;
}

const lists = [
  ['hostedZones', 'dns', 'hosted zone'],
  ['vpcs', 'network', 'VPC'],
  ['subnets', 'network', 'subnet'],
  ['routeTables', 'network', 'route table'],
  ['peerings', 'network', 'peering'],
  ['transitGatewayAttachments', 'network', 'transit gateway attachment'],
  ['networkAcls', 'network', 'network ACL'],
  ['securityGroups', 'network', 'security group'],
  ['loadBalancers', 'load-balancer', 'load balancer'],
  ['targetGroups', 'load-balancer', 'target group'],
  ['certificates', 'load-balancer', 'certificate'],
  ['endpoints', 'endpoint', 'endpoint'],
  ['domains', 'gateway', 'custom domain'],
  ['restApis', 'gateway', 'REST API'],
  ['stages', 'gateway', 'stage'],
  ['apiKeys', 'authorizer', 'API key'],
  ['usagePlans', 'authorizer', 'usage plan'],
  ['httpApis', 'gateway', 'HTTP API'],
  ['webSocketApis', 'gateway', 'WebSocket API'],
  ['vpcLinks', 'integration', 'VPC link'],
  ['functions', 'integration', 'function'],
] as const satisfies readonly (readonly [keyof Model, HopName, string])[];

interface Part {
  readonly where?: Where;
  readonly [key: string]: unknown;
}

/**
 * What differs between what is declared and what is deployed, setting by setting, in the model's words: defaults
 * are filled in on both sides, and only what a hop reads is compared.
 * @param aliases names for the same thing: what stands in on paper → what AWS allotted
 */
export function differences(
  declared: Model,
  deployed: Model,
  aliases: ReadonlyMap<string, string> = new Map(),
): readonly Difference[] {
  return lists.flatMap(([list, hop, kind]) => {
    const before = index((declared[list] ?? []) as unknown as Part[], aliases);
    const after = index((deployed[list] ?? []) as unknown as Part[], new Map());
    return [...new Set([...before.keys(), ...after.keys()])].flatMap((id): Difference[] => {
      const [one, other] = [before.get(id), after.get(id)];
      const about = { hop, kind, id, where: one?.where };
      if (!other) return isImplied(list, one) ? [] : [{ ...about, declared: 'there' }];
      if (!one) return isImplied(list, other) ? [] : [{ ...about, deployed: 'there' }];
      return settings('', one, other).map((found) => ({ ...about, ...found }));
    });
  });
}

/** What every VPC brings along is on paper only as far as a call may meet it. */
function isImplied(list: keyof Model, part: Part | undefined): boolean {
  const whole = part as { readonly entries?: unknown[]; readonly routes?: unknown[] } | undefined;
  return (
    list === 'securityGroups' ||
    (list === 'networkAcls' && (whole?.entries?.length ?? 0) <= 2) ||
    (list === 'routeTables' && whole?.routes?.length === 0)
  );
}

function index(parts: readonly Part[], aliases: ReadonlyMap<string, string>): Map<string, Part> {
  return new Map(parts.map((part) => [keyOf(part), renamed(part, aliases) as Part] as const));

  function keyOf(part: Part): string {
    const id = identity(part) ?? '';
    return aliases.get(id) ?? id;
  }
}

function renamed(value: unknown, aliases: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return aliases.get(value) ?? value;
  if (isUnknown(value) || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((one) => renamed(one, aliases));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, renamed(inner, aliases)]));
}

/** What tells a part from the others in its list. */
function identity(part: Part): string | undefined {
  // An interface: its id stands in where nobody reads it.
  if (typeof part.address === 'string') return part.address;
  if (part.apiId !== undefined && part.name !== undefined) return `${part.apiId}/${part.name}`;
  if (part.path !== undefined && part.httpMethod !== undefined) return `${part.httpMethod} ${part.path}`;
  if (part.number !== undefined) return `${part.egress ? 'out' : 'in'} ${part.number}`;
  if (part.type !== undefined && part.name !== undefined) return `${part.name} ${part.type}`;
  for (const key of ['id', 'arn', 'invokeArn', 'basePath', 'routeKey', 'responseType', 'destination', 'name'])
    if (typeof part[key] === 'string') return part[key];
  return undefined;
}

/** Of no account: places, what could not be resolved, and what is there on this machine only. */
const ignored = new Set([
  'where',
  'unresolved',
  'codePath',
  'inlineCode',
  'environment',
  'identity',
  'stale',
  'rootResourceId',
]);

type Found = Pick<Difference, 'setting' | 'declared' | 'deployed'>;

/** What AWS answers where a template leaves it out: DG API Gateway, NLB guide (doc). */
const defaults: Readonly<Record<string, unknown>> = {
  passthroughBehavior: 'WHEN_NO_MATCH',
  responseTransferMode: 'BUFFERED',
  routingMode: 'BASE_PATH_MAPPING_ONLY',
  enforcesPrivateLinkRules: true,
};

/** With the default of its setting, and nothing for what is empty. */
function filled(path: string, value: unknown): unknown {
  const isEmpty =
    typeof value === 'object' && value !== null && !isUnknown(value) && Object.keys(value).length === 0;
  if (value !== undefined && !isEmpty) return value;
  return defaults[path.slice(path.lastIndexOf('.') + 1)];
}

function settings(path: string, before: unknown, after: unknown): Found[] {
  if (Array.isArray(before ?? after) && Array.isArray(after ?? before))
    return items(path, (before as unknown[] | undefined) ?? [], (after as unknown[] | undefined) ?? []);
  const [one, other] = [filled(path, before), filled(path, after)];
  // What is not known on paper is no difference.
  if (isUnknown(one) || isUnknown(other)) return [];
  if (isPart(one) && isPart(other))
    return [...new Set([...Object.keys(one), ...Object.keys(other)])]
      .filter((key) => !ignored.has(key) && !(key === 'id' && 'address' in one))
      .flatMap((key) => settings(path === '' ? key : `${path}.${key}`, one[key], other[key]));
  return text(one) === text(other) ? [] : [{ setting: path, declared: bare(one), deployed: bare(other) }];
}

function items(path: string, one: readonly unknown[], other: readonly unknown[]): Found[] {
  const keyed = (list: readonly unknown[]) =>
    new Map(list.map((item) => [(isPart(item) ? identity(item) : undefined) ?? text(item), item] as const));
  const [before, after] = [keyed(one), keyed(other)];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key): Found[] => {
    const [was, is] = [before.get(key), after.get(key)];
    const isListed = isPart(was ?? is) && identity((was ?? is) as Part) !== undefined;
    if (was !== undefined && is !== undefined) return isListed ? settings(`${path}[${key}]`, was, is) : [];
    const setting = isListed ? `${path}[${key}]` : path;
    return [{ setting, declared: bare(was), deployed: bare(is) }];
  });
}

function isPart(value: unknown): value is Part {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isUnknown(value);
}

/** JSON without places, keys in order. */
function text(value: unknown): string {
  return JSON.stringify(bare(value)) ?? '';
}

function bare(value: unknown): unknown {
  if (isUnknown(value)) return value.reason;
  if (Array.isArray(value)) return value.map(bare);
  if (!isPart(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, inner]) => !ignored.has(key) && inner !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, bare(inner)]),
  );
}
