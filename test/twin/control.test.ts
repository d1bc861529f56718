import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTwin, tellTwin } from '../../tools/twin';
import { referenceModel } from '../helpers/reference-template';

test('a command with a wrong token is refused, and changes nothing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hybrid-control-'));
  const readyFile = join(folder, 'ready.json');
  const twin = await startTwin({ model: referenceModel(), readyFile });
  try {
    const ready = JSON.parse(readFileSync(readyFile, 'utf8'));
    const stale = { ...ready, control: { ...ready.control, token: 'another' } };
    writeFileSync(join(folder, 'stale.json'), JSON.stringify(stale), { mode: 0o600 });
    const command = { fail: ['zone=a'], heal: [] };
    await expect(tellTwin(join(folder, 'stale.json'), command)).rejects.toMatchObject({
      problems: [{ code: 'TWIN_CONTROL' }],
    });
    const state = await fetch(`${ready.control.url}/state`, {
      headers: { authorization: `Bearer ${ready.control.token}`, connection: 'close' },
    });
    expect(JSON.stringify(await state.json())).not.toContain('"eu-west-1a"');
  } finally {
    await twin.close();
    rmSync(folder, { recursive: true });
  }
});
