import { hopNames } from '../../tools/path/hop';
import { reasons } from '../../tools/path/reasons';
import { dnsReasons } from '../../tools/path/reasons/1-dns';
import { networkReasons } from '../../tools/path/reasons/2-network';
import { loadBalancerReasons } from '../../tools/path/reasons/3-load-balancer';
import { endpointReasons } from '../../tools/path/reasons/4-endpoint';
import { gatewayReasons } from '../../tools/path/reasons/5-gateway';
import { policyReasons } from '../../tools/path/reasons/6-policy';
import { authorizerReasons } from '../../tools/path/reasons/7-authorizer';
import { integrationReasons } from '../../tools/path/reasons/8-integration';

const byHop = [
  dnsReasons,
  networkReasons,
  loadBalancerReasons,
  endpointReasons,
  gatewayReasons,
  policyReasons,
  authorizerReasons,
  integrationReasons,
];

test.each(Object.entries(reasons))('%s is spelled and explained', (code, reason) => {
  expect(code).toMatch(/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/);
  expect(hopNames).toContain(reason.hop);
  expect(reason.means).toMatch(/\.$/);
  expect(reason.fix).toMatch(/\.$/);
});

test.each(hopNames.map((hop, i) => [hop, i] as const))('codes of %s stand in its own file', (hop, i) => {
  expect(new Set(Object.values(byHop[i]!).map((reason) => reason.hop))).toEqual(new Set([hop]));
});

test('no code is used by two hops', () => {
  const codes = byHop.flatMap((own) => Object.keys(own));
  expect(codes.filter((code, i) => codes.indexOf(code) !== i)).toEqual([]);
});
