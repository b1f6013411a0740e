import { groupOf, idOf, type Manifest, titleOf } from '../../manifests/manifest';
import { grouped } from '../../manifests/manifests';
import { firstSent, isSentBefore } from '../../manifests/order-of-files';
import { fieldsAt, textOf } from '../../support/fields';
import { defineRule } from '../rule';

export const definitionSentAfterObjects = defineRule({
  code: 'MSH380',
  name: 'definition-sent-after-objects',
  severity: 'warning',
  summary: 'CustomResourceDefinition that is written after objects of its kind',
  fix: 'Apply definitions first, in a step of their own: the API server needs a moment to know a new kind.',
  reads: ['apiextensions.k8s.io/CustomResourceDefinition'],
  messages: {
    after: 'kubectl sends {count} objects of this kind before it, {first} among them: in a new cluster they are refused, as there is no such kind',
  },
  check: (manifests, report) => {
    const definitions = manifests.ofKind('apiextensions.k8s.io/CustomResourceDefinition');
    const byKind = definitions.length === 0 ? new Map<string, Manifest[]>() : grouped(manifests.all, ({ apiVersion, kind }) => `${groupOf(apiVersion)}/${kind}`);
    for (const definition of definitions) {
      const objects = byKind.get(`${textOf(definition.spec.group)}/${textOf(fieldsAt(definition.spec, 'names').kind)}`) ?? [];
      const early = objects.filter((object) => isSentBefore(object, definition) === true);
      if (early.length > 0) report(definition, '', 'after', { count: early.length, first: titleOf(idOf(firstSent(early))) });
    }
  },
});
