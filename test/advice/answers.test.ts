import { answers } from './some-answers';
import { readAnswers, YES_OR_NO } from '../../src/advice/answers';

const RIGHT = answers(30, ['mutualTls']);

test('right answers are taken, with and without what may be left out', () => {
  expect(readAnswers(RIGHT)).toEqual(RIGHT);
  expect(readAnswers({ ...RIGHT, pods: 60, nodes: null })).toEqual({ ...RIGHT, pods: 60 });
});

test('all that is missing is said at once', () => {
  expect(readAnswers({})).toEqual([{ key: 'services', problem: expect.stringContaining('is not answered') }, ...YES_OR_NO.map(({ key, text }) => ({ key, problem: `is not answered: ${text}` }))]);
});

test.each<[string, unknown, string, string]>([
  ['no map', [1], '', 'must be a map'],
  ['no answers at all', null, '', 'must be a map'],
  ['a question nobody asks', { ...RIGHT, mutualTLS: true }, 'mutualTLS', 'is no question; there are services, pods'],
  ['a part of a service', { ...RIGHT, services: 2.5 }, 'services', 'must be a whole number from 1 to 100000, not 2.5'],
  ['no service', { ...RIGHT, services: 0 }, 'services', 'not 0'],
  ['a number in quotes', { ...RIGHT, nodes: '3' }, 'nodes', 'not "3"'],
  ['neither yes nor no', { ...RIGHT, regulated: 'maybe' }, 'regulated', 'must be yes or no, not "maybe"'],
  ['a number for a word', { ...RIGHT, regulated: 1 }, 'regulated', 'must be yes or no, not 1'],
  ['operations by somebody and by nobody', { ...RIGHT, operationsTeam: true, nobodyOperates: true }, 'nobodyOperates', 'contradicts operationsTeam'],
])('%s is refused', (_, value, key, problem) => {
  expect(readAnswers(value)).toEqual([{ key, problem: expect.stringContaining(problem) }]);
});
