const shared = {
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2024', parser: { syntax: 'typescript' } }, module: { type: 'es6' } },
    ],
  },
  testEnvironment: 'node',
  modulePathIgnorePatterns: ['/dist/'],
};

/**
 * unit: no process but our own. simulation: the controllers in a simulated world. cluster: against the real API server.
 * scenarios: the whole product, end to end. node: on real nodes.
 */
export default {
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', '\\.(cluster|scenario|simulation|node)\\.test\\.ts$'],
    },
    {
      ...shared,
      displayName: 'simulation',
      testMatch: ['<rootDir>/testing/simulation/**/*.simulation.test.ts'],
    },
    { ...shared, displayName: 'cluster', testMatch: ['<rootDir>/**/*.cluster.test.ts'] },
    { ...shared, displayName: 'scenarios', testMatch: ['<rootDir>/testing/scenarios/**/*.scenario.test.ts'] },
    { ...shared, displayName: 'node', testMatch: ['<rootDir>/testing/realnode/*.node.test.ts'] },
  ],
  testTimeout: 120_000,
};
