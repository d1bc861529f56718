const { createRequire } = require('node:module');

/** Tests mirror the source tree; swc only strips types, `npm run check` runs the type checker. */
module.exports = {
  rootDir: '..',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testEnvironment: 'node',
  // jest leaves a core idle otherwise: half of a machine with two.
  maxWorkers: '100%',
  // No test asserts a time; this only ends what hangs, also on a busy machine.
  testTimeout: 60_000,
  transform: {
    '\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
    ],
  },
  moduleFileExtensions: ['ts', 'js', 'cjs', 'json'],
  // As in the bundles: stacks/lambda-code.ts.
  moduleNameMapper: {
    '^@xmldom/xmldom$': createRequire(require.resolve('xml-crypto')).resolve('@xmldom/xmldom'),
  },
  modulePathIgnorePatterns: ['<rootDir>/cdk.out', '<rootDir>/.build'],
};
