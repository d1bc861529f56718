import {
  type Domain,
  type Model,
  type PolicyDocument,
  type RoutingRule,
  Unknown,
} from '../../tools/assembly/model';
import type { HeaderList } from '../../tools/path/hop';
import cases from '../cases/private-domain.json';
import { gatewayModel, requestTo, serveWith } from '../helpers/gateway-model';

interface Case {
  readonly name: string;
  /** Endpoints; `?` is one that is not known. @default the endpoint that is called */
  readonly associations?: readonly string[];
  /** Associations of a second domain of the same name. @default there is none */
  readonly twins?: readonly string[];
  /** Whether a public custom domain has the name too. */
  readonly publicName?: boolean;
  readonly accessMode?: string;
  readonly routingMode?: string;
  /** Conditions and target of routing rules. @default none; the API and stage of the mapping */
  readonly rules?: readonly (Partial<Omit<RoutingRule, 'headers' | 'unresolved'>> & {
    readonly priority: number;
    readonly headers?: readonly (readonly (readonly [name: string, glob: string])[])[];
    readonly unresolved?: boolean;
  })[];
  readonly send?: HeaderList;
  readonly path?: string;
  /** Statements; `?`: not known; null: none. @default allows everybody */
  readonly policy?: readonly object[] | '?' | null;
  readonly endpointPolicy?: readonly object[];
  readonly host?: string;
  readonly sni?: string | null;
  readonly front?: 'public';
  readonly hop?: string;
  readonly code: string;
  readonly outcome: string;
  readonly status?: number;
  readonly body?: string;
}

const place = { stack: 'corp', logicalId: 'Domain' };
const open = new Unknown('parameter without default', place);
const known = (value: string | undefined) => (value === '?' ? open : value);

function document(statements: readonly object[]): PolicyDocument {
  const full = statements.map((statement) => ({
    where: place,
    principal: '*',
    action: ['execute-api:Invoke'],
    resource: ['*'],
    condition: {},
    ...statement,
  }));
  return { version: '2012-10-17', statements: full as unknown as PolicyDocument['statements'] };
}

function associated(domain: Domain, endpoints: readonly string[]): Domain {
  const associations = endpoints.map((id) => ({ where: place, endpointId: known(id)! }));
  return { ...domain, native: { ...domain.native!, associations } };
}

function ruleOf({ headers = [], unresolved, ...rule }: NonNullable<Case['rules']>[number]): RoutingRule {
  return {
    where: place,
    basePaths: [],
    apiId: 'api1234567',
    stage: 'demo',
    stripBasePath: false,
    ...rule,
    headers: headers.map((entries) => entries.map(([name, glob]) => ({ name, glob }))),
    ...(unresolved ? { unresolved: [open] } : {}),
  };
}

function modelOf(expected: Case): Model {
  const { policy = [{ effect: 'Allow' }], endpointPolicy } = expected;
  const base = gatewayModel(endpointPolicy && { endpoint: { policy: document(endpointPolicy) } });
  const template = base.domains.find(({ native }) => native) as Domain;
  const own: Domain = {
    ...template,
    accessMode: known(expected.accessMode),
    routingMode: known(expected.routingMode),
    rules: expected.rules?.map(ruleOf),
    native: {
      ...template.native!,
      policy: policy === null ? undefined : policy === '?' ? open : document(policy),
    },
  };
  const namesake = { ...base.domains[0]!, name: own.name };
  const domains = [
    ...base.domains.filter((domain) => domain !== template),
    ...(expected.publicName ? [namesake] : []),
    associated(own, expected.associations ?? ['vpce-0app']),
    ...(expected.twins ? [associated(own, expected.twins)] : []),
  ];
  // The way in is not built for public domains: no load balancer stands before the endpoint.
  return { ...base, domains, loadBalancers: [] };
}

describe('a private custom domain', () => {
  test.each(cases as unknown as Case[])('$name', (expected) => {
    const { host = 'native.corp.example', sni = host, front, hop = 'gateway' } = expected;
    const model = modelOf(expected);
    const request = requestTo(model, {
      host,
      sni: expected.sni === null ? null : sni,
      path: expected.path ?? '/orders',
      headers: expected.send ?? [],
      front,
    });
    const { verdicts, response } = serveWith(model, request);
    const verdict = verdicts.find((one) => one.hop === hop && one.code === expected.code);
    expect({ codes: verdicts.map(({ code }) => code), outcome: verdict?.outcome }).toEqual({
      codes: expect.arrayContaining([expected.code]),
      outcome: expected.outcome,
    });
    if (expected.status !== undefined) expect(response?.status).toBe(expected.status);
    if (expected.body !== undefined) expect(response?.body).toBe(expected.body);
  });

  test('an endpoint behind a load balancer that ends TLS should have none', () => {
    const model = {
      ...modelOf({ name: '', code: '', outcome: '' }),
      loadBalancers: gatewayModel().loadBalancers,
    };
    const request = requestTo(model, { host: 'native.corp.example', sni: 'native.corp.example' });
    expect(serveWith(model, request).verdicts[0]).toMatchObject({
      code: 'ENDPOINT_SERVES_BOTH_KINDS',
      outcome: 'unknown',
    });
  });
});
