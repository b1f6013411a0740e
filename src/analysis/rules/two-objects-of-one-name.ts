import { groupOf, idOf, type Manifest, titleOf } from '../../manifests/manifest';
import { defineRule } from '../rule';

export const twoObjectsOfOneName = defineRule({
  code: 'MSH152',
  name: 'two-objects-of-one-name',
  severity: 'error',
  summary: 'two objects of one kind and name',
  fix: 'Give one of them another name, or leave it out: the one that is applied last replaces the other.',
  reads: [],
  messages: {
    twice: '{title} is given {count} times: the last one replaces the others',
  },
  check: (manifests, report) => {
    const known = new Map<string, { readonly first: Manifest; count: number }>();
    for (const manifest of manifests.all) {
      // what Kubernetes names itself is never the same object
      if (manifest.metadata.name === '') continue;
      const key = `${groupOf(manifest.apiVersion)} ${titleOf(idOf(manifest))}`;
      const earlier = known.get(key);
      if (earlier === undefined) known.set(key, { first: manifest, count: 1 });
      else earlier.count += 1;
    }
    for (const { first, count } of known.values()) {
      if (count > 1) report(first, '', 'twice', { title: titleOf(idOf(first)), count });
    }
  },
});
