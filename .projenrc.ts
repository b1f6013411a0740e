import { cdk8s, javascript } from 'projen';

/** Lowest releases the library supports: the peer floor, and what the tests run against. */
const CDK8S = '2.70.0';
const CONSTRUCTS = '10.4.0';

/** TypeScript that is run, not shipped: linted and type-checked like the tests. */
const DEV_DIRS = ['test', 'examples', 'benchmark', 'conformance', 'scripts'];

const project = new cdk8s.ConstructLibraryCdk8s({
  name: 'cdk8s-istio',
  description: 'L2 constructs for the Istio service mesh, for cdk8s',
  license: 'Apache-2.0',
  author: 'cdk8s-istio maintainers',
  authorAddress: 'maintainers@example.com',
  authorOrganization: true,
  repositoryUrl: 'https://example.com/cdk8s-istio.git',
  defaultReleaseBranch: 'main',
  keywords: ['cdk8s', 'istio', 'service-mesh', 'kubernetes', 'zero-trust', 'gateway-api'],

  projenrcTs: true,
  packageManager: javascript.NodePackageManager.NPM,
  projenVersion: '0.103.25',
  minNodeVersion: '20.16.0',
  jsiiVersion: '~6.0.0',
  typescriptVersion: '~6.0.0',
  cdk8sVersion: CDK8S,
  constructsVersion: CONSTRUCTS,
  devDeps: [
    '@bufbuild/cel@^0.6.1',
    '@bufbuild/protobuf@^2',
    '@types/node@^20',
    'ajv@^8',
    'cdk8s-cli@2.207.60',
    'cdk8s-plus-33@^2.5.57',
    'esbuild@^0.28.2',
    'js-yaml@^5.5.0',
    'tsx@^4',
    'yaml@^2',
  ],

  // No workflows, bots or editors' files: CI calls the projen tasks.
  github: false,
  release: false,
  depsUpgrade: false,
  pullRequestTemplate: false,
  vscode: false,
  clobber: false,
  sampleCode: false,
  npmignoreEnabled: false,
  integrationTestAutoDiscover: false,

  // imports/ (generated, L1) lies beside src/ (L2).
  entrypoint: 'lib/bundle/index.js',
  tsconfig: {
    compilerOptions: { rootDir: '.', outDir: 'lib', inlineSourceMap: false, inlineSources: false },
    include: ['imports/**/*.ts'],
  },
  tsconfigDev: { include: DEV_DIRS.filter((dir) => dir !== 'test').map((dir) => `../${dir}/**/*.ts`) },
  eslintOptions: { dirs: ['src'], devdirs: DEV_DIRS },

  jestOptions: {
    jestVersion: '^30',
    junitReporting: false,
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    jestConfig: {
      // Counts statements, and in a third of v8's time.
      coverageProvider: 'babel',
      // Of two cores jest would use one.
      maxWorkers: '100%',
      collectCoverageFrom: ['src/**/*.ts'],
      coverageThreshold: { lines: 95 },
      globalSetup: '<rootDir>/test/testing/temporary-files.ts',
    },
  },

  publishToPypi: { distName: 'cdk8s-istio', module: 'cdk8s_istio' },
  publishToMaven: { javaPackage: 'dev.cdk8s.istio', mavenGroupId: 'dev.cdk8s', mavenArtifactId: 'cdk8s-istio' },
  publishToGo: { moduleName: 'example.com/cdk8s-istio-go' },
  publishToNuget: { dotNetNamespace: 'Cdk8s.Istio', packageId: 'Cdk8s.Istio' },
});

// JsiiBuild sets `types` to lib/index.d.ts, whatever the entrypoint.
project.package.addField('types', 'lib/src/index.d.ts');
project.package.addBin({ 'cdk8s-istio': 'lib/bundle/cli.js' });
project.package.addField('files', ['lib/bundle/*.js', 'lib/**/*.d.ts', '.jsii', 'API.md', 'NOTICE']);

// Editors and eslint look for the nearest tsconfig.json.
for (const dir of DEV_DIRS.filter((name) => name !== 'test')) {
  new javascript.TypescriptConfig(project, {
    fileName: `${dir}/tsconfig.json`,
    extends: javascript.TypescriptConfigExtends.fromPaths(['../test/tsconfig.json']),
    include: ['**/*.ts'],
    exclude: ['node_modules'],
    compilerOptions: {},
  });
}

// One type check of everything that is not shipped: ts-jest takes each file by itself.
project.testTask.prependSteps({
  name: 'Type-check tests, examples, benchmark and scripts',
  exec: 'tsc --noEmit -p test/tsconfig.json',
});

// projen adds patterns of its own, by which src/render/spec.ts would be a test, and a table of every file.
project.tryFindObjectFile('package.json')!.addOverride('jest.testMatch', ['<rootDir>/test/**/*.test.ts']);
project.tryFindObjectFile('package.json')!.addOverride('jest.coverageReporters', ['text-summary', 'lcov']);

// The lock file names packages and their hashes, not the server one machine got them from.
project.npmrc.addConfig('omit-lockfile-registry-resolved', 'true');

// Later releases were published without all of their platform binaries: a lock file that names them fails `npm ci`.
project.package.addPackageResolutions('unrs-resolver@1.12.2');

// Node 20 is past its end of life for jsii, which says so at length.
project.tasks.addEnvironment('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', '20');

project.compileTask.exec('tsx scripts/bundle.ts');
// Bundled: nobody has to install it.
project.eslint!.addOverride({ files: ['src/support/yaml/*.ts'], rules: { 'import/no-extraneous-dependencies': 'off' } });

project.tasks.tryFind('docgen')!.reset('tsx scripts/docgen.ts');

// README and @example snippets must compile.
project.tasks.tryFind('post-compile')!.spawn(project.addTask('rosetta', {
  description: 'Compile the README and every @example',
  steps: [
    { exec: 'tsx scripts/rosetta-fixture.ts' },
    { exec: 'jsii-rosetta extract --compile --strict --fail --cache-to .rosetta.json .' },
  ],
}));
project.gitignore.exclude('/out/', '.jsii.tabl.json', '.rosetta.json');
for (const generated of ['/imports/**', '/schemas/**', '/API.md']) {
  project.gitattributes.addAttributes(generated, 'linguist-generated');
}

project.addTask('import', {
  description: 'Regenerate imports/ and schemas/ from the CRDs pinned in scripts/crds/go.mod (needs Go)',
  exec: 'tsx scripts/crds/import.ts',
});
project.addTask('demo', {
  description: 'Synthesize an example, the e-commerce one unless named, and show what it means',
  exec: 'tsx examples/demo.ts',
  receiveArgs: true,
});
project.addTask('bench', {
  description: 'Compare synthesis with raw cdk8s and with the peers',
  exec: 'tsx benchmark/bench.ts',
  receiveArgs: true,
});
project.addTask('bindings', {
  description: 'Generate and check the Python, Java, Go and .NET bindings',
  exec: 'bash scripts/bindings.sh',
  receiveArgs: true,
});

// node:test awaits its tests by itself.
project.eslint!.addOverride({ files: ['conformance/**/*.test.ts', 'conformance/testdata/*.ts'], rules: { '@typescript-eslint/no-floating-promises': 'off' } });
project.addTask('test:mesh', {
  description: 'Judge the examples by a real mesh: API server, istiod, Envoy (needs root, Go and Python)',
  exec: 'tsx conformance/test.ts',
  receiveArgs: true,
});
project.addTask('test:mesh:full', {
  description: 'test:mesh, with all of the random meshes',
  exec: 'tsx conformance/test.ts',
  env: { SIMULATION: 'full' },
  receiveArgs: true,
});
for (const command of ['up', 'apply', 'ask', 'status', 'down']) {
  project.addTask(`mesh:${command}`, {
    description: `The real mesh of docs/real-mesh.md: ${command}`,
    exec: `tsx conformance/mesh/cli.ts ${command}`,
    receiveArgs: true,
  });
}

// jsii-pacmak would write an .npmignore; package.json `files` is the list.
project.tasks.tryFind('package:js')!.reset('jsii-pacmak -v --no-npmignore --target js');
// The other languages' toolchains are not needed to build: `bindings` is their task.
project.tasks.tryFind('package')!.reset();
project.tasks.tryFind('package')!.spawn(project.tasks.tryFind('package:js')!);
for (const task of ['package-all', 'package:python', 'package:java', 'package:go', 'package:dotnet']) {
  project.removeTask(task);
}

project.synth();
