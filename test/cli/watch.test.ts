import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Model } from '../../tools/assembly/model';
import { packageRoot } from '../../tools/root';
import type { Twin } from '../../tools/twin';
import { watchAndReload } from '../../tools/watch';

let folder: string;
let config: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hybrid-watch-'));
  config = join(folder, 'hybrid.yaml');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The reference environment with its handlers named by absolute path, one host renamed. */
function environment(host: string): string {
  return readFileSync(join(packageRoot, 'hybrid.yaml'), 'utf8')
    .replace(
      /(hello-\d): \{ /g,
      (_all, name) => `${name}: { entry: ${join(packageRoot, 'lambdas', name, 'handler.ts')}, `,
    )
    .replaceAll('pvt-api2.corp.example', host);
}

/** Watches, makes one change, and gives what came of it: a model for the twin, or a line of the log. */
async function change(text: string): Promise<{ model?: Model; line?: string }> {
  writeFileSync(config, environment('first.corp.example'));
  let stop = () => {};
  try {
    return await new Promise((resolve) => {
      const twin = { reload: async (model: Model) => resolve({ model }) } as unknown as Twin;
      const outdir = join(folder, 'out');
      stop = watchAndReload({ config, twin, outdir, log: (line) => resolve({ line }) }).close;
      writeFileSync(config, text);
    });
  } finally {
    stop();
  }
}

test('a changed file is synthesized again and the twin gets the new model', async () => {
  const { model } = await change(environment('second.corp.example'));
  expect(model?.domains.map(({ name }) => name)).toContain('second.corp.example');
});

test('a file that is wrong is told and reloads nothing', async () => {
  const { line, model } = await change(environment('second.other.example'));
  expect(model).toBeUndefined();
  expect(line).toContain('CFG_UNKNOWN_HOST');
});
