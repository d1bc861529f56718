import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../stacks/config';
import type { HybridConfig } from '../../stacks/config-schema';
import { synthesize } from '../../stacks/synthesize';
import { type Assembly, buildModel, readAssembly } from '../../tools/assembly';
import type { AssemblyStack } from '../../tools/assembly/assembly';
import { settle } from '../../tools/path/3-load-balancer';
import { noFailures } from '../../tools/path/state';
import { trace } from '../../tools/path/trace';
import { packageRoot } from '../../tools/root';

const hub = '111122223333';
const owners = { orders: '222233334444', pay: '333344445555' };
const { config, dir } = loadConfig(join(packageRoot, 'docs/examples/multi-account/hybrid.yaml'));

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

function synthesized(settings: HybridConfig): { readonly outdir: string; readonly assembly: Assembly } {
  const outdir = mkdtempSync(join(tmpdir(), 'hybrid-accounts-'));
  folders.push(outdir);
  synthesize(settings, { dir, outdir });
  return { outdir, assembly: readAssembly({ dir: outdir }) };
}

const { outdir, assembly } = synthesized(config);
const publicDomains = synthesized({
  ...config,
  ingress: 'nlb',
  accounts: {
    ...config.accounts!,
    hub: { id: hub, endpoints: { public: 'vpce-0bbbbbbbbbbbbbbbb' } },
  },
}).assembly;
const moving = synthesized({
  ...config,
  ingress: 'nlb',
  migration: { to: 'private-domain', step: 'prepare' },
  accounts: {
    ...config.accounts!,
    hub: { id: hub, endpoints: { public: 'vpce-0bbbbbbbbbbbbbbbb', private: 'vpce-0a1b2c3d4e5f60718' } },
  },
}).assembly;

function stack(name: string, of = assembly): AssemblyStack {
  return of.stacks.find((one) => one.name === `group-${name}`) as AssemblyStack;
}

// biome-ignore lint/suspicious/noExplicitAny: templates are JSON, and a wrong path fails the test
function resource(name: string, type: string, of = assembly): any {
  const found = Object.values(stack(name, of).template.Resources ?? {}).filter(({ Type }) => Type === type);
  expect(found).toHaveLength(1);
  return found[0];
}

test('the hub has network, endpoint, zone and names; the others have APIs, functions and domains', () => {
  const places = Object.fromEntries(assembly.stacks.map(({ name, account }) => [name.slice(6), account]));
  expect(places).toEqual({
    network: hub,
    'on-premises': hub,
    'front-door': hub,
    'api-status': hub,
    'name-orders': hub,
    'name-pay': hub,
    'gateway-orders': owners.orders,
    'api-orders': owners.orders,
    'gateway-payments': owners.pay,
    'api-pay': owners.pay,
  });
});

describe.each([
  ['private domains', () => assembly],
  ['public domains behind a load balancer', () => publicDomains],
  ['both, in a migration', () => moving],
])('with %s', (_name, assemblyOf) => {
  test('no template holds a reference to another account’s stack', () => {
    const { stacks } = assemblyOf();
    for (const { name, account, template } of stacks) {
      const text = JSON.stringify(template);
      const exported = new Set(
        stacks
          .filter((other) => other.account === account)
          .flatMap((other) => Object.values(other.template.Outputs ?? {}))
          .map(({ Export }) => Export?.Name),
      );
      const imported = [...text.matchAll(/"Fn::ImportValue":"([^"]+)"/g)].map(([, one]) => one);
      expect({ name, foreign: imported.filter((one) => !exported.has(one)) }).toEqual({ name, foreign: [] });
      expect(text).not.toContain('Fn::GetStackOutput');
      const strangers = stacks.filter((other) => other.account !== account);
      expect(strangers.filter((other) => text.includes(`${other.name}:`))).toEqual([]);
    }
  });

  test('every host answers, on paper', () => {
    const model = buildModel(assemblyOf());
    for (const path of ['orders.corp.example/', 'pay.corp.example/v1', 'status.corp.example/']) {
      const call = { from: 'on-prem', method: 'GET', url: `https://${path}` };
      const { hops } = trace(model, settle(model, noFailures), call);
      const met = hops.filter(({ code }) => code !== 'FUNCTION_NOT_RUN');
      expect({ path, codes: met.filter(({ outcome }) => !/pass|not-app/.test(outcome)) }).toEqual({
        path,
        codes: [],
      });
    }
  });
});

test('an API and its domain name the hub’s endpoint by the id that hybrid.yaml states', () => {
  const ids = ['vpce-0a1b2c3d4e5f60718'];
  for (const type of ['RestApi', 'DomainNameV2']) {
    const { Policy } = resource('api-orders', `AWS::ApiGateway::${type}`).Properties;
    expect(Policy.Statement[1].Condition.StringNotEquals['aws:SourceVpce']).toEqual(ids);
  }
});

test('a domain is shared with the hub and with nobody outside the organisation', () => {
  expect(resource('api-orders', 'AWS::RAM::ResourceShare').Properties).toMatchObject({
    Principals: [hub],
    AllowExternalPrincipals: false,
  });
});

test('the hub associates it by the ARN of its owner’s account, before anybody is led there', () => {
  const association = resource('name-orders', 'AWS::ApiGateway::DomainNameAccessAssociation');
  expect(JSON.stringify(association.Properties.DomainNameArn)).toContain(
    `:${owners.orders}:/domainnames/orders.corp.example+f4g5h6i7j8`,
  );
  const resources = Object.entries(stack('name-orders').template.Resources ?? {});
  const [id] = resources.find(([, { Type }]) => Type.endsWith('AccessAssociation')) ?? [];
  expect(resource('name-orders', 'AWS::Route53::RecordSet').DependsOn).toContain(id);
});

test('the endpoint lets APIs of all these accounts through, and of no other', () => {
  const [statement] = resource('front-door', 'AWS::EC2::VPCEndpoint').Properties.PolicyDocument.Statement;
  const text = JSON.stringify(statement.Resource);
  for (const account of ['AWS::AccountId', ...Object.values(owners)]) expect(text).toContain(account);
  expect(statement.Resource).toHaveLength(3);
});

test('ARNs carry the account that owns the API', () => {
  const model = buildModel(assembly);
  const api = model.restApis.find(({ name }) => name === 'orders');
  expect(api?.account).toBe(owners.orders);
  const orders = model.domains.find(({ name }) => name === 'orders.corp.example');
  expect(orders?.native?.invokeArn).toBe(
    `arn:aws:execute-api:eu-west-1:${owners.orders}:/domainnames/orders.corp.example+f4g5h6i7j8`,
  );
});

test('assemblies of several accounts, each in its folder, are read as one', () => {
  const parts = [hub, ...Object.values(owners)].map((account) => assemblyOf(account));
  expect(parts.map((part) => readAssembly({ dir: part }).stacks.length)).toEqual([6, 2, 2]);
  const { restApis, domains } = buildModel(readAssembly({ dir: parts }));
  const whole = buildModel(assembly);
  expect(new Set(restApis.map(({ id }) => id))).toEqual(new Set(whole.restApis.map(({ id }) => id)));
  expect(domains).toHaveLength(whole.domains.length);
});

test('without the owner’s assembly nobody knows what its host answers', () => {
  const model = buildModel(readAssembly({ dir: assemblyOf(hub) }));
  const call = { from: 'on-prem', method: 'GET', url: 'https://orders.corp.example/' };
  const { outcome, hops } = trace(model, settle(model, noFailures), call);
  expect(outcome).toBe('unknown');
  expect(hops.map(({ code }) => code)).toContain('MAPPING_NOT_KNOWN');
});

/** A folder with one account's stacks, as its own synthesis would leave them. */
function assemblyOf(account: string): string {
  const part = mkdtempSync(join(tmpdir(), 'hybrid-account-'));
  folders.push(part);
  cpSync(outdir, part, { recursive: true });
  const file = join(part, 'manifest.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  const kept = Object.entries(manifest.artifacts as Record<string, { environment?: string }>).filter(
    ([, { environment }]) => environment === undefined || environment.includes(`/${account}/`),
  );
  writeFileSync(file, JSON.stringify({ ...manifest, artifacts: Object.fromEntries(kept) }));
  return part;
}
