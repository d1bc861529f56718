import { Refusal } from '../../../lambdas/authorizer/bearer';
import { KeySet } from '../../../lambdas/authorizer-jwt/key-set';
import { jwk } from './tokens';

const seconds = (count: number) => count * 1000;

function keySet() {
  const issuer = { keys: [jwk('ec')], down: false, clock: 0 };
  const load = jest.fn(async () => {
    if (issuer.down) throw new Error('no route');
    return { keys: [...issuer.keys] };
  });
  return { issuer, load, set: new KeySet({ load, now: () => issuer.clock }) };
}

test('keys are fetched once', async () => {
  const { set, load } = keySet();
  await set.key('ec');
  await set.key('ec');
  expect(load).toHaveBeenCalledTimes(1);
});

test('tokens that come together wait for one fetch', async () => {
  const { set, load } = keySet();
  await Promise.all([set.key('ec'), set.key('ec'), set.key('ec')]);
  expect(load).toHaveBeenCalledTimes(1);
});

test('a key that the issuer added is found', async () => {
  const { set, issuer } = keySet();
  await set.key('ec');
  issuer.keys.push(jwk('rsa'));
  issuer.clock = seconds(10);
  await expect(set.key('rsa')).resolves.toMatchObject({ kid: 'rsa' });
});

test('made-up key ids fetch once in ten seconds', async () => {
  const { set, issuer, load } = keySet();
  await set.key('ec');
  for (let second = 0; second < 20; second++) {
    issuer.clock = seconds(second);
    await expect(set.key(`made-up-${second}`)).rejects.toBeInstanceOf(Refusal);
  }
  expect(load).toHaveBeenCalledTimes(2);
});

test('a key that the issuer withdrew is trusted for an hour at most', async () => {
  const { set, issuer } = keySet();
  await set.key('ec');
  issuer.keys = [jwk('rsa')];
  issuer.clock = seconds(3600);
  await expect(set.key('ec')).resolves.toMatchObject({ kid: 'ec' });
  issuer.clock = seconds(3601);
  await expect(set.key('ec')).rejects.toMatchObject({ reason: 'unknown key id' });
});

test('an old set goes on to serve while the issuer can’t be reached', async () => {
  const { set, issuer, load } = keySet();
  await set.key('ec');
  issuer.down = true;
  issuer.clock = seconds(3601);
  await expect(set.key('ec')).resolves.toMatchObject({ kid: 'ec' });
  await expect(set.key('ec')).resolves.toMatchObject({ kid: 'ec' });
  expect(load).toHaveBeenCalledTimes(2);
});

test('without any keys the error says so, and the issuer is left alone for ten seconds', async () => {
  const { set, issuer, load } = keySet();
  issuer.down = true;
  await expect(set.key('ec')).rejects.toThrow('no route');
  await expect(set.key('ec')).rejects.toThrow('a moment ago');
  expect(load).toHaveBeenCalledTimes(1);
  issuer.down = false;
  issuer.clock = seconds(10);
  await expect(set.key('ec')).resolves.toMatchObject({ kid: 'ec' });
});
