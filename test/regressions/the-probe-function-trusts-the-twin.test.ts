import { buildModel } from '../../tools/assembly';
import type { Report } from '../../tools/probe';
import { startTwin } from '../../tools/twin';
import { synthesizeReference } from '../faults/matrix';

test('the probe function of the simulated data centre, run inside the twin, finds every call as expected', async () => {
  const reference = synthesizeReference();
  const model = buildModel(reference.assembly);
  const twin = await startTwin({ model });
  try {
    const probe = model.functions.find(({ where }) => where.stack === 'corp-on-premises');
    const answer = await twin.invoke(probe?.arn ?? '', {});
    expect(answer).toMatchObject({ kind: 'returned' });
    const { results } = JSON.parse((answer as { payload: string }).payload) as Report;
    expect(results.length).toBeGreaterThan(4);
    expect(results.filter(({ asExpected }) => !asExpected)).toEqual([]);
  } finally {
    await twin.close();
    reference.remove();
  }
});
