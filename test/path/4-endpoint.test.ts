import { type Model, Unknown } from '../../tools/assembly/model';
import { settle } from '../../tools/path/3-load-balancer';
import { type EndpointSession, enter } from '../../tools/path/4-endpoint';
import { noFailures } from '../../tools/path/state';
import { at, buildModel, type Draft } from '../helpers/model';

function arrive(
  session: Partial<EndpointSession> = {},
  change: (draft: Draft<Model>) => void = () => {},
  failures = noFailures,
) {
  const model = buildModel(change);
  const endpoint = model.endpoints[0]!;
  const host = session.host ?? 'api1234567.execute-api.eu-west-1.amazonaws.com';
  return enter(model, settle(model, failures), endpoint, endpoint.interfaces[0]!, {
    port: 443,
    sni: host,
    host,
    maxTls: '1.3',
    verify: true,
    direct: true,
    ...session,
  });
}

describe('enter', () => {
  test.each([
    'api1234567.execute-api.eu-west-1.amazonaws.com',
    'api1234567-vpce-0app.execute-api.eu-west-1.amazonaws.com',
    'vpce-0app-eu-west-1a.execute-api.eu-west-1.vpce.amazonaws.com',
  ])('the endpoint’s certificate covers %s', (host) => {
    expect(arrive({ host }).verdict.code).toBe('ENDPOINT_ACCEPTS');
  });

  test('a company name that leads straight to the endpoint meets the wrong certificate', () => {
    const { verdict, certificateNames } = arrive({ host: 'pvt-api.corp.example' });
    expect(verdict).toMatchObject({
      code: 'CERTIFICATE_IS_ENDPOINTS',
      symptom: { kind: 'tls', alert: 'certificate_name' },
    });
    expect(certificateNames).toContain('*.execute-api.eu-west-1.amazonaws.com');
  });

  test('a client that checks nothing gets in by a company name', () => {
    expect(arrive({ host: 'pvt-api.corp.example', verify: false }).verdict.outcome).toBe('pass');
  });

  test('a load balancer’s session checks no certificate', () => {
    expect(arrive({ host: 'pvt-api.corp.example', sni: null, direct: false }).verdict.outcome).toBe('pass');
  });

  test('a private custom domain is served with its own certificate by SNI', () => {
    const { verdict, certificateNames } = arrive({ host: 'pvt-api.corp.example' }, (draft) => {
      const [domain] = draft.domains;
      const associations = [{ endpointId: draft.endpoints[0]!.id, where: at('Association') }];
      Object.assign(domain!, { endpointType: 'PRIVATE', native: { invokeArn: 'arn', associations } });
    });
    expect(verdict.outcome).toBe('pass');
    expect(certificateNames).toEqual(['*.corp.example']);
  });

  test('with an association that is not resolved, nobody knows which certificate it presents', () => {
    const { verdict } = arrive({ host: 'pvt-api.corp.example' }, (draft) => {
      const endpointId = new Unknown('parameter without default', at('Association'));
      const associations = [{ endpointId, where: at('Association') }];
      Object.assign(draft.domains[0]!, {
        endpointType: 'PRIVATE',
        native: { invokeArn: 'arn', associations },
      });
    });
    expect(verdict).toMatchObject({ code: 'ENDPOINT_CERTIFICATE_NOT_KNOWN', outcome: 'unknown' });
  });

  test('TLS 1.1 is refused', () => {
    expect(arrive({ maxTls: '1.1' }).verdict).toMatchObject({
      code: 'ENDPOINT_TLS_VERSION_NOT_ACCEPTED',
      symptom: { kind: 'tls', alert: 'protocol_version' },
    });
  });

  test('another port is silent', () => {
    expect(arrive({ port: 8443 }).verdict).toMatchObject({
      code: 'ENDPOINT_PORT_CLOSED',
      symptom: { kind: 'timeout' },
    });
  });

  test('an interface in a failed zone is silent', () => {
    const { verdict } = arrive({}, undefined, { zones: ['eu-west-1a'], targets: [] });
    expect(verdict).toMatchObject({ code: 'ENDPOINT_INTERFACE_SILENT', symptom: { kind: 'timeout' } });
  });

  test('an endpoint of another service serves no API', () => {
    const { verdict } = arrive({}, (draft) => {
      draft.endpoints[0]!.service = 'com.amazonaws.eu-west-1.ssm';
    });
    expect(verdict.code).toBe('ENDPOINT_NOT_EXECUTE_API');
  });

  test('an endpoint whose service is not resolved is unknown', () => {
    const { verdict } = arrive({}, (draft) => {
      draft.endpoints[0]!.service = new Unknown('parameter without default', at('Endpoint'));
    });
    expect(verdict.outcome).toBe('unknown');
  });
});
