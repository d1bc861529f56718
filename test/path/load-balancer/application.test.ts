import type { Listener, Model } from '../../../tools/assembly/model';
import { decide, decideAll, type HttpRequest, settle } from '../../../tools/path/3-load-balancer';
import { header } from '../../../tools/path/headers';
import type { HttpResponse } from '../../../tools/path/hop';
import {
  addApplication,
  backendArn,
  backendGroupArn,
  forwardTo,
} from '../../helpers/application-load-balancer';
import { buildModel, type Draft } from '../../helpers/model';

const request = (more: Partial<HttpRequest> = {}): HttpRequest => ({
  host: 'backend.corp.example',
  method: 'GET',
  path: '/a%20b',
  query: 'x=%31&x=2',
  headers: [
    ['Host', 'backend.corp.example'],
    ['Accept', 'text/html'],
    ['X-Twice', '1'],
    ['X-Twice', '2'],
    ['Connection', 'keep-alive'],
  ],
  body: '',
  sourceAddress: '10.20.0.50',
  receivedAt: 1_700_000_000_000,
  requestId: '00112233-4455-4677-8899-aabbccddeeff',
  ...more,
});

function ask(
  change: (listener: Draft<Listener>, draft: Draft<Model>) => void,
  more: Partial<HttpRequest> = {},
  turn = 0,
) {
  const model = buildModel((draft) => {
    addApplication(draft);
    change(draft.loadBalancers[1]!.listeners[0]!, draft);
  });
  const loadBalancer = model.loadBalancers[1]!;
  const hall = { loadBalancer, node: loadBalancer.nodes[0]!, listener: loadBalancer.listeners[0]! };
  const state = settle(model);
  return {
    decision: decide(model, state, hall, request(more), turn),
    all: decideAll(model, state, hall, request(more)),
  };
}

const codes = ({ decision }: ReturnType<typeof ask>) => decision.verdicts.map(({ code }) => code);

function answered({ decision }: ReturnType<typeof ask>): HttpResponse | null {
  if (decision.kind !== 'answered') throw new Error(`it is ${decision.kind}`);
  return decision.response;
}

function event(asked: ReturnType<typeof ask>): Record<string, unknown> {
  if (asked.decision.kind !== 'invoke')
    throw new Error(`it is ${asked.decision.kind}: ${codes(asked).join()}`);
  return asked.decision.invocation.event as Record<string, unknown>;
}

describe('a function behind a load balancer', () => {
  test('gets the load balancer’s event: undecoded, names in lower case, the last of several values', () => {
    const asked = ask(() => {});
    expect(event(asked)).toMatchObject({
      requestContext: { elb: { targetGroupArn: backendGroupArn } },
      httpMethod: 'GET',
      path: '/a%20b',
      queryStringParameters: { x: '2' },
      headers: {
        host: 'backend.corp.example',
        'x-twice': '2',
        'x-forwarded-for': '10.20.0.50',
        'x-forwarded-proto': 'http',
        'x-forwarded-port': '80',
        'x-amzn-trace-id': 'Root=1-6553f100-00112233445546778899aabb',
      },
      body: '',
      isBase64Encoded: false,
    });
    expect(event(asked).headers).not.toHaveProperty('connection');
    expect(event(asked)).not.toHaveProperty('multiValueHeaders');
  });

  test('gets lists where the target group asks for them', () => {
    const asked = ask((_, draft) => {
      draft.targetGroups[1]!.multiValueHeaders = true;
    });
    expect(event(asked)).toMatchObject({
      multiValueHeaders: { 'x-twice': ['1', '2'] },
      multiValueQueryStringParameters: { x: ['%31', '2'] },
    });
    expect(event(asked)).not.toHaveProperty('headers');
  });

  test('gets text as it is and anything else as base64', () => {
    const body = new Uint8Array([1, 2, 255]);
    const json = ask(() => {}, { headers: [['Content-Type', 'application/json']], body: '{}' });
    expect(event(json)).toMatchObject({ body: '{}', isBase64Encoded: false });
    const binary = ask(() => {}, { headers: [['Content-Type', 'application/octet-stream']], body });
    expect(event(binary)).toMatchObject({ body: 'AQL/', isBase64Encoded: true });
    const packed = ask(() => {}, {
      headers: [
        ['Content-Type', 'text/plain'],
        ['Content-Encoding', 'gzip'],
      ],
      body,
    });
    expect(event(packed)).toMatchObject({ isBase64Encoded: true });
  });

  test('is not asked for a body over 1 MB, nor to upgrade', () => {
    const large = ask(() => {}, { body: new Uint8Array(1024 * 1024 + 1) });
    expect([codes(large), answered(large)?.status]).toEqual([['LOAD_BALANCER_REFUSES_REQUEST'], 413]);
    const upgrade = ask(() => {}, { headers: [['Upgrade', 'websocket']] });
    expect(answered(upgrade)?.status).toBe(400);
  });

  test('is not asked without a permission for the target group', () => {
    const asked = ask((_, draft) => {
      draft.functions[1]!.permissions[0]!.sourceArn = `${backendGroupArn}-other`;
    });
    expect([codes(asked), answered(asked)?.status]).toEqual([['LOAD_BALANCER_MAY_NOT_INVOKE'], 502]);
  });

  test.each<[string, string, number, string]>([
    [
      'a response',
      '{"statusCode":201,"headers":{"content-type":"text/plain"},"body":"hi"}',
      201,
      'LOAD_BALANCER_FUNCTION_ANSWERED',
    ],
    ['no status', '{"body":"hi"}', 502, 'LOAD_BALANCER_FUNCTION_FAILED'],
    ['no JSON', 'hello', 502, 'LOAD_BALANCER_FUNCTION_FAILED'],
    ['a list', '[]', 502, 'LOAD_BALANCER_FUNCTION_FAILED'],
    ['a body that is an object', '{"statusCode":200,"body":{}}', 502, 'LOAD_BALANCER_FUNCTION_FAILED'],
    [
      'over 1 MB',
      JSON.stringify({ statusCode: 200, body: 'x'.repeat(1024 * 1024) }),
      502,
      'LOAD_BALANCER_FUNCTION_FAILED',
    ],
  ])('answers with %s', (_name, payload, status, code) => {
    const { decision } = ask(() => {});
    if (decision.kind !== 'invoke') throw new Error('it is not asked');
    const { verdict, response } = decision.settle({ kind: 'returned', payload });
    expect([verdict.code, response?.status]).toEqual([code, status]);
  });

  test('that is not run leaves the answer unknown', () => {
    const { decision } = ask(() => {});
    if (decision.kind !== 'invoke') throw new Error('it is not asked');
    expect(decision.invocation.functionArn).toBe(backendArn);
    expect(decision.settle({ kind: 'not-run', reason: 'no code' })).toMatchObject({
      verdict: { outcome: 'unknown', code: 'LOAD_BALANCER_FUNCTION_NOT_KNOWN' },
      response: null,
    });
  });
});

describe('a load balancer by itself', () => {
  test('answers 503 where a group has no target', () => {
    const asked = ask((_, draft) => {
      draft.targetGroups[1]!.targets = [];
    });
    expect(codes(asked)).toEqual(['TARGET_GROUP_HAS_NO_TARGETS']);
    expect(answered(asked)?.status).toBe(503);
    expect(header(answered(asked)!.headers, 'server')).toBe('awselb/2.0');
  });

  test('gives a fixed response, which from 400 on is a stop', () => {
    const fixed = (status: number) =>
      ask((listener) => {
        listener.defaultAction = { kind: 'fixed-response', status, contentType: 'text/plain', body: 'no' };
      });
    expect(fixed(404).decision.verdicts[0]).toMatchObject({ outcome: 'stop', code: 'LISTENER_RULE_ANSWERS' });
    expect(answered(fixed(404))).toMatchObject({ status: 404, body: 'no' });
    expect(fixed(200).decision.verdicts[0]).toMatchObject({ outcome: 'pass' });
  });

  test('redirects with the request’s own parts', () => {
    const asked = ask((listener) => {
      listener.defaultAction = {
        kind: 'redirect',
        status: 301,
        protocol: 'HTTPS',
        host: '#{host}',
        port: '443',
        path: '/#{path}',
        query: '#{query}',
      };
    });
    expect(header(answered(asked)!.headers, 'location')).toBe(
      'https://backend.corp.example:443/a%20b?x=%31&x=2',
    );
  });

  test('refuses TRACE, long lines, large headers, and too many addresses before any rule', () => {
    const status = (more: Partial<HttpRequest>) => answered(ask(() => {}, more))?.status;
    expect(status({ method: 'TRACE' })).toBe(405);
    expect(status({ path: `/${'x'.repeat(16 * 1024)}` })).toBe(414);
    expect(status({ headers: [['X', 'x'.repeat(16 * 1024)]] })).toBe(400);
    expect(status({ headers: [['X-Forwarded-For', Array(31).fill('10.0.0.1').join(', ')]] })).toBe(463);
  });

  test('says of a web ACL that nobody reads its rules, and goes on', () => {
    const asked = ask((_, draft) => {
      draft.loadBalancers[1]!.webAcl = { arn: 'arn:acl', where: { stack: 'corp', logicalId: 'Acl' } };
    });
    expect(asked.decision.verdicts[0]).toMatchObject({ outcome: 'pass', code: 'LOAD_BALANCER_WAF_NOT_READ' });
    expect(asked.decision.kind).toBe('invoke');
  });
});

describe('weights', () => {
  const weighted = (turn: number) =>
    ask(
      (listener, draft) => {
        draft.targetGroups.push({ ...draft.targetGroups[1]!, arn: 'arn:empty', targets: [] });
        listener.defaultAction = {
          kind: 'forward',
          groups: [
            { arn: backendGroupArn, weight: 2 },
            { arn: 'arn:empty', weight: 1 },
            { arn: 'arn:never', weight: 0 },
          ],
        };
      },
      {},
      turn,
    );

  test('share requests out by turns', () => {
    const kinds = [0, 1, 2, 3].map((turn) => weighted(turn).decision.kind);
    expect(kinds).toEqual(['invoke', 'invoke', 'answered', 'invoke']);
  });

  test('show every group that may be met', () => {
    expect(weighted(0).all.map(({ decision }) => decision.kind)).toEqual(['invoke', 'answered']);
  });
});

describe('headers that go on to a target', () => {
  const forwarded = (change: Parameters<typeof ask>[0], headers: HttpRequest['headers'] = []) => {
    const { decision } = ask(
      (listener, draft) => {
        listener.targetGroupArns = ['arn:tg'];
        draft.targetGroups[0]!.protocol = 'HTTPS';
        listener.defaultAction = forwardTo('arn:tg');
        change(listener, draft);
      },
      { headers },
    );
    if (decision.kind !== 'forward') throw new Error(`it is ${decision.kind}`);
    return decision.request.headers;
  };
  const settings = {
    dropInvalidHeaderFields: false,
    forwardedFor: 'append' as const,
    preserveHost: false,
    idleSeconds: 60,
  };

  test('have the caller appended to X-Forwarded-For', () => {
    expect(
      header(
        forwarded(() => {}, [['X-Forwarded-For', '192.0.2.1']]),
        'x-forwarded-for',
      ),
    ).toBe('192.0.2.1, 10.20.0.50');
  });

  test('keep or lose X-Forwarded-For where an attribute says so', () => {
    const mode = (forwardedFor: 'preserve' | 'remove') =>
      header(
        forwarded(
          (_, draft) => {
            draft.loadBalancers[1]!.http = { ...settings, forwardedFor };
          },
          [['X-Forwarded-For', '192.0.2.1']],
        ),
        'x-forwarded-for',
      );
    expect(mode('preserve')).toBe('192.0.2.1');
    expect(mode('remove')).toBeUndefined();
  });

  test('lose names with other characters where an attribute says so', () => {
    const headers = forwarded(
      (_, draft) => {
        draft.loadBalancers[1]!.http = { ...settings, dropInvalidHeaderFields: true };
      },
      [
        ['x_bad', '1'],
        ['x-good', '1'],
      ],
    );
    expect(headers.map(([name]) => name)).toEqual(expect.arrayContaining(['x-good']));
    expect(headers.map(([name]) => name)).not.toContain('x_bad');
  });

  test('keep the caller’s trace and add the load balancer’s', () => {
    expect(
      header(
        forwarded(() => {}, [['X-Amzn-Trace-Id', 'Root=1-a-b']]),
        'x-amzn-trace-id',
      ),
    ).toMatch(/^Self=1-[^;]+;Root=1-a-b$/);
  });

  test('have the port of a listener that is on neither 80 nor 443', () => {
    const onPort = forwarded((listener) => {
      listener.port = 8080;
    });
    expect(header(onPort, 'host')).toBe('backend.corp.example:8080');
  });
});
