import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { parseConfig } from '../../stacks/config';
import { type HybridConfig, tlsPolicies } from '../../stacks/config-schema';
import { synthesize } from '../../stacks/synthesize';
import { type Assembly, readAssembly } from '../../tools/assembly';
import { packageRoot } from '../../tools/root';

/** Settings of hybrid.yaml, before defaults. */
export type Settings = Record<string, unknown>;

const functionNames = ['orders', 'payments', 'catch-all'];

/** Routes to this name are drawn as routes through a VPC link. */
const linked = 'a VPC link';

type Target = string | { readonly backend: string; readonly via: 'vpc-link' };

/** A link of version 2 takes paths that one mapping says. */
function targetOf(path: string, drawn: string): Target {
  if (drawn !== linked) return drawn;
  const isPlain = !path.includes('{') || path === '/{proxy+}';
  return { backend: isPlain ? 'shop' : 'old-shop', via: 'vpc-link' };
}

/** No two different parameters at one place: API Gateway refuses such an API. */
const paths = [
  '/',
  '/orders',
  '/orders/{id}',
  '/orders/{id}/lines',
  '/orders/latest',
  '/files/{path+}',
  '/files/index',
];
const proxied = ['/', '/orders', '/orders/latest', '/{proxy+}'];

const routes = fc
  .constantFrom(paths, proxied)
  .chain((offered) =>
    fc.uniqueArray(
      fc.record({
        method: fc.constantFrom('GET', 'GET', 'POST', 'ANY', 'DELETE'),
        path: fc.constantFrom(...offered),
        target: fc.constantFrom(...functionNames, linked),
      }),
      { minLength: 1, maxLength: 6, selector: ({ method, path }) => `${method} ${path}` },
    ),
  )
  .map((chosen) =>
    Object.fromEntries(
      chosen.map(({ method, path, target }) => [`${method} ${path}`, targetOf(path, target)]),
    ),
  );

/** Hosts of which some serve several APIs by base path. */
const apis = (zone: string) =>
  fc
    .uniqueArray(
      fc.record({ host: fc.constantFrom('pay', 'orders', 'shared'), basePath: fc.constantFrom('v1', 'v2') }),
      { minLength: 1, maxLength: 4, selector: ({ host, basePath }) => (host === 'shared' ? basePath : host) },
    )
    .chain((places) =>
      fc.tuple(
        ...places.map(({ host, basePath }, index) =>
          fc.record({
            name: fc.constant(`api-${index}`),
            host: fc.constant(`${host}.${zone}`),
            basePath: fc.constant(host === 'shared' ? basePath : ''),
            stage: fc.constantFrom('prod', 'demo'),
            routes,
          }),
        ),
      ),
    );

const onPremises = fc.constantFrom(
  { simulate: true, connect: 'peering' },
  { simulate: true, connect: 'peering' },
  { simulate: true, connect: 'transit-gateway' },
  { simulate: true, connect: 'transit-gateway' },
  { simulate: false, connect: 'connected' },
);

const zoneSettings = fc.constantFrom('private', 'private', 'private', 'public').map((visibility) => ({
  visibility,
  zone: visibility === 'private' ? 'corp.example' : 'bank-apis.com',
}));

/** hybrid.yaml refuses functions that no route names. */
const targetsOf = (drawn: readonly { readonly routes: Record<string, Target> }[]): Target[] =>
  drawn.flatMap((api) => Object.values(api.routes));

const functionsOf = (targets: readonly Target[]): string[] => [
  ...new Set(targets.filter((target) => typeof target === 'string')),
];

/** One behind a link of either version. */
const backends: Record<string, object> = {
  shop: { sample: true },
  'old-shop': { sample: true, nlb: true, vpcLink: 1 },
};

const backendsOf = (targets: readonly Target[]) =>
  Object.fromEntries(
    targets.flatMap((target) =>
      typeof target === 'string' ? [] : [[target.backend, backends[target.backend]!]],
    ),
  );

/** What hybrid.yaml can say of the chain, in small. */
export const settings: fc.Arbitrary<Settings> = zoneSettings.chain(({ zone, visibility }) =>
  fc
    .record({
      zones: fc.constantFrom(2, 3),
      ingress: fc.constantFrom('nlb', 'nlb', 'nlb', 'alb', 'nlb-passthrough', 'private-domain'),
      onPremises,
      inboundEndpoint: fc.boolean(),
      crossZone: fc.boolean(),
      privateDns: fc.boolean(),
      tlsPolicy: fc.constantFrom(...tlsPolicies),
      inVpc: fc.boolean(),
      apis: apis(zone),
    })
    .map((drawn) => ({
      name: 'corp',
      account: '111122223333',
      region: 'eu-west-1',
      zones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'].slice(0, drawn.zones),
      network: { cidr: '10.20.0.0/16' },
      onPremises: { cidrs: ['10.10.0.0/16'], ...drawn.onPremises },
      dns: { zone, visibility, inboundEndpoint: visibility === 'private' && drawn.inboundEndpoint },
      ingress: drawn.ingress,
      certificate: {
        arn: 'arn:aws:acm:eu-west-1:111122223333:certificate/6f1d1c1e-4f5b-4c3a-9b1a-0a1b2c3d4e5f',
        names: [`*.${zone}`],
      },
      loadBalancer: { crossZone: drawn.crossZone, tlsPolicy: drawn.tlsPolicy },
      endpoint: { privateDns: drawn.privateDns },
      functions: Object.fromEntries(
        functionsOf(targetsOf(drawn.apis)).map((name) => [
          name,
          { entry: 'test/agreement/echo.ts', environment: { FUNCTION: name }, vpc: drawn.inVpc },
        ]),
      ),
      backends: backendsOf(targetsOf(drawn.apis)),
      apis: drawn.apis,
    })),
);

export interface Environment {
  readonly config: HybridConfig;
  readonly assembly: Assembly;
  remove(): void;
}

/** Templates of the settings, with the rules of hybrid.yaml checked. @throws KitError for settings that break one */
export function synthesizeSettings(chosen: Settings): Environment {
  const { config } = parseConfig(stringify(chosen), 'hybrid.yaml', { exists: () => true });
  const outdir = mkdtempSync(join(tmpdir(), 'hybrid-agreement-'));
  synthesize(config, { dir: packageRoot, outdir });
  return {
    config,
    assembly: readAssembly({ dir: outdir }),
    remove: () => rmSync(outdir, { recursive: true }),
  };
}
