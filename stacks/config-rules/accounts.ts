import { routeTargetOf } from '../config-schema/apis';
import { domainKindsOf } from './ingress';
import {
  type ConfigPath,
  type Finding,
  findDuplicates,
  finding,
  items,
  quote,
  type Rule,
  type RuleContext,
  type SoundApi,
  type SoundConfig,
  suggest,
} from './rule';

type Accounts = NonNullable<SoundConfig['accounts']>;

/** Every account once, and the hub's where account is written too. */
function checkIds({ hub, apis }: Accounts, { account }: SoundConfig): Finding[] {
  const listed = [
    ...(hub?.id === undefined ? [] : [{ path: ['accounts', 'hub', 'id'], value: hub.id }]),
    ...Object.entries(apis ?? {}).flatMap(([name, own]) =>
      own?.id === undefined ? [] : [{ path: ['accounts', 'apis', name, 'id'], value: own.id }],
    ),
  ];
  const found = findDuplicates(listed, 'account');
  if (account !== undefined && hub?.id !== undefined && account !== hub.id)
    found.push(
      finding(
        'CFG_ACCOUNT_ID',
        ['account'],
        `${quote(account)} is another one than accounts.hub.id ${quote(hub.id)}`,
        'remove account: with accounts the hub is meant',
      ),
    );
  return found;
}

/** Other accounts name the hub's endpoint and the hub names their domains: by ids that no template can import. */
function checkStated({ hub, apis: owners }: Accounts, config: SoundConfig, context: RuleContext): Finding[] {
  const kinds = domainKindsOf(config);
  const hosts = [...items(config.apis)].filter(([, api]) => api.account !== undefined);
  const found: Finding[] = [];
  const endpointsPath = ['accounts', 'hub', 'endpoints'];
  for (const kind of hosts.length > 0 && context.isSound(endpointsPath) ? kinds : [])
    if (hub?.endpoints?.[kind] === undefined)
      found.push(
        finding(
          'CFG_ACCOUNT_ID',
          endpointsPath,
          `has no ${kind}, and APIs of other accounts are called through that endpoint`,
          `add ${kind}: vpce-… (the output of the hub's front door; any id of the form until it is deployed)`,
        ),
      );
  for (const [index, { account, host }] of kinds.includes('private') ? hosts : []) {
    const owner = account === undefined ? undefined : owners?.[account];
    const path = ['accounts', 'apis', account ?? '', 'domains'];
    if (!owner || host === undefined || !context.isSound(path) || owner.domains?.[host] !== undefined)
      continue;
    found.push(
      finding(
        'CFG_ACCOUNT_ID',
        ['apis', index, 'host'],
        `${quote(host)} has no id in accounts.apis.${account}.domains, by which the hub associates it`,
        `add ${host}: and the id of its private custom domain; any id of the form until it is deployed`,
      ),
    );
  }
  return found;
}

/** An endpoint that is there already has the id that other accounts are to name. */
function checkExisting({ hub }: Accounts, { network }: SoundConfig): Finding[] {
  const own = network && 'existing' in network ? network.existing?.endpoint?.id : undefined;
  const stated = hub?.endpoints?.public;
  if (own === undefined || stated === undefined || own === stated) return [];
  return [
    finding(
      'CFG_ACCOUNT_ID',
      ['accounts', 'hub', 'endpoints', 'public'],
      `${quote(stated)} is another one than network.existing.endpoint.id ${quote(own)}`,
      `write ${own}`,
    ),
  ];
}

function checkCertificates({ apis }: Accounts, { region }: SoundConfig): Finding[] {
  return Object.entries(apis ?? {}).flatMap(([name, own]) => {
    const [, , , arnRegion, arnAccount] = own?.certificate?.split(':') ?? [];
    const isPlaced = arnAccount === own?.id && (region === undefined || arnRegion === region);
    if (own?.certificate === undefined || own.id === undefined || isPlaced) return [];
    return finding(
      'CFG_CERTIFICATE_PLACE',
      ['accounts', 'apis', name, 'certificate'],
      `${quote(own.certificate)} is in account ${quote(arnAccount)} and region ${quote(arnRegion)}`,
      `use a certificate of account ${own.id} in ${region ?? 'the region'}: custom domains take no other`,
    );
  });
}

/** A host is one custom domain, and that is in the account of its APIs: aws-facts §3.2 (doc). */
function checkOneAccount(config: SoundConfig): Finding[] {
  const sound = [...items(config.apis)];
  return sound.flatMap(([index, { host, account }]) => {
    const first = sound.find(([, other]) => other.host !== undefined && other.host === host);
    if (!first || first[1].account === account) return [];
    return finding(
      'CFG_ACCOUNT_PLACE',
      ['apis', index],
      `has host ${quote(host)} in ${placeOf(account)}, and apis[${first[0]}] has it in ${placeOf(first[1].account)}`,
      'give each account hosts of its own: a custom domain maps APIs of its own account only',
    );
  });
}

function placeOf(account: string | undefined): string {
  return account === undefined ? 'the hub' : `account ${quote(account)}`;
}

/** What an API needs of the hub's network can't be in another account: nothing is shared but the way in. */
function checkNeeds(index: number, api: SoundApi, config: SoundConfig, context: RuleContext): Finding[] {
  const place = (path: ConfigPath, what: string, fix: string) =>
    finding('CFG_ACCOUNT_PLACE', path, `${what}, and the API is in ${placeOf(api.account)}`, fix);
  const at = ['apis', index];
  const found: Finding[] = [];
  if (api.kind === 'http' || api.kind === 'websocket')
    found.push(
      place([...at, 'kind'], `is "${api.kind}"`, 'let the hub have it: only REST APIs go to other accounts'),
    );
  const guards = new Set([api.authorizer]);
  const functions = new Set(functionsInFile(api, context));
  for (const [route, written] of Object.entries(api.routes ?? {})) {
    const target = routeTargetOf(
      written as string | { function?: string; backend?: string; authorizer?: string },
    );
    if ('backend' in target && target.backend !== undefined)
      found.push(
        place(
          [...at, 'routes', route],
          'leads to a backend in the hub’s network',
          'let the hub have the API',
        ),
      );
    if (target.function !== undefined) functions.add(target.function);
    if ('authorizer' in target) guards.add(target.authorizer);
  }
  for (const name of functions)
    if (config.functions?.[name]?.vpc)
      found.push(
        place(
          at,
          `calls function ${quote(name)}, which runs in the hub’s VPC`,
          'remove vpc: true, or let the hub have the API',
        ),
      );
  for (const name of guards) {
    const jwt =
      name === undefined ? undefined : (config.authorizers?.[name] as { jwt?: { vpc?: boolean } })?.jwt;
    if (jwt?.vpc)
      found.push(
        place(
          at,
          `has authorizer ${quote(name)}, which fetches keys from the hub’s VPC`,
          'remove vpc: true, or let the hub have the API',
        ),
      );
  }
  return found;
}

function functionsInFile({ openapi }: SoundApi, context: RuleContext): string[] {
  const text = openapi === undefined ? undefined : context.read(openapi);
  return [...(text ?? '').matchAll(/\$\{function:([^}]+)\}/g)].map(([, name]) => name!);
}

/** Several accounts: their ids, what they name of each other, and what can't be anywhere but in the hub. */
export const checkAccounts: Rule = (config, context) => {
  const { accounts } = config;
  const names = Object.keys(accounts?.apis ?? {});
  const isKnown = context.isSound(['accounts']);
  const apis = [...items(config.apis)].flatMap(([index, api]): Finding[] => {
    if (api.account === undefined) return [];
    if (isKnown && !names.includes(api.account))
      return [
        finding(
          'CFG_UNKNOWN_ACCOUNT',
          ['apis', index, 'account'],
          `${quote(api.account)} is not in accounts.apis`,
          suggest(api.account, names),
        ),
      ];
    return checkNeeds(index, api, config, context);
  });
  if (!accounts) return apis;
  return [
    ...checkIds(accounts, config),
    ...checkCertificates(accounts, config),
    ...checkExisting(accounts, config),
    ...checkStated(accounts, config, context),
    ...checkOneAccount(config),
    ...apis,
  ];
};
