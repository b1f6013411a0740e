import { answers } from './some-answers';
import { advise, sizeOf } from '../../src/advice/advise';
import type { AnswerKey } from '../../src/advice/answers';
import { CIRCUMSTANCES, EDGES, QUESTIONS, SIGNALS, SIZES, SOURCES } from '../../src/advice/guidance';

const REASONS = QUESTIONS.map(({ key }) => key);
/** With many services, these are just enough. */
const ENOUGH: readonly AnswerKey[] = ['slowDiagnosis', 'mutualTls', 'differentPromises', 'operationsTeam'];
const candidate = (services: number, ...more: readonly AnswerKey[]) => advise(answers(services, [...ENOUGH, ...more]));

describe('the verdict', () => {
  test('is by nine questions and five signals', () => {
    expect([QUESTIONS.length + 1, SIGNALS.length]).toEqual([9, 5]);
    expect(advise(answers(1)).checklist).toHaveLength(9);
  });

  test.each<[string, number, number, string]>([
    ['nothing', 1, 0, 'not-needed'],
    ['four', 1, 4, 'not-needed'],
    ['four, with many services for one', 10, 3, 'not-needed'],
    ['five', 9, 5, 'candidate'],
    ['five, with many services for one', 10, 4, 'candidate'],
    ['all', 100, 8, 'candidate'],
  ])('by %s', (_, services, count, verdict) => {
    expect(advise(answers(services, REASONS.slice(0, count))).verdict).toBe(verdict);
  });

  test.each(SIGNALS.map(({ key, text, remedy }) => [key, text, remedy] as const))('is not now with the signal %s alone, whatever speaks for it', (key, text, remedy) => {
    // operations by somebody, and by nobody, cannot both be
    const reasons = REASONS.filter((reason) => key !== 'nobodyOperates' || reason !== 'operationsTeam');
    expect(advise(answers(100, [...reasons, key]))).toMatchObject({
      verdict: 'not-now', signals: [text], scope: { services: 'none' }, edge: { name: 'ingress' }, steps: [{ text: remedy }],
    });
  });

  test('is the same for the same answers', () => {
    expect(candidate(30, 'apiBusiness')).toEqual(candidate(30, 'apiBusiness'));
  });
});

describe('the way in', () => {
  test.each<[string, number, AnswerKey[], string]>([
    ['Istio alone', 30, [], 'istio'],
    ['NGINX that stays', 30, ['ingressStays'], 'nginx'],
    ['Kong for APIs', 30, ['apiBusiness'], 'kong'],
    ['Kong for APIs, whatever else is there', 30, ['apiBusiness', 'ingressStays'], 'kong'],
    ['Istio alone also for many services', 80, [], 'istio'],
  ])('is %s', (_, services, more, edge) => {
    expect(candidate(services, ...more).edge.name).toBe(edge);
  });

  test('is an Ingress without a mesh, which Kong may serve', () => {
    expect(advise(answers(5)).edge).toMatchObject({ name: 'ingress', reasons: [expect.anything()] });
    expect(advise(answers(5, ['apiBusiness'])).edge.reasons.map(({ text }) => text)).toContainEqual(expect.stringContaining('Kong’s own controller'));
  });

  test('tells large companies what others do', () => {
    expect(candidate(50).edge.reasons.map(({ source }) => source)).toContain('completeGuide');
    expect(candidate(49).edge.reasons.map(({ source }) => source)).not.toContain('completeGuide');
  });
});

describe('the proxies', () => {
  test.each<[AnswerKey | undefined, string]>([
    [undefined, 'ambient'],
    ['requestRules', 'sidecar'],
    ['releasesInCode', 'sidecar'],
    ['centralTrafficPolicy', 'sidecar'],
    ['envoyExtensions', 'sidecar'],
  ])('with %s are %s', (key, mode) => {
    const { proxies } = candidate(30, ...(key === undefined ? [] : [key]));
    expect(proxies?.mode).toBe(mode);
    expect(proxies?.reasons.length).toBeGreaterThan(0);
  });

  test('are not spoken of without a mesh', () => {
    expect(advise(answers(30)).proxies).toBeUndefined();
  });
});

describe('by size', () => {
  test.each([[1, 'small'], [9, 'small'], [10, 'medium'], [49, 'medium'], [50, 'large'], [100_000, 'large']])('%i services are %s', (services, name) => {
    expect(sizeOf(services).name).toBe(name);
  });

  test('a part of the services comes first, or all of them', () => {
    expect([9, 10, 49, 50].map((services) => candidate(services, 'hardToExplainCalls').scope.services)).toEqual(['all', 'core', 'core', 'all']);
  });

  test('few services are a caution', () => {
    const bySize = (services: number) => candidate(services, 'hardToExplainCalls').cautions.map(({ text }) => /fewer than ten|from twenty/.exec(text)?.[0]).filter((text) => text !== undefined);
    expect([9, 10, 19, 20].map(bySize)).toEqual([['fewer than ten'], ['from twenty'], ['from twenty'], []]);
  });
});

describe('rules of authorities', () => {
  const cautions = (...yes: readonly AnswerKey[]) => advise(answers(30, yes)).cautions.map(({ text }) => text).join();

  test('contradict that mutual TLS is not needed', () => {
    const others = REASONS.filter((key) => key !== 'mutualTls');
    expect(cautions(...others, 'regulated')).toContain('ask who answers for the rules');
    expect(cautions(...others, 'mutualTls', 'regulated')).not.toContain('ask who answers');
  });

  test('hold without a mesh, too', () => {
    expect(cautions('regulated')).toContain('owed all the same');
    expect(cautions()).toBe('');
  });

  test('with APIs for partners begin at the border, others end there', () => {
    const kong = (...more: readonly AnswerKey[]) => candidate(30, 'apiBusiness', ...more).steps.map(({ text }, index) => [index, /Kong/.test(text)] as const).filter(([, is]) => is).map(([index]) => index);
    expect(kong('regulated')).toEqual([0]);
    expect(kong()).toEqual([candidate(30, 'apiBusiness').steps.length - 1]);
  });
});

describe('what it takes', () => {
  test('is of the pods and nodes that are said', () => {
    const { takes } = advise(answers(30, [], { pods: 100, nodes: 7, requestsPerSecond: 0 }));
    expect(takes).toMatchObject({ nodes: 7, requestsPerSecond: 0 });
    expect(takes.ways[0]).toMatchObject({ key: 'sidecars', proxies: { least: 100, most: 100 }, used: { cpu: { least: 0, most: 0 } } });
    expect(takes.assumed).toHaveLength(1);
  });

  test('says what it assumes of those that are not', () => {
    const { takes } = advise(answers(30));
    expect(takes.ways[0].proxies.least).toBe(60);
    expect(takes.assumed).toEqual([expect.stringContaining('60 in all'), expect.stringContaining('3 nodes'), expect.stringContaining('1000 times'), expect.stringContaining('one waypoint')]);
  });
});

describe('the guidance', () => {
  test('has keys of its own for every question', () => {
    const keys = ['services', ...[...QUESTIONS, ...SIGNALS, ...CIRCUMSTANCES].map(({ key }) => key)];
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('names no source that does not exist', () => {
    const named = [...JSON.stringify([EDGES]).matchAll(/\((\w+)\)/g)].map(([, name]) => name).filter((name) => name in SOURCES || /[a-z][A-Z]/.test(name));
    const said = SIZES.flatMap(({ said: own }) => own.map(({ source }) => source));
    expect([...named, ...said].filter((name) => !(name! in SOURCES))).toEqual([]);
    expect(named.length).toBeGreaterThan(3);
  });
});
