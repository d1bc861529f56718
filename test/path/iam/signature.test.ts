import {
  checkSignature,
  type IssuedKey,
  type PresentedSignature,
  readSignature,
} from '../../../tools/path/iam/signature';
import { gatewayModel, requestTo } from '../../helpers/gateway-model';

const model = gatewayModel();
const credential = 'ASIAEXAMPLE/20260301/eu-west-1/execute-api/aws4_request';
const read = (authorization: string, more: readonly (readonly [string, string])[] = []) =>
  readSignature(
    requestTo(model, {
      headers: [['Authorization', authorization], ['X-Amz-Date', '20260301T120000Z'], ...more],
    }),
  );

describe('what a request presents', () => {
  test('in its Authorization header', () => {
    const line = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host;X-Amz-Date, Signature=0a`;
    expect(read(line, [['X-Amz-Security-Token', 't']])).toEqual({
      place: 'header',
      accessKeyId: 'ASIAEXAMPLE',
      scopeDate: '20260301',
      region: 'eu-west-1',
      service: 'execute-api',
      signedHeaders: ['host', 'x-amz-date'],
      signature: '0a',
      date: '20260301T120000Z',
      sessionToken: 't',
    });
  });

  test('in its query', () => {
    const query = `X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${encodeURIComponent(credential)}&X-Amz-Date=20260301T120000Z&X-Amz-Expires=60&X-Amz-SignedHeaders=host&X-Amz-Signature=0a`;
    expect(readSignature(requestTo(model, { query }))).toMatchObject({
      place: 'query',
      accessKeyId: 'ASIAEXAMPLE',
      expiresSeconds: 60,
    });
  });

  test('nothing, or a bearer token, is no signature', () => {
    expect(readSignature(requestTo(model))).toBeUndefined();
    expect(read('Bearer abc')).toBeUndefined();
  });

  test.each([
    [`AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host`, "requires 'Signature' parameter"],
    ['AWS4-HMAC-SHA256 Signature=0a', "requires 'Credential' parameter"],
    [
      'AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=host, Signature=0a',
      'exactly 5 slash-delimited elements',
    ],
  ])('%s is incomplete', (line, message) => {
    expect(read(line)).toMatchObject({ kind: 'refused', fault: 'incomplete' });
    expect(read(line)).toHaveProperty('message', expect.stringContaining(message));
  });

  test('a query without its other parameters is incomplete', () => {
    const reading = readSignature(requestTo(model, { query: 'X-Amz-Signature=0a' }));
    expect(reading).toMatchObject({ kind: 'refused', fault: 'incomplete' });
  });
});

describe('a signature', () => {
  const at = Date.UTC(2026, 2, 1, 12);
  const key: IssuedKey = { accessKeyId: 'ASIAEXAMPLE', sessionToken: 't', principal: 'billing' };
  const presented = {
    place: 'header',
    accessKeyId: 'ASIAEXAMPLE',
    scopeDate: '20260301',
    region: 'eu-west-1',
    service: 'execute-api',
    signedHeaders: ['host', 'x-amz-date'],
    signature: '0a',
    date: '20260301T120000Z',
    sessionToken: 't',
  } as const;
  const check = (
    change: Partial<PresentedSignature>,
    own: { readonly key?: IssuedKey | null; readonly computed?: string; readonly at?: number } = {},
  ) =>
    checkSignature({
      presented: { ...presented, ...change },
      key: own.key === null ? undefined : (own.key ?? key),
      computed: own.computed ?? '0a',
      region: 'eu-west-1',
      at: own.at ?? at,
    });

  test('that is the computed one is its owner’s', () => {
    expect(check({})).toEqual({ kind: 'valid', principal: 'billing', accessKeyId: 'ASIAEXAMPLE' });
  });

  test.each<[string, string, ReturnType<typeof check>]>([
    ['of an unknown key', 'unknown-key', check({}, { key: null })],
    ['without the token of its session', 'unknown-key', check({ sessionToken: undefined })],
    ['with another session’s token', 'unknown-key', check({ sessionToken: 'u' })],
    ['of an expired session', 'token-expired', check({}, { key: { ...key, expiresAt: at } })],
    ['for another region', 'scope', check({ region: 'us-east-1' })],
    ['for another service', 'scope', check({ service: 's3' })],
    ['whose scope has another day', 'scope', check({ scopeDate: '20260228' })],
    ['of six minutes ago', 'expired', check({}, { at: at + 360_000 })],
    ['of six minutes ahead', 'expired', check({}, { at: at - 360_000 })],
    [
      'in a query that held a minute',
      'expired',
      check({ place: 'query', expiresSeconds: 60 }, { at: at + 61_000 }),
    ],
    ['that is another', 'wrong', check({}, { computed: '0b' })],
    ['that leaves the host out', 'wrong', check({ signedHeaders: ['x-amz-date'] })],
  ])('%s is refused', (_what, fault, result) => {
    expect(result).toMatchObject({ kind: 'refused', fault });
  });

  test('holds for five minutes either way', () => {
    expect(check({}, { at: at + 300_000 }).kind).toBe('valid');
    expect(check({}, { at: at - 300_000 }).kind).toBe('valid');
  });

  test('of a query holds as long as it says', () => {
    const change = { place: 'query', expiresSeconds: 3600 } as const;
    expect(check(change, { at: at + 3_000_000 }).kind).toBe('valid');
  });

  test('that is late is told in AWS’s words', () => {
    expect(check({}, { at: at + 600_000 })).toHaveProperty(
      'message',
      'Signature expired: 20260301T120000Z is now earlier than 20260301T120500Z (20260301T121000Z - 5 min.)',
    );
  });
});
