import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const tools = resolve(__dirname, '../../tools');

/** What a function of the kit makes of a call is the same on paper and deployed. */
const sharedCore = '../lambdas/http-proxy/core/';

function sources(folder: string): string[] {
  return readdirSync(join(tools, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(tools, folder, name));
}

function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/(?:\bfrom\s+|\brequire\(|\bimport\()'([^'\s]+)'/g)].map(
    (match) => match[1] as string,
  );
}

/** Reading files is the edge of the assembly; hashing and parsing are pure. */
const allowedModules: Record<string, RegExp> = {
  path: /^(velocityjs|jsonpath-plus|node:crypto)$/,
  assembly: /^(yaml|node:crypto)$/,
};
const reader = /^assembly\/read-[a-z-]+\.ts$/;
const readerModules = /^node:(fs|path)$/;

/** What has no place in a pure function: the clock, chance, the environment, the network, output. */
const impure =
  /\b(Date\.now|new Date\(\)|performance\.|Math\.random|randomUUID|process\.|fetch\(|setTimeout|console\.)/;

describe.each(['path', 'assembly'])('tools/%s', (folder) => {
  const files = sources(folder);

  test('has sources', () => {
    expect(files.length).toBeGreaterThan(5);
  });

  test('imports no network, clock, environment or SDK', () => {
    const wrong = files.flatMap((file) => {
      const name = relative(tools, file);
      return importsOf(file)
        .filter((module) => !module.startsWith('.'))
        .filter((module) => !allowedModules[folder]!.test(module))
        .filter((module) => !(reader.test(name) && readerModules.test(module)))
        .map((module) => `${name} imports ${module}`);
    });
    expect(wrong).toEqual([]);
  });

  test('reaches into no other part of tools', () => {
    const allowed =
      folder === 'path' ? ['path', 'assembly', 'kit-error', 'ipv4'] : ['assembly', 'kit-error', 'ipv4'];
    const wrong = files.flatMap((file) =>
      importsOf(file)
        .filter((module) => module.startsWith('.'))
        .map((module) => relative(tools, resolve(dirname(file), module)))
        .filter((target) => !allowed.includes(target.split('/')[0] as string))
        .filter((target) => !(folder === 'path' && target.startsWith(sharedCore)))
        .map((target) => `${relative(tools, file)} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  test('asks neither the clock nor chance nor the environment', () => {
    const wrong = files.filter((file) => impure.test(readFileSync(file, 'utf8')));
    expect(wrong.map((file) => relative(tools, file))).toEqual([]);
  });
});

test('the core of the HTTP proxy is as pure as the path that uses it', () => {
  const files = sources(sharedCore);
  const outside = files.flatMap((file) => importsOf(file).filter((module) => !module.startsWith('./')));
  expect(outside).toEqual([]);
  expect(files.filter((file) => impure.test(readFileSync(file, 'utf8')))).toEqual([]);
});

test('of tools/assembly, tools/path knows the model only', () => {
  const targets = sources('path').flatMap((file) =>
    importsOf(file)
      .filter((module) => module.startsWith('.'))
      .map((module) => relative(tools, resolve(dirname(file), module))),
  );
  const others = targets.filter((target) => target.startsWith('assembly') && target !== 'assembly/model');
  expect(others).toEqual([]);
});
