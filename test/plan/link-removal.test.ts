import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configSchema, type HybridConfig } from '../../stacks/config-schema';
import { synthesize } from '../../stacks/synthesize';
import { type Assembly, readAssembly } from '../../tools/assembly';
import { planDeletion, planUpdate } from '../../tools/plan';
import { packageRoot } from '../../tools/root';
import { environment, synth } from '../helpers/synth';

const linked = { backend: 'orders', via: 'vpc-link' };
const backends = {
  orders: { sample: true },
  stock: { sample: true },
};
const settings = (first: unknown, second: unknown) => ({
  backends,
  functions: { 'hello-1': {} },
  apis: [
    { name: 'orders', host: 'orders.corp.example', routes: { 'GET /': first } },
    { name: 'stock', host: 'stock.corp.example', routes: { 'GET /': second } },
  ],
  expect: [],
  loadBalancer: { deletionProtection: false },
  terminationProtection: false,
});

function assemblyOf(config: HybridConfig): Assembly {
  const outdir = mkdtempSync(join(tmpdir(), 'hybrid-plan-'));
  try {
    synthesize(config, { dir: packageRoot, outdir });
    return readAssembly({ dir: outdir });
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

const before = assemblyOf(environment(settings(linked, linked)));
const without = assemblyOf(environment(settings('hello-1', 'hello-1')));

/** What is deployed once some stacks of another assembly are. */
function partly(deployed: Assembly, next: Assembly, names: readonly string[]): Assembly {
  const stacks = deployed.stacks.map(
    (stack) => next.stacks.find(({ name }) => name === stack.name && names.includes(name)) ?? stack,
  );
  const fresh = next.stacks.filter(
    ({ name }) => names.includes(name) && !stacks.some((stack) => stack.name === name),
  );
  return { stacks: [...stacks, ...fresh] };
}

test('links come before the API stacks, which are deployed after them and deleted before', () => {
  const { needs } = synth(settings(linked, linked));
  expect(needs['api-orders']).toContain('links');
  expect(needs['api-stock']).toContain('links');
  expect(needs.links).not.toContain('api-orders');
  expect(needs.links).toContain('backends');
});

test('an API that lets go of its link is deployed again by the same update', () => {
  const deployments = (assembly: Assembly) =>
    assembly.stacks
      .filter(({ name }) => name === 'corp-api-orders')
      .flatMap(({ template }) => Object.entries(template.Resources ?? {}))
      .filter(([, { Type }]) => Type === 'AWS::ApiGateway::Deployment')
      .map(([id]) => id);
  expect(deployments(without)).not.toEqual(deployments(before));
});

test('the last link leaves its stack behind, to be deleted when the APIs have let go', () => {
  const codes = planUpdate(before, without).map(({ code, because }) => [code, because]);
  expect(codes).toContainEqual(['STACK_LEFT_BEHIND', 'corp-links is deployed and in no new template']);
  expect(codes.map(([code]) => code)).not.toContain('VPC_LINK_STILL_REFERENCED');
});

test('a link that is made anew takes two deployments, and plan knows when the second may come', () => {
  const other = { ...settings(linked, linked), zones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'] };
  const next = assemblyOf(configSchema.parse(environment(other)));
  const [trap] = planUpdate(before, next).filter(({ code }) => code === 'VPC_LINK_STILL_REFERENCED');
  expect(trap?.because).toMatch(
    /^Link\w* of corp-links is replaced, and .* of corp-api-orders \(stage prod\)/,
  );

  const functionsFirst = without.stacks.map(({ name }) => name).filter((name) => /api-|functions/.test(name));
  const between = partly(before, without, functionsFirst);
  const rest = planUpdate(between, next).filter(({ severity }) => severity === 'refused');
  expect(rest).toEqual([]);
});

test('everything can be deleted: nothing is protected, and users go before what they use', () => {
  expect(planDeletion(before)).toEqual([]);
});
