/**
 * Writes rosetta/default.ts-fixture, what every snippet of the README and the API finds in scope: all public names, and the
 * variables below. Snippets with imports of their own say `nofixture`.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');

/** What snippets call things; what they declare themselves wins. */
const VARIABLES: Record<string, string> = {
  app: 'App',
  chart: 'Chart',
  shop: 'ZeroTrustNamespace',
  orders: 'MeshService',
  payments: 'MeshService',
  users: 'MeshService',
  edge: 'MeshGateway',
};

function publicNames(assembly: string): string[] {
  const { types } = JSON.parse(readFileSync(join(ROOT, assembly), 'utf8'));
  return Object.values<any>(types).filter((type) => type.namespace === undefined).map((type) => type.name).sort();
}

const own = publicNames('.jsii');
const declarations = Object.entries(VARIABLES)
  .filter(([, type]) => own.includes(type) || ['App', 'Chart'].includes(type))
  .map(([name, type]) => `declare const ${name}: ${type};`);

mkdirSync(join(ROOT, 'rosetta'), { recursive: true });
writeFileSync(join(ROOT, 'rosetta', 'default.ts-fixture'), [
  '// Written by scripts/rosetta-fixture.ts.',
  "import { ApiObject, ApiObjectMetadataDefinition, App, Chart, Duration, JsonPatch, Size, Testing, YamlOutputType } from 'cdk8s';",
  "import { Construct } from 'constructs';",
  'import {',
  ...own.map((name) => `  ${name},`),
  "} from 'cdk8s-istio';",
  '',
  ...declarations,
  '',
  'class Snippet extends Construct {',
  '  constructor(scope: Construct, id: string) {',
  '    super(scope, id);',
  '',
  '    /// here',
  '  }',
  '}',
  '',
].join('\n'));
