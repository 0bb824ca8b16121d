/*
 * Which room may import which: the walls of docs/architecture.md. `npm run check:walls` fails on a breach, and
 * testing/walls/walls.test.ts shows that it does.
 */

/** Tests and what helps them stand beside the code; they may borrow from any room, and no program from them. */
const tests = String.raw`(\.test|(^|/)testing|(^|/)fake-[^/]+|(^|/)[^/]+-stage)\.ts$`;
const contract = '^contract/';
const npm = 'node_modules';

/** A room of the controller sees itself, the contract, packages, what is listed, and the log. */
function room(name, ...others) {
  const seen = [name, ...others].map((other) => `^controller/src/${other}/`);
  return {
    name: `controller-${name}`,
    severity: 'error',
    from: { path: `^controller/src/${name}/`, pathNot: tests },
    to: {
      pathNot: [contract, npm, ...seen, String.raw`^controller/src/log\.ts$`],
      dependencyTypesNot: ['core'],
    },
  };
}

/** What `from` may not see: everything but `seen`. */
function sees(name, from, seen) {
  return {
    name,
    severity: 'error',
    from: { path: from, pathNot: tests },
    to: { pathNot: seen, dependencyTypesNot: ['core'] },
  };
}

export default {
  forbidden: [
    {
      name: 'no-circle',
      comment: 'Nothing leads back to where it came from, not even by a type.',
      severity: 'error',
      from: { pathNot: '^testing/simulation/' },
      to: { circular: true },
    },
    {
      name: 'no-circle-at-run-time',
      comment: 'The simulated world has parts that know each other by type.',
      severity: 'error',
      from: { path: '^testing/simulation/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    sees('contract-sees-itself', contract, [contract, npm]),
    sees('probe-sees-the-contract', '^probe/', ['^probe/', contract, npm]),
    sees('plugin-sees-contract-and-decide', '^plugin/', [
      '^plugin/',
      contract,
      npm,
      '^controller/src/decide/',
    ]),
    sees('controller-sees-itself', '^controller/', ['^controller/', contract, npm]),
    sees('charts-see-the-contract', '^charts/', ['^charts/', contract, npm]),
    {
      name: 'decide-is-pure',
      comment:
        'No clock, no client, no environment, no package: plain data in, plain data out. A hash is as pure as a sum.',
      severity: 'error',
      from: { path: '^controller/src/decide/', pathNot: tests },
      to: { pathNot: ['^controller/src/decide/', contract, '^(node:)?(util|crypto)$'] },
    },
    room('cluster', 'decide'),
    room('leadership', 'cluster', 'decide'),
    room('nodes', 'leadership', 'cluster', 'decide'),
    room('drain', 'nodes', 'leadership', 'cluster', 'decide'),
    room('observe', 'leadership', 'cluster', 'decide'),
    {
      name: 'writes-go-through-kube-files',
      comment:
        'Who has the client can write. Nodes and Pods are written by nodes/ and drain/ alone; observe/ writes what only tells.',
      severity: 'error',
      from: {
        path: '^controller/src/',
        pathNot: [
          tests,
          '^controller/src/cluster/',
          String.raw`^controller/src/(nodes|drain|observe)/.*kube-[^/]+\.ts$`,
          String.raw`^controller/src/leadership/leases\.ts$`,
          String.raw`^controller/src/(controller|controller-parts|main)\.ts$`,
        ],
      },
      to: { path: String.raw`^controller/src/cluster/(client|connection)\.ts$` },
    },
    {
      name: 'the-library-stays-behind-the-client',
      comment: 'Only its types travel: what they say of an object is data.',
      severity: 'error',
      from: {
        path: '^(controller|probe|plugin|contract)/',
        pathNot: [tests, '^controller/src/cluster/', String.raw`^controller/src/leadership/leases\.ts$`],
      },
      to: { path: 'node_modules/@kubernetes/client-node', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-program-imports-testing',
      severity: 'error',
      from: { path: '^(contract|probe|controller|plugin|charts)/', pathNot: tests },
      to: { path: [tests, '^testing/'] },
    },
    {
      name: 'nothing-is-missing',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^[^/]+/dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.d.ts'],
    },
  },
};
