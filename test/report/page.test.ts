import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { BlockList as NodeBlockList, isIP as isNodeIP } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { meshOf } from './a-mesh';
import { policy, services, STRICT } from './some-objects';
import { pageScript } from '../../scripts/page-script';
import { analyze } from '../../src/analysis/analyze';
import { ManifestReader } from '../../src/manifests/manifest-reader';
import type { Manifests } from '../../src/manifests/manifests';
import { readManifests } from '../../src/manifests/text-reader';
import { costOf } from '../../src/report/cost';
import { costTables } from '../../src/report/cost-tables';
import { BlockList, isIP } from '../../src/report/page/client/net';
import { yamlText } from '../../src/report/page/client/yaml-text';
import { formatPage } from '../../src/report/page/page';
import { simulate } from '../../src/simulation/simulate';
import { type BrowserPage, CHROMIUM, Chromium } from '../testing/chromium';

// a browser on a shared machine takes its time
jest.setTimeout(120_000);

const ECOMMERCE = join(__dirname, '..', '..', 'examples', 'ecommerce', 'out.yaml');
const program = pageScript();
const home = mkdtempSync(join(tmpdir(), 'page-'));

function pageOf(manifests: Manifests, title?: string): string {
  return formatPage(manifests, analyze(manifests), { title, program });
}

describe('the file', () => {
  const html = pageOf(readManifests(readFileSync(ECOMMERCE, 'utf8')));

  test('is the same for the same manifests, and asks no network for anything', () => {
    expect(pageOf(readManifests(readFileSync(ECOMMERCE, 'utf8')))).toBe(html);
    expect(html).toContain("default-src 'none'");
    expect(html).not.toMatch(/<(?:script|link|img|iframe)[^>]+(?:src|href)="(?!data:)/);
  });

  test('does not hold what is secret', () => {
    const secret = 'apiVersion: v1\nkind: Secret\nmetadata: { name: key, namespace: shop, annotations: { kubectl.kubernetes.io/last-applied-configuration: "c2VjcmV0" } }\ndata: { tls.key: c2VjcmV0 }\nstringData: { password: c2VjcmV0 }\n';
    const text = pageOf(readManifests(secret));
    expect(text).toContain('tls.key');
    expect(text).not.toContain('c2VjcmV0');
  });
});

describe('likenesses of Node for browsers', () => {
  const addresses = ['10.0.0.1', '10.0.0.256', '10.0.0', '010.0.0.1', '::1', '::', '2001:db8::1', '2001:db8::1::', '1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7', '::ffff:10.0.0.1', 'ffff::10.0.0.300', '', 'x', '1:2:3:4:5:6:7::', '192.168.17.255', '0.0.0.0', 'fe80::12345'];

  test('know addresses as Node does', () => {
    expect(addresses.map(isIP)).toEqual(addresses.map(isNodeIP));
  });

  test.each<[string, number]>([['10.0.0.0', 8], ['10.0.0.1', 32], ['0.0.0.0', 0], ['192.168.16.0', 20], ['2001:db8::', 32], ['::', 0], ['::1', 128]])('know what is in %s/%i', (address, length) => {
    const [own, nodes] = [new BlockList(), new NodeBlockList()];
    own.addSubnet(address, length);
    nodes.addSubnet(address, length, isNodeIP(address) === 4 ? 'ipv4' : 'ipv6');
    const valid = addresses.filter((one) => isNodeIP(one) !== 0);
    expect(valid.map((one) => own.check(one))).toEqual(valid.map((one) => nodes.check(one, isNodeIP(one) === 4 ? 'ipv4' : 'ipv6')));
  });

  test('write YAML that says the same', () => {
    const value = { 'a': 'text', 'b': ['x: y', '', 'true', '007', '- z', ' pad ', '<b>', 'line\nbreak'], 'c': [{ d: 1, e: [] }, { f: { g: null, h: true } }, [1, [2]]], 'i': {}, 'weird: key': '#' };
    expect(parse(yamlText(value))).toEqual(value);
  });
});

if (CHROMIUM === undefined) {
  test.skip('the page in a browser: SKIPPED, since there is no Chromium here (apt-get install chromium)', () => {});
} else {
  describe('the page in a browser', () => {
    let browser: Chromium;
    beforeAll(() => { browser = new Chromium(CHROMIUM!); });
    afterAll(() => browser.close());

    async function open(name: string, manifests: Manifests, options: { title?: string; dark?: boolean } = {}): Promise<BrowserPage> {
      const file = join(home, `${name}.html`);
      writeFileSync(file, pageOf(manifests, options.title));
      return browser.open(file, options);
    }
    const text = (page: BrowserPage, selector: string) => page.evaluate<string>(`document.querySelector(${JSON.stringify(selector)}).innerText`);
    const ecommerce = () => readManifests(readFileSync(ECOMMERCE, 'utf8'));

    test.each([false, true])('draws services, calls and findings without a complaint and without a request, dark: %s', async (dark) => {
      const page = await open(`ecommerce-${dark}`, ecommerce(), { dark });
      expect(await text(page, '.details')).toContain('8 services, 12 calls');
      expect(await text(page, 'nav')).toContain('ecommerce/legacy-payment');
      // what is drawn is not one colour, and its ground is light or dark as asked
      const colours = await page.evaluate<{ count: number; ground: number }>(`(() => { const c = document.querySelector('canvas'); const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;
        const seen = new Set(); for (let i = 0; i < d.length; i += 4) seen.add(d[i] << 16 | d[i + 1] << 8 | d[i + 2]); return { count: seen.size, ground: d[0] }; })()`);
      expect(colours.count).toBeGreaterThan(50);
      expect(colours.ground < 128).toBe(dark);
      expect(page.complaints).toEqual([]);
      expect(page.requests.filter((url) => !url.startsWith('file:') && !url.startsWith('data:'))).toEqual([]);
      expect((await page.screenshot()).length).toBeGreaterThan(20_000);
    });

    test('shows the manifests of a service, chosen by keys alone', async () => {
      const page = await open('keys', ecommerce());
      await page.evaluate("document.querySelector('nav input').focus()");
      await page.type('payment');
      expect(await text(page, 'nav .count')).toBe('2 of 9');
      await page.press('Tab', 'End', 'Enter');
      expect(await text(page, '.details h2')).toBe('ecommerce/payment-service');
      expect(await text(page, '.details')).toMatch(/May be called by[^]*order-service[^]*POST \/api\/v1\/payments\/create/);
      await page.evaluate("[...document.querySelectorAll('.details summary')].find((one) => one.innerText.includes('AuthorizationPolicy')).focus()");
      await page.press('Enter');
      expect(parse(await text(page, '.details details[open] pre'))).toMatchObject({ kind: 'AuthorizationPolicy', metadata: { name: 'payment-service-callers' }, spec: { action: 'ALLOW' } });
      await page.evaluate("document.querySelector('canvas').focus()");
      await page.press('ArrowLeft');
      expect(await text(page, '.said')).not.toContain('payment-service');
      await page.press('Escape');
      expect(await text(page, '.details h2')).toBe('The mesh');
      expect(page.complaints).toEqual([]);
    });

    test('shows what objects show of PCI DSS, where services say what they work with, and only there', async () => {
      const file = join(__dirname, '..', 'golden', 'data-classes', 'out.yaml');
      const page = await open('controls', readManifests(readFileSync(file, 'utf8')));
      await page.evaluate("document.querySelector('[data-view=controls]').focus()");
      await page.press('Enter');
      expect(await text(page, '.controls')).toMatch(/7\.3\.3\s+access control denies everything by default evidence: 2 shown/);
      await page.evaluate("[...document.querySelectorAll('.controls summary')].find((one) => one.innerText.startsWith('1.3.2')).focus()");
      await page.press('Enter');
      await page.drawn();
      expect(await text(page, '.controls details[open] .against')).toContain('addresses that nobody named');
      expect((await page.screenshot()).length).toBeGreaterThan(20_000);
      expect(page.complaints).toEqual([]);
      const other = await open('no-controls', ecommerce());
      expect(await other.evaluate("document.querySelector('[data-view=controls]')")).toBeNull();
    });

    test('answers who can call whom as the simulator does', async () => {
      const manifests = ecommerce();
      const page = await open('ask', manifests);
      await page.evaluate("document.querySelector('[data-view=ask]').click()");
      const answers = new Set<string>();
      for (const from of ['ecommerce/order-service-v1', 'ecommerce/user-service-v1', 'admin/admin-console-v1', 'plain:admin', 'outside']) {
        for (const [method, path] of [['POST', '/api/v1/payments/create'], ['GET', '/api/v1/payments/history'], ['GET', '/']] as const) {
          for (const to of ['http://payment-service.ecommerce.svc.cluster.local:8080', 'https://api.ecommerce.com']) {
            await page.evaluate(`for (const [id, value] of ${JSON.stringify([['from', from], ['to', to], ['method', method], ['path', path]])}) document.getElementById('ask-' + id).value = value; document.querySelector('form').requestSubmit()`);
            const { outcomes } = simulate(manifests, { from, to, method, path });
            const shown = await text(page, '.answer');
            const [verdict] = shown.split('\n');
            answers.add(verdict);
            expect({ from, to, method, path, isYes: verdict === 'Yes.' }).toEqual({ from, to, method, path, isYes: outcomes.every(({ by }) => by === 'application' || by === 'outside') });
            for (const { reason } of outcomes) expect(shown).toContain(reason);
          }
        }
      }
      expect([...answers].sort()).toEqual(['No.', 'Yes.']);
      await page.evaluate("document.getElementById('ask-headers').value = 'authorization: Bearer eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln'; document.querySelector('form').requestSubmit()");
      expect(await text(page, '.answer')).toContain('give its claims instead');
      expect(page.complaints).toEqual([]);
    });

    test('tells what the proxies take as the command does', async () => {
      const manifests = ecommerce();
      const page = await open('cost', manifests);
      await page.evaluate("document.querySelector('[data-view=cost]').click()");
      const { tables, lists } = costTables(costOf(manifests));
      const shown = await page.evaluate<string[][][]>("[...document.querySelectorAll('.cost table')].map((one) => [...one.rows].map((row) => [...row.cells].map((cell) => cell.textContent)))");
      expect(shown).toEqual(tables.map(({ rows }) => rows));
      const told = await text(page, '.cost');
      for (const sentence of [...tables.flatMap(({ note }) => note ?? []), ...lists.flatMap(({ items }) => items)]) expect(told).toContain(sentence);
      // keys reach it, so that what is below can be read
      await page.evaluate("document.querySelector('.cost').focus()");
      expect(await page.evaluate('document.activeElement.className')).toBe('cost');
      expect((await page.screenshot()).length).toBeGreaterThan(20_000);
      expect(page.complaints).toEqual([]);
    });

    test('takes nothing from manifests for markup or script', async () => {
      const evil = '</script><script>alert(1)</script><img src=x onerror=alert(2)><!--';
      const hostile = `${services('orders', 'web')}${STRICT}${policy('callers', JSON.stringify({ rules: [{ from: [{ source: { principals: [`cluster.local/ns/shop/sa/${evil}`] } }], to: [{ operation: { paths: [`/${evil}`] } }] }] }), JSON.stringify({ 'cdk8s-istio/reason': evil }))}---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: orders, namespace: shop, annotations: { x: ${JSON.stringify(evil)} } }
spec: { hosts: [orders], http: [{ match: [{ uri: { prefix: ${JSON.stringify(evil)} } }], route: [{ destination: { host: orders, subset: v1 } }] }] }
`;
      const manifests = readManifests(hostile);
      expect(manifests.refused.map(({ problems }) => problems)).toEqual([]);
      const page = await open('hostile', manifests, { title: evil });
      for (const view of ['matrix', 'findings', 'ask', 'cost', 'graph']) await page.evaluate(`document.querySelector('[data-view=${view}]').click()`);
      await page.evaluate("document.querySelector('.list').focus()");
      await page.press('Home', 'Enter');
      await page.evaluate("document.querySelectorAll('.details summary').forEach((one) => one.click())");
      await page.drawn();
      expect(await page.evaluate("document.title + document.querySelector('h1').innerText")).toBe(evil + evil);
      expect(await text(page, '.details')).toContain('onerror=alert(2)');
      expect(await page.evaluate('document.querySelectorAll("img, script").length')).toBe(2);
      expect(page.complaints).toEqual([]);
    });

    test('stays smooth with 1,000 services', async () => {
      const reader = new ManifestReader();
      for (const object of meshOf(1000)) reader.addObject(object);
      const file = join(home, 'big.html');
      writeFileSync(file, formatPage(reader.manifests(), { findings: [], acknowledged: [] }, { program }));
      const page = await browser.open(file);
      expect(await text(page, '.details')).toContain('1000 services');
      // rows out of sight are no elements
      expect(await page.evaluate('document.querySelectorAll(".row").length')).toBeLessThan(60);
      const best = await page.evaluate<number>(`(async () => { const c = document.querySelector('canvas'); const times = [];
        for (let i = 0; i < 40; i += 1) { const start = performance.now(); c.dispatchEvent(new WheelEvent('wheel', { deltaY: i % 2 ? 60 : -60, cancelable: true }));
          await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))); times.push(performance.now() - start); }
        return times.sort((a, b) => a - b)[4]; })()`);
      // two frames of 16.7 ms, drawn without a graphics card; of the best ones, since others may use the machine
      expect(best).toBeLessThan(100);
      const asked = await page.evaluate<number>('(() => { document.querySelector(\'[data-view=ask]\').click(); const start = performance.now(); document.querySelector(\'form\').requestSubmit(); return performance.now() - start; })()');
      expect(asked).toBeLessThan(3000);
      expect(page.complaints).toEqual([]);
    });
  });
}
