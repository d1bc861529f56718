#!/usr/bin/env node
// Runs a TypeScript entry of this package as one CommonJS bundle, rebuilt when a source is newer than it:
//   launch.cjs <verb…>                 the command line (tools/cli.ts)
//   launch.cjs --entry stacks/app.ts   any other entry
// Why not tsx: 0.2 s a start, for every verb and every synth (see docs/decisions/0002-toolchain.md).
'use strict';
const { mkdirSync, readdirSync, renameSync, statSync } = require('node:fs');
const { dirname, join } = require('node:path');
const Module = require('node:module');

const root = dirname(__dirname);
const sources = ['tools', 'stacks', 'lambdas', 'test'];

/** Newest modification time (ms) of the sources and the manifest. */
function newestSource() {
  let newest = statSync(join(root, 'package.json')).mtimeMs;
  for (const top of sources) {
    for (const entry of readdirSync(join(root, top), { withFileTypes: true, recursive: true })) {
      if (!entry.isFile() || !/\.(ts|cjs|json)$/.test(entry.name)) continue;
      newest = Math.max(newest, statSync(join(entry.parentPath, entry.name)).mtimeMs);
    }
  }
  return newest;
}

function bundle(entry) {
  const out = join(root, '.build', `${entry.replace(/\.ts$/, '').replaceAll('/', '-')}.cjs`);
  const built = statSync(out, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (built <= newestSource()) {
    mkdirSync(dirname(out), { recursive: true });
    const unfinished = `${out}.${process.pid}`; // renamed when whole: two processes may build at once
    require('esbuild').buildSync({
      absWorkingDir: root,
      entryPoints: [entry],
      outfile: unfinished,
      bundle: true,
      packages: 'external',
      platform: 'node',
      target: 'node20',
      format: 'cjs',
      sourcemap: 'inline',
      sourcesContent: false,
      logLevel: 'error',
      define: { 'process.env.HYBRID_ROOT': JSON.stringify(root) },
    });
    renameSync(unfinished, out);
  }
  return out;
}

const named = process.argv[2] === '--entry';
const out = bundle(named ? process.argv[3] : 'tools/cli.ts');
if (named) process.argv.splice(2, 2);
process.argv[1] = out;
Module.enableCompileCache?.(join(root, '.build', 'compile-cache'));
process.setSourceMapsEnabled(process.env.HYBRID_SOURCE_MAPS !== undefined);
require(out);
