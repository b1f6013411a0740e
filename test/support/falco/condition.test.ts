import { ConditionError, parseCondition } from '../../../src/support/falco/condition';
import { checksIn, macrosIn, restrictsEventType } from '../../../src/support/falco/condition-parts';
import { refusedBySysdig, SYSDIG } from '../../testing/falco-engine';

/** Without macros, which only files of rules have. */
const RIGHT = [
  'evt.type = open', 'evt.type=open', 'evt.type != open', '(evt.type = open)', '((evt.type = open))', ' evt.type = open ',
  'evt.type in (open)', 'evt.type in (open, openat,openat2)', 'evt.type in ( open , openat )', 'evt.type in(open)',
  'not evt.type = open', 'not not evt.type = open', 'not(evt.type = open)', 'evt.type = open and not (fd.num > 3)', 'evt.type = open or evt.type = close',
  'evt.type = open and fd.num >= 0 and fd.num < 16', '(evt.type = open)and(fd.num > 3)', 'evt.type = open\nand fd.num > 3',
  'fd.name startswith /etc/', 'fd.name endswith .pem', 'fd.name contains secret', 'fd.name icontains SECRET', 'fd.name glob /etc/*', 'fd.name pmatch (/etc, /var/run)',
  'fd.name = "with a blank"', "fd.name = 'with a blank'", 'fd.name = "a \\"quoted\\" one"', 'fd.name exists', 'not fd.name exists',
  'fd.sip = "127.0.0.1"', 'fd.snet = "127.0.0.0/8"', 'fd.sport in (53, 443)', 'proc.aname[2] = sh', 'proc.name = and', 'proc.name = a-b_c.d:e/f', 'proc.exepath startswith memfd:runc_cloned',
  'evt.arg.flags contains O_TRUNC', 'evt.arg[0] = a', 'user.uid = 1337 or group.gid = 1337',
];

const WRONG = [
  '', ' ', '()', 'and', 'evt.type', 'evt.type =', 'evt.type = open and', 'evt.type = open evt.type = close', 'or evt.type = open', 'evt.type = open or or evt.type = close',
  '(evt.type = open', 'evt.type = open)', 'evt.type in open, close', 'evt.type in (open', 'evt.type in (open,)', 'evt.type in (open close)', 'fd.num > many', 'not',
  'evt.type = open & fd.num = 3', 'fd.name = "open', "fd.name = 'open", 'fd.name ~ a', '= open', 'evt. = open', '.type = open', 'proc.aname[ = sh',
  'fd.name = a b', 'evt.type = open, fd.num = 3', 'evt.type === open',
];

/** What Debian's sysdig, which is of 2022, reads otherwise than the Falco of today, or does not refuse. */
const RIGHT_TODAY = ['evt.type == open', 'fd.name intersects (a, b)', 'k8s.pod.label[app.kubernetes.io/name] = a', 'tolower(proc.name) = sh'];
const NEVER_MEANT = ['fd.name startswith', 'fd.name in ()', 'evt.type in ()'];

describe('a condition', () => {
  test.each([...RIGHT, ...RIGHT_TODAY])('%s is read', (text) => {
    expect(() => parseCondition(text)).not.toThrow();
  });

  test.each([...WRONG, ...NEVER_MEANT])('%j is refused', (text) => {
    expect(() => parseCondition(text)).toThrow(ConditionError);
  });

  if (SYSDIG === undefined) {
    test.skip('as Falco reads it: SKIPPED, since there is no sysdig here (apt-get install --no-install-recommends sysdig)', () => {});
  } else {
    test.each(RIGHT)('%s is read by Falco, too', (text) => {
      expect(refusedBySysdig(text)).toBe('');
    });

    test.each(WRONG.filter((text) => text.trim() !== ''))('%j is refused by Falco, too', (text) => {
      expect(refusedBySysdig(text)).not.toBe('');
    });
  }

  test('binds as it is read: `not` before `and` before `or`', () => {
    expect(parseCondition('a or not b and c.d = e')).toEqual({
      kind: 'or',
      parts: [
        { kind: 'macro', name: 'a' },
        { kind: 'and', parts: [{ kind: 'not', part: { kind: 'macro', name: 'b' } }, { kind: 'check', field: 'c.d', operator: '=', values: ['e'] }] },
      ],
    });
  });

  test('may name macros that begin like a word of conditions', () => {
    expect(macrosIn(parseCondition('order and nothing or in_mesh'))).toEqual(['order', 'nothing', 'in_mesh']);
  });

  test('keeps what stands in brackets and quotes', () => {
    expect(checksIn(parseCondition('k8s.pod.label[app.kubernetes.io/name] = "a \\"b\\"" or proc.name in shells'))).toEqual([
      { kind: 'check', field: 'k8s.pod.label', argument: 'app.kubernetes.io/name', operator: '=', values: ['a "b"'] },
      { kind: 'check', field: 'proc.name', operator: 'in', values: [], list: 'shells' },
    ]);
  });

  test('may say what becomes of a field', () => {
    expect(checksIn(parseCondition('tolower(proc.name) = sh')).map(({ field }) => field)).toEqual(['proc.name']);
  });

  test('may be as deep as Falco goes', () => {
    expect(() => parseCondition(`${'('.repeat(99)}a.b = c${')'.repeat(99)}`)).not.toThrow();
    expect(() => parseCondition(`${'('.repeat(200)}a.b = c${')'.repeat(200)}`)).toThrow(/more than 100 brackets/);
    expect(() => parseCondition(`${'not '.repeat(5000)}a.b = c`)).toThrow(/more than 100 negations/);
  });
});

test.each<[string, boolean]>([
  ['evt.type = open', true],
  ['evt.type in (open, close) and fd.num = 3', true],
  ['fd.num = 3 and (evt.type = open or evt.type = close)', true],
  ['fd.num = 3', false],
  ['fd.num = 3 or evt.type = open', false],
  ['not evt.type = open', false],
  ['evt.type != open', false],
  ['evt.type exists', false],
  ['known and fd.num = 3', true],
  ['unknown and fd.num = 3', false],
])('%s is about some system calls only: %s', (text, expected) => {
  expect(restrictsEventType(parseCondition(text), new Set(['known']))).toBe(expected);
});
