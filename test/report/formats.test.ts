import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { analyze } from '../../src/analysis/analyze';
import { RULES } from '../../src/analysis/registry';
import { readManifests } from '../../src/manifests/text-reader';
import { formatJson } from '../../src/report/json';
import type { PlaceOf } from '../../src/report/placed-finding';
import { formatSarif } from '../../src/report/sarif';
import { formatText } from '../../src/report/text';

const POLICY = `apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: deny, namespace: shop }
spec: { action: DENY, rules: [{ to: [{ operation: { methods: [GET] } }] }] }
`;
const TEXT = `${POLICY}---\n${POLICY.replace('name: deny', 'name: known, annotations: { cdk8s-istio/acknowledge-MSH162: every port speaks HTTP }')}---\n${POLICY.replace('DENY', 'NEVER').replace('name: deny', 'name: broken')}---\na: [`;
const analysis = analyze(readManifests(TEXT, undefined, 'shop manifests/a#b.yaml'));
const inFiles: PlaceOf = ({ origin }) => ({ file: origin?.source, line: origin?.line });

/** The official schema. It is of draft 4, where the name of a schema is `id`; nothing else in it differs from later drafts. */
const { id: _, $schema: __, ...SARIF } = JSON.parse(readFileSync(join(__dirname, 'sarif', 'sarif-2.1.0-rtm.5.json'), 'utf8'));
const validateSarif = new Ajv({
  strict: false,
  // one of its patterns is none where Unicode is read
  unicodeRegExp: false,
  formats: {
    'uri': (text: string) => URL.canParse(text),
    'uri-reference': (text: string) => !/[ #]/.test(text) && URL.canParse(text, 'file:///folder/'),
    'date-time': (text: string) => !Number.isNaN(Date.parse(text)),
  },
}).compile(SARIF);

test('SARIF has the form that code hosts read, with places, levels and what is acknowledged', () => {
  const log = JSON.parse(formatSarif(analysis, inFiles, RULES, '1.2.3'));
  validateSarif(log);
  expect(validateSarif.errors).toBeNull();
  const [{ tool, results }] = log.runs;
  expect(results.map(({ ruleId, level, suppressions }: any) => [ruleId, level, suppressions?.length ?? 0])).toEqual(expect.arrayContaining([
    ['MSH150', 'error', 0], ['MSH160', 'error', 0], ['MSH162', 'warning', 0], ['MSH162', 'warning', 1],
  ]));
  expect(results.find(({ ruleId }: any) => ruleId === 'MSH160').locations).toEqual([{
    physicalLocation: { artifactLocation: { uri: 'shop%20manifests/a%23b.yaml' }, region: { startLine: 11 } },
    logicalLocations: [{ fullyQualifiedName: 'AuthorizationPolicy shop/broken', kind: 'resource' }],
  }]);
  const ids = tool.driver.rules.map(({ id }: any) => id);
  expect(new Set(results.map(({ ruleId }: any) => ruleId))).toEqual(new Set(ids));
});

test.each<[string, (log: any) => void]>([
  ['an unknown field', (log) => { log.runs[0].results[0].rule = 'x'; }],
  ['an unknown level', (log) => { log.runs[0].results[0].level = 'fatal'; }],
  ['a line before the first', (log) => { log.runs[0].results[0].locations[0].physicalLocation.region.startLine = 0; }],
  ['a place that is no address', (log) => { log.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri = 'a b'; }],
  ['a tool without a name', (log) => { delete log.runs[0].tool.driver.name; }],
])('the schema of SARIF would tell: %s', (_name, spoil) => {
  const log = JSON.parse(formatSarif(analysis, inFiles, RULES, '1.2.3'));
  spoil(log);
  expect(validateSarif(log)).toBe(false);
});

test('text ends with what was looked at, and names who answers for what', () => {
  const text = formatText(analysis, inFiles);
  expect(text).toContain('acknowledged MSH162 AuthorizationPolicy shop/known: every port speaks HTTP\n');
  expect(text).toMatch(/\n2 errors, .*in 4 objects; 1 acknowledged\n$/);
});

test('constructs are places, too', () => {
  const inApp: PlaceOf = () => ({ construct: 'app/chart/deny' });
  expect(formatText(analysis, inApp)).toContain('AuthorizationPolicy shop/deny (app/chart/deny)\n');
  const [{ results }] = JSON.parse(formatSarif(analysis, inApp, RULES, '1.2.3')).runs;
  expect(results[0].locations).toEqual([{ logicalLocations: [{ fullyQualifiedName: 'app/chart/deny', kind: 'construct' }] }]);
});

test('JSON holds all of it, and no more than once', () => {
  const { findings, acknowledged, objects, unjudged } = JSON.parse(formatJson(analysis, inFiles));
  expect(findings).toHaveLength(analysis.findings.length);
  expect(acknowledged).toMatchObject([{ code: 'MSH162', reason: 'every port speaks HTTP', line: 6 }]);
  expect([objects, unjudged]).toEqual([4, []]);
  expect(findings.every((finding: object) => !('origin' in finding))).toBe(true);
});
