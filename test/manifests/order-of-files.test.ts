import type { Origin } from '../../src/manifests/manifest';
import { isSentBefore } from '../../src/manifests/order-of-files';
import { manifestOf } from '../../src/manifests/read-manifests';

const at = (source: string, line: number, item?: number): Origin => ({ source, line, document: { line, ...(item === undefined ? {} : { item }) } });
const object = (origin?: Origin) => manifestOf({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' } }, { origin });

test.each<[string, Origin | undefined, Origin | undefined, boolean | undefined]>([
  ['documents of a file as they stand', at('out/a.yaml', 1), at('out/a.yaml', 9), true],
  ['and not otherwise', at('out/a.yaml', 9), at('out/a.yaml', 1), false],
  ['items of a list as they stand', at('out/a.yaml', 1, 0), at('out/a.yaml', 1, 1), true],
  ['files of a folder by name', at('out/0001-b.yaml', 1), at('out/0000-a.yaml', 9), false],
  ['files of two folders in no order', at('out/a.yaml', 1), at('in/b.yaml', 1), undefined],
  ['objects of an app in no order', { source: 'app/a' }, { source: 'app/b' }, undefined],
  ['objects of no origin in no order', undefined, at('a.yaml', 1), undefined],
])('kubectl sends %s', (_, one, other, expected) => {
  expect(isSentBefore(object(one), object(other))).toBe(expected);
});
