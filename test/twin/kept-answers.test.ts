import type { Authorizer } from '../../tools/assembly/model';
import { at } from '../helpers/model';
import { fetchOnce } from './client';
import { closeTwins, host, serve, servedModel } from './twin';

afterEach(closeTwins);

/** A policy for the one path that was asked about, which denies the other and counts how often it was asked. */
const counting = `let asked = 0;
exports.handler = async (event) => {
  asked += 1;
  if (event.authorizationToken === 'bad') throw new Error(asked === 1 ? 'Unauthorized' : 'asked ' + asked);
  return { principalId: 'amy', context: { asked }, policyDocument: { Version: '2012-10-17', Statement: [
    { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: event.methodArn },
    { Effect: 'Deny', Action: 'execute-api:Invoke', Resource: event.methodArn.replace(/\\/[^/]*$/, event.methodArn.endsWith('/second') ? '/first' : '/second') },
  ] } };
};`;

const answering = `exports.handler = async (event) => ({
  statusCode: 200, body: String(event.requestContext.authorizer.asked),
})`;

function guardedModel(change: Partial<Authorizer> = {}) {
  return servedModel((draft) => {
    const [lambda] = draft.functions;
    const [stage] = draft.stages;
    if (!lambda || !stage) return;
    const guard = { ...lambda, arn: `${lambda.arn}-guard`, name: 'guard', inlineCode: counting };
    lambda.inlineCode = answering;
    draft.functions.push(guard);
    stage.serves.authorizers.push({
      id: 'auth01',
      type: 'TOKEN',
      functionArn: guard.arn,
      identitySource: ['method.request.header.Authorization'],
      ttlSeconds: 60,
      where: at('Authorizer'),
      ...(change as object),
    });
    for (const method of stage.serves.methods) {
      method.authorization = 'CUSTOM';
      method.authorizerId = 'auth01';
    }
  });
}

async function guarded(change: Partial<Authorizer> = {}) {
  const clock = { now: 0 };
  const twin = await serve({
    model: guardedModel(change),
    now: () => clock.now,
    functionConcurrency: 1,
  });
  const call = async (path: string, token = 'good') => {
    const { status, body } = await fetchOnce(
      twin.ready,
      'on-prem',
      `https://${host}${path}`,
      `Authorization: ${token}\r\n`,
    );
    return [status, body];
  };
  return { twin, clock, call };
}

const denied = '{"Message":"User is not authorized to access this resource with an explicit deny"}';

test('an answer is kept until its time is over', async () => {
  const { call, clock } = await guarded();
  expect(await call('/first')).toEqual([200, '1']);
  clock.now = 59_999;
  expect(await call('/first')).toEqual([200, '1']);
  clock.now = 60_000;
  expect(await call('/first')).toEqual([200, '2']);
});

test('another token has another answer', async () => {
  const { call } = await guarded();
  expect(await call('/first', 'one')).toEqual([200, '1']);
  expect(await call('/first', 'two')).toEqual([200, '2']);
  expect(await call('/first', 'one')).toEqual([200, '1']);
});

test('the first route works and the second is refused by the answer to the first', async () => {
  const { call, clock } = await guarded();
  expect(await call('/first')).toEqual([200, '1']);
  expect(await call('/second')).toEqual([403, denied]);
  clock.now = 60_000;
  expect(await call('/second')).toEqual([200, '2']);
  expect(await call('/first')).toEqual([403, denied]);
});

test('without keeping, every call is asked about', async () => {
  const { call } = await guarded({ ttlSeconds: 0 });
  expect(await call('/first')).toEqual([200, '1']);
  expect(await call('/first')).toEqual([200, '2']);
});

test('a refusal is not kept', async () => {
  const { call } = await guarded();
  expect((await call('/first', 'bad'))[0]).toBe(401);
  expect((await call('/first', 'bad'))[0]).toBe(500);
});

test('another deployment forgets every answer', async () => {
  const { call, twin } = await guarded();
  expect(await call('/first')).toEqual([200, '1']);
  await twin.reload(guardedModel());
  expect(await call('/first')).toEqual([200, '2']);
});

test('first calls that come together ask once', async () => {
  const { call } = await guarded();
  const answers = await Promise.all([call('/first'), call('/first'), call('/first')]);
  expect(new Set(answers.map(([, body]) => body))).toEqual(new Set(['1']));
});

test('nothing of a token is in the journal', async () => {
  const { call, twin } = await guarded();
  await call('/first', 's3cret-token');
  await call('/first', 's3cret-token');
  expect(JSON.stringify(twin.journal)).not.toContain('s3cret-token');
});
