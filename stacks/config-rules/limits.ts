import { defaultQuotas, otherQuotas } from '../config-schema';
import { domainKindsOf } from './ingress';
import {
  type ConfigPath,
  type Finding,
  findDuplicates,
  finding,
  items,
  quote,
  type Rule,
  type SoundConfig,
} from './rule';

const { privateApis } = otherQuotas;

/** A resource takes 50 tags; four are the kit's own: Name and hybrid-api:environment, :part and :vantage. */
const tagsOfUser = 46;
const tagKeyLength = 128;
const tagValueLength = 256;

/** CloudFormation's (from memory). */
const stackNameLength = 128;

function checkTags(tags: Record<string, string | undefined>): Finding[] {
  const found = Object.entries(tags).flatMap(([key, value = '']) => {
    const path = ['tags', key];
    const form = /^[\p{L}\p{N}\p{Z}_.:/=+@-]*$/u;
    if (key.toLowerCase().startsWith('aws:'))
      return finding('CFG_TAG', path, 'begins with "aws:", which AWS keeps for itself', 'use another key');
    if (key === 'Name' || key.startsWith('hybrid-api:'))
      return finding('CFG_TAG', path, 'is a tag that the kit sets itself', 'use another key');
    if (key === '' || key.length > tagKeyLength)
      return finding('CFG_TAG', path, `has a key of ${key.length} characters`, `use 1 to ${tagKeyLength}`);
    if (value.length > tagValueLength)
      return finding(
        'CFG_TAG',
        path,
        `has a value of ${value.length} characters`,
        `use at most ${tagValueLength}`,
      );
    if (form.test(key) && form.test(value)) return [];
    return finding(
      'CFG_TAG',
      path,
      `${quote(value)} has characters that tags can't have`,
      'use letters, digits, blanks and _ . : / = + - @',
    );
  });
  const count = Object.keys(tags).length;
  if (count > tagsOfUser)
    found.push(
      finding(
        'CFG_TAG',
        ['tags'],
        `has ${count} tags`,
        `use at most ${tagsOfUser}: AWS takes 50, and the kit adds four`,
      ),
    );
  return found;
}

interface PolicyParts {
  readonly endpoints: readonly string[];
  readonly vpcs?: readonly string[];
  /** Where callers sign; empty: this account. @default nobody signs */
  readonly principals?: readonly string[];
}

/** Length of the resource policy that path/6-policy.ts makes of the kit's endpoint and these. */
export function resourcePolicyLength({ endpoints, vpcs = [], principals }: PolicyParts): number {
  const statement = { Action: 'execute-api:Invoke', Principal: '*', Resource: 'execute-api:/*' };
  const named = (principals?.length ? principals : ['111122223333']).map((one) =>
    one.startsWith('arn:') ? one : `arn:aws:iam::${one}:root`,
  );
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      principals === undefined
        ? { ...statement, Effect: 'Allow', Sid: 'AnyCaller' }
        : { ...statement, Principal: { AWS: named }, Effect: 'Allow', Sid: 'SignedCallers' },
      {
        ...statement,
        Effect: 'Deny',
        Sid: 'ThroughTheseEndpointsOnly',
        Condition: {
          StringNotEquals: {
            'aws:SourceVpce': ['vpce-0123456789abcdef0', ...endpoints],
            ...(vpcs.length > 0 ? { 'aws:SourceVpc': vpcs } : {}),
          },
        },
      },
    ],
  }).length;
}

function checkApiQuotas(config: SoundConfig): Finding[] {
  const { apis = [], quotas } = config;
  const found: Finding[] = [];
  if (apis.length > privateApis)
    found.push(
      finding(
        'CFG_QUOTA',
        ['apis'],
        `has ${apis.length} private APIs; a region of an account has at most ${privateApis}, and AWS does not raise it`,
        'make fewer, larger APIs, or use a second region or account',
      ),
    );
  const hosts = new Set([...items(apis)].flatMap(([, { host }]) => host ?? []));
  for (const kind of domainKindsOf(config)) {
    const quota = `${kind}CustomDomains` as const;
    const domains = quotas?.[quota] ?? defaultQuotas[quota];
    if (hosts.size > domains)
      found.push(
        finding(
          'CFG_QUOTA',
          ['apis'],
          `has ${hosts.size} hosts, a ${kind} custom domain each; a region has at most ${domains}`,
          `let APIs share a host by basePath, or have the quota raised and set quotas.${quota}`,
        ),
      );
  }
  const policy = quotas?.resourcePolicyCharacters ?? defaultQuotas.resourcePolicyCharacters;
  for (const [index, { allowEndpoints, allowPrincipals, allowVpcs, authorization }] of items(apis)) {
    const path = ['apis', index, 'allowEndpoints'];
    const ids = [...items(allowEndpoints)].map(([, id]) => id);
    found.push(
      ...findDuplicates(
        ids.map((value, place) => ({ path: [...path, place], value })),
        'endpoint',
      ),
    );
    const list = (values: readonly (string | undefined)[] | undefined) =>
      [...items(values)].map(([, one]) => one);
    const principals = list(allowPrincipals);
    const length = resourcePolicyLength({
      endpoints: ids,
      vpcs: list(allowVpcs),
      ...(principals.length > 0 || authorization === 'iam' ? { principals } : {}),
    });
    if (length > policy)
      found.push(
        finding(
          'CFG_QUOTA',
          path,
          `has ${ids.length} endpoints: with all who may call, the resource policy has ${length} characters, and API Gateway takes ${policy}`,
          'allow fewer endpoints, VPCs and principals, or have the quota raised and set quotas.resourcePolicyCharacters',
        ),
      );
  }
  return found;
}

/** Every host has a stack `<name>-api-<label>`, where a dot is two dashes (api-stack.ts). */
function checkStackNames({ name, apis, dns }: SoundConfig): Finding[] {
  const hosts = new Map<string, ConfigPath>();
  for (const [index, { host }] of items(apis))
    if (host !== undefined && !hosts.has(host)) hosts.set(host, ['apis', index, 'host']);
  const stacks = [...hosts].map(([host, path]) => {
    const below =
      dns?.zone !== undefined && host.endsWith(`.${dns.zone}`) ? host.slice(0, -dns.zone.length - 1) : host;
    const label = host === dns?.zone ? 'apex' : below.replaceAll('.', '--');
    return { path, value: `${name ?? ''}-api-${label}` };
  });
  const long = stacks.filter(({ value }) => value.length > stackNameLength);
  return [
    ...long.map(({ path, value }) =>
      finding(
        'CFG_NAME_LENGTH',
        path,
        `makes the stack name ${quote(value)} of ${value.length} characters, at most ${stackNameLength}`,
        'use a shorter host',
      ),
    ),
    ...findDuplicates(stacks, 'stack name'),
  ];
}

/** Lengths of names and tags, and quotas of an account and region. */
export const checkLimits: Rule = (config) => [
  ...checkTags(config.tags ?? {}),
  ...checkStackNames(config),
  ...checkApiQuotas(config),
];
