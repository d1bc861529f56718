import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig } from '../../../stacks/config';
import { findDrift } from '../../../tools/doctor/drift/drift';
import { readSnapshot } from '../../../tools/doctor/drift/read';
import { packageRoot } from '../../../tools/root';
import { synthesizeReference } from '../../faults/matrix';
import { factsOf } from './fake';
import { answering } from './fake/answers';

const folder = join(packageRoot, 'docs', 'examples');
const examples = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'hybrid.yaml')));

const at = Date.UTC(2026, 10, 20);

test.each([undefined, ...examples])(
  'what AWS answers of the deployed templates is walked as the templates are: %s',
  async (example) => {
    const environment = synthesizeReference(example);
    try {
      const file =
        example === undefined ? join(packageRoot, 'hybrid.yaml') : join(folder, example, 'hybrid.yaml');
      const { config } = loadConfig(file);
      const names = config.expect.map(({ call }) => /\/\/([^/:]+)/.exec(call)?.[1] ?? '');
      const facts = answering(factsOf(environment.assembly));
      const snapshot = await readSnapshot(environment.assembly, facts, { region: 'eu-west-1', names });
      const drift = await findDrift(environment.assembly, snapshot, config.expect, at);
      const told = drift.compared
        .filter(({ result }) => result === 'different')
        .map(({ call, parting }) => ({
          call: `${call.from} ${call.url}`,
          hop: parting?.hop,
          paper: parting?.paper.map(({ code, because }) => `${code} ${because}`),
          live: parting?.live.map(({ code, because }) => `${code} ${because}`),
        }));
      expect({ told, differences: drift.differences }).toEqual({ told: [], differences: [] });
    } finally {
      environment.remove();
    }
  },
);
