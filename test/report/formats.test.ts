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

/** As much of SARIF 2.1.0 as is written; names and limits as in its own schema, and nothing besides. */
const SARIF = {
  type: 'object',
  required: ['version', 'runs'],
  additionalProperties: false,
  properties: {
    $schema: { type: 'string' },
    version: { const: '2.1.0' },
    runs: { type: 'array', items: { $ref: '#/definitions/run' } },
  },
  definitions: {
    message: { type: 'object', required: ['text'], additionalProperties: false, properties: { text: { type: 'string', minLength: 1 } } },
    level: { enum: ['none', 'note', 'warning', 'error'] },
    run: {
      type: 'object',
      required: ['tool', 'results'],
      additionalProperties: false,
      properties: {
        tool: { type: 'object', required: ['driver'], additionalProperties: false, properties: { driver: { $ref: '#/definitions/driver' } } },
        columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
        results: { type: 'array', items: { $ref: '#/definitions/result' } },
      },
    },
    driver: {
      type: 'object',
      required: ['name'],
      additionalProperties: false,
      properties: {
        name: { type: 'string' },
        semanticVersion: { type: 'string', pattern: '^[0-9]+\\.[0-9]+\\.[0-9]+' },
        rules: {
          type: 'array',
          uniqueItems: true,
          items: {
            type: 'object',
            required: ['id'],
            additionalProperties: false,
            properties: {
              id: { type: 'string' },
              name: { type: 'string' },
              shortDescription: { $ref: '#/definitions/message' },
              help: { $ref: '#/definitions/message' },
              defaultConfiguration: { type: 'object', additionalProperties: false, properties: { level: { $ref: '#/definitions/level' } } },
            },
          },
        },
      },
    },
    result: {
      type: 'object',
      required: ['message'],
      additionalProperties: false,
      properties: {
        ruleId: { type: 'string' },
        level: { $ref: '#/definitions/level' },
        message: { $ref: '#/definitions/message' },
        locations: { type: 'array', items: { $ref: '#/definitions/location' } },
        suppressions: {
          type: 'array',
          uniqueItems: true,
          items: { type: 'object', required: ['kind'], additionalProperties: false, properties: { kind: { enum: ['inSource', 'external'] }, justification: { type: 'string' } } },
        },
      },
    },
    location: {
      type: 'object',
      additionalProperties: false,
      properties: {
        physicalLocation: {
          type: 'object',
          additionalProperties: false,
          properties: {
            artifactLocation: { type: 'object', additionalProperties: false, properties: { uri: { type: 'string', pattern: '^[^ #]*$' } } },
            region: { type: 'object', additionalProperties: false, properties: { startLine: { type: 'integer', minimum: 1 } } },
          },
        },
        logicalLocations: {
          type: 'array',
          uniqueItems: true,
          items: { type: 'object', additionalProperties: false, properties: { fullyQualifiedName: { type: 'string' }, kind: { type: 'string' } } },
        },
      },
    },
  },
};

test('SARIF has the form that code hosts read, with places, levels and what is acknowledged', () => {
  const log = JSON.parse(formatSarif(analysis, inFiles, RULES, '1.2.3'));
  const validate = new Ajv({ strict: false }).compile(SARIF);
  validate(log);
  expect(validate.errors).toBeNull();
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
