import type { Config } from 'jest';

/** Node's own type stripping runs the tests: nothing is transformed. Needs NODE_OPTIONS=--experimental-vm-modules. */
const config: Config = {
  testMatch: ['<rootDir>/test/{unit,database,e2e,browser,chaos}/**/*.test.ts'],
  transform: {},
  extensionsToTreatAsEsm: ['.ts'],
  // For a machine that is busy with something else: what hangs is ended all the same.
  testTimeout: 300_000,
  maxWorkers: 2,
  setupFiles: ['<rootDir>/test/support/one-realm.ts'],
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  // .node/ and the data of a database are no business of the test runner's.
  modulePathIgnorePatterns: ['<rootDir>/.node', '<rootDir>/.ostinato'],
  coverageProvider: 'v8',
  coverageDirectory: 'coverage',
  collectCoverageFrom: ['src/**/*.ts', 'commands/**/*.ts', '!**/*.d.ts'],
};

export default config;
