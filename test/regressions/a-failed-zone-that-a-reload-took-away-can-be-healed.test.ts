import { closeTwins, serve, servedModel } from '../twin/twin';

afterEach(closeTwins);

test.each(['eu-west-1b', 'b'])('a failed zone that a reload took away can be healed as %s', async (zone) => {
  const twin = await serve();
  twin.fail({ zone: 'eu-west-1b' });
  const smaller = servedModel((draft) => {
    draft.subnets = draft.subnets.filter(({ zone }) => zone !== 'eu-west-1b');
  });
  await twin.reload(smaller);
  expect(() => twin.heal({ zone })).not.toThrow();
});
