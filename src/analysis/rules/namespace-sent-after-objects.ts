import { idOf, titleOf } from '../../manifests/manifest';
import { grouped } from '../../manifests/manifests';
import { firstSent, isSentBefore } from '../../manifests/order-of-files';
import { defineRule } from '../rule';

export const namespaceSentAfterObjects = defineRule({
  code: 'MSH379',
  name: 'namespace-sent-after-objects',
  severity: 'warning',
  summary: 'Namespace that is written after what belongs to it',
  fix: 'Put the Namespace first: in the file, or in a file whose name comes first.',
  reads: ['/Namespace'],
  messages: {
    after: 'kubectl sends {count} of its objects before it, {first} among them: in a new cluster they are refused, as there is no such namespace',
  },
  check: (manifests, report) => {
    const namespaces = manifests.ofKind('/Namespace');
    if (namespaces.every(({ origin }) => origin?.document === undefined)) return;
    const byNamespace = grouped(manifests.all, ({ metadata }) => metadata.namespace);
    for (const namespace of namespaces) {
      const early = (byNamespace.get(namespace.metadata.name) ?? []).filter((object) => isSentBefore(object, namespace) === true);
      if (early.length > 0) report(namespace, '', 'after', { count: early.length, first: titleOf(idOf(firstSent(early))) });
    }
  },
});
