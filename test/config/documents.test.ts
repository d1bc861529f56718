import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../tools/root';
import { generatedDocuments } from '../../tools/write-docs/documents';
import { errorRegistries } from '../../tools/write-docs/errors';
import { writeSchema } from '../../tools/write-docs/schema';

const read = (path: string) => readFileSync(join(packageRoot, path), 'utf8');

test.each(generatedDocuments)('$path is what the code generates', ({ path, write }) => {
  const current = read(path);
  expect(write(current)).toBe(current);
});

describe('the schema for editors', () => {
  const schema = JSON.parse(writeSchema());

  test('requires what has no default, and nothing else', () => {
    expect(schema.required).toEqual([
      'name',
      'region',
      'zones',
      'network',
      'onPremises',
      'dns',
      'certificate',
      'apis',
    ]);
  });

  test('describes every top-level setting that editors show', () => {
    const silent = Object.entries<{ description?: string }>(schema.properties).filter(
      ([, value]) => !value.description,
    );
    expect(silent.map(([key]) => key)).toEqual([]);
  });

  test('refuses unknown keys', () => {
    expect(schema.additionalProperties).toBe(false);
  });
});

describe('docs/errors.md', () => {
  const listed = [...read('docs/errors.md').matchAll(/^\| `([A-Z0-9_]+)` \|/gm)].map(([, code]) => code);
  const known = Object.values(errorRegistries).flatMap((registry) => Object.keys(registry));

  test('lists every code, and no other', () => {
    expect([...listed].sort()).toEqual([...known].sort());
  });

  test('lists no code twice', () => {
    expect(new Set(listed).size).toBe(listed.length);
  });
});
