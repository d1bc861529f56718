import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { configSchema } from '../../stacks/config-schema';
import { isProbeFile } from '../../tools/probe/config/read-calls';
import { probeFileSchema } from '../../tools/probe/config/schema';
import { settingsSchema } from '../../tools/probe/config/settings-schema';
import { packageRoot } from '../../tools/root';
import { type Reference, synthesizeReference } from '../faults/matrix';
import { snippets } from './snippets';

const all = snippets();
const of = (language: string) => all.filter((snippet) => snippet.language === language);
const { scripts } = require('../../package.json') as { scripts: Record<string, string> };

test('every snippet is of a kind that is checked here', () => {
  const kinds = new Set(all.map(({ language }) => language));
  expect([...kinds].sort()).toEqual(['sh', 'ts', 'yaml']);
});

test('TypeScript in the documents passes the type checker', () => {
  const folder = join(packageRoot, '.build', 'snippets');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      extends: '../../tsconfig.json',
      compilerOptions: { noUnusedLocals: false },
      include: ['*.ts'],
    }),
  );
  of('ts').forEach(({ text, folder: home, place }, index) => {
    const absolute = text.replace(/from '(\.[^']*)'/g, (_all, path: string) => `from '${join(home, path)}'`);
    writeFileSync(join(folder, `snippet-${index}.ts`), `// ${place}\nexport {};\n${absolute}`);
  });
  const { stdout } = spawnSync(join(packageRoot, 'node_modules', '.bin', 'tsc'), ['-p', folder], {
    encoding: 'utf8',
  });
  expect(stdout).toBe('');
});

test.each(of('yaml').map(({ place, text }) => [place, text] as const))(
  'the settings at %s are settings of hybrid.yaml, of a probe file, or of the user',
  (_place, text) => {
    const value = parse(text);
    const schema = isProbeFile(text)
      ? probeFileSchema
      : 'probe' in value
        ? settingsSchema
        : configSchema.partial();
    expect(schema.safeParse(value)).toMatchObject({ success: true });
  },
);

const commands = of('sh').flatMap(({ place, text }) =>
  text
    .split('\n')
    .map((line) => line.replace(/\s+#.*$/, '').trim())
    .filter((line) => line !== '')
    .map((line) => [place, line] as const),
);

test.each(commands.filter(([, line]) => line.includes('npm ')))(
  'every npm script named at %s is there: %s',
  (_place, line) => {
    const named = [...line.matchAll(/npm (?:run )?([\w:]+)/g)].map((match) => match[1] as string);
    for (const script of named) expect(script === 'ci' || script in scripts).toBe(true);
  },
);

/** Each once; what needs a running twin, a network or a name of the reader's own can't run here. */
const verbs = commands.filter(
  ([, line], index) =>
    line.startsWith('npx hybrid-api ') &&
    !/ready|<|execute-api|hybrid-api (probe|doctor)/.test(line) &&
    commands.findIndex(([, other]) => other === line) === index,
);

const wordsOf = (line: string) => (line.match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replaceAll('"', ''));

describe('commands', () => {
  let reference: Reference;
  let deployed: Reference;
  beforeAll(() => {
    reference = synthesizeReference();
    deployed = synthesizeReference();
  });
  afterAll(() => {
    reference.remove();
    deployed.remove();
  });

  test.each(verbs)('the one at %s runs: %s', (_place, line) => {
    const given = wordsOf(line.replace('cdk.out.deployed', deployed.dir)).slice(2);
    const words = [...given, '--assembly', reference.dir];
    const { status, stderr } = spawnSync(
      process.execPath,
      [join(packageRoot, 'tools', 'launch.cjs'), ...words],
      { cwd: packageRoot, encoding: 'utf8' },
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});
