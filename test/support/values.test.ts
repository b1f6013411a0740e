import { checkCidr } from '../../src/support/cidr';
import { checkDnsLabel, checkDnsName } from '../../src/support/dns-name';
import { checkAuthority, checkHost } from '../../src/support/host-name';
import { checkHeaderFormat, checkHeaderName, checkHeaderValue } from '../../src/support/http-header';
import { checkLabelKey, checkLabels } from '../../src/support/labels';
import { checkText } from '../../src/support/plain-text';
import { checkPodPort, checkPort } from '../../src/support/port';
import { checkKeysUrl, checkOrigin } from '../../src/support/web-url';
import { HOSTILE_TEXTS, READABLE_TEXTS, UNREADABLE_TEXTS } from '../testing/hostile-texts';

type Check = (value: string) => unknown;

/** What a value takes, what it refuses, and with which code. */
const CASES: readonly [name: string, check: Check, code: string, sound: readonly string[], bad: readonly string[]][] = [
  ['a DNS label', (value) => checkDnsLabel(value, 'name'), 'MSH002', ['a', 'a-1', '1', 'a'.repeat(63)], ['A', '-a', 'a-', 'a.b', 'a_b', 'a'.repeat(64), ...HOSTILE_TEXTS]],
  ['a DNS name', (value) => checkDnsName(value, 'name'), 'MSH003', ['a', 'a.b-c', '1.2'], ['a..b', '.a', 'a.', 'A', ...HOSTILE_TEXTS]],
  ['a host', (value) => checkHost(value), 'MSH005', ['a.b', '*.example.com', 'x-1.example.io'],
    ['a', '*', '*foo.com', 'a.*.b', 'A.b', '192.0.2.1', 'a.b.', 'a.b:80', 'a/b.c', 'https://a.b', `${'a.'.repeat(127)}b`, ...HOSTILE_TEXTS]],
  ['an authority', (value) => checkAuthority(value, 'the host'), 'MSH005', ['a', 'a.b', 'a.b:8080'], ['a:0', 'a:65536', 'a:080', 'a:', ':80', 'a:b', '1.2.3.4', '*.a.b', ...HOSTILE_TEXTS]],
  ['a CIDR', (value) => checkCidr(value), 'MSH008', ['192.0.2.7', '10.0.0.0/8', '2001:db8::/32', '::1', '0.0.0.0/0'],
    ['10.0.0.0/33', '10.0.0/8', '::/129', '10.0.0.0/8/8', 'fe80::1%eth0', '10.0.0.0/', '10.0.0.0/08', ...HOSTILE_TEXTS]],
  ['a text', (value) => checkText(value, 'the text'), 'MSH009', READABLE_TEXTS, UNREADABLE_TEXTS],
  ['a header name', (value) => checkHeaderName(value, 'the name'), 'MSH020', ['x-user', 'X_Y'], ['a:b', 'a.b', ...HOSTILE_TEXTS.filter((text) => !/^a+$/.test(text))]],
  ['a special header', (value) => checkHeaderName(value, 'the name'), 'MSH021', [], ['host', 'Host', ':authority', ':path', ':method', ':scheme', ':status']],
  ['a header value', (value) => checkHeaderValue(value, 'the value'), 'MSH022', READABLE_TEXTS, [' a', 'a ', ...UNREADABLE_TEXTS]],
  ['a header format', (value) => checkHeaderFormat(value, 'the value'), 'MSH022', ['100%%', '%REQ(x-id)%', 'a %HOSTNAME% b', '%START_TIME(%Y)%', ...READABLE_TEXTS], ['100%', '%a%', '%START_TIME%%', ...UNREADABLE_TEXTS]],
  ['an origin', (value) => checkOrigin(value, 'the origin'), 'MSH025', ['https://a.example.com', 'http://localhost:3000'],
    ['a.example.com', 'https://a.example.com/', 'https://a.example.com:443', 'https://A.example.com', 'null', 'ftp://a.b', 'https://u@a.b', ...HOSTILE_TEXTS]],
  ['a URL of keys', (value) => checkKeysUrl(value, 'jwksUri'), 'MSH034',
    ['https://id.example.com/jwks.json', 'https://id.example.com:8443/k?x=1', 'http://id.auth.svc/keys', 'http://id.auth.svc.cluster.local:8080/keys'],
    ['http://id.example.com/jwks', 'https://u:p@id.example.com/', 'https://id.example.com/#a', 'https://169.254.169.254/', 'https://localhost/', 'file:///etc/passwd', 'https://[::1]/', 'https://é.example/', ...HOSTILE_TEXTS]],
  ['a label value', (value) => checkLabels({ a: value }, 'labels'), 'MSH038', ['', 'a', 'A_b.c-1'], ['-a', 'a/b', ...HOSTILE_TEXTS.filter((text) => text !== '')]],
  ['a label key', (value) => checkLabelKey(value, 'labels'), 'MSH038', ['a', 'example.com/a', 'A_b'], ['/a', 'a/', 'A/b', 'a/b/c', ...HOSTILE_TEXTS]],
];

describe.each(CASES)('%s', (_name, check, code, sound, bad) => {
  test('takes what is one', () => {
    for (const value of sound) expect(() => check(value)).not.toThrow();
  });

  test(`refuses anything else with ${code}`, () => {
    for (const value of bad) expect(() => check(value)).toThrow(new RegExp(`^\\[${code}\\] `));
  });

  test('refuses what is not text', () => {
    for (const value of [undefined, null, 7, {}]) expect(() => check(value as string)).toThrow(/^\[MSH0/);
  });
});

describe('a port', () => {
  test.each([1, 80, 65535])('takes %d', (value) => {
    expect(checkPort(value)).toBe(value);
  });

  test.each([0, -1, 65536, 1.5, NaN, '80' as unknown as number])('refuses %j', (value) => {
    expect(() => checkPort(value)).toThrow(/\[MSH006\]/);
  });

  test.each([15001, 15021, 15090])('refuses %d, where the proxy listens', (value) => {
    expect(() => checkPodPort(value)).toThrow(/\[MSH007\]/);
  });
});
