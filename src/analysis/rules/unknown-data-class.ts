import { classifiedServices } from '../../manifests/data-classes';
import { DATA_CLASSES, DATA_CLASSES_ANNOTATION } from '../../support/data-class';
import { defineRule } from '../rule';

export const unknownDataClass = defineRule({
  code: 'MSH391',
  name: 'unknown-data-class',
  severity: 'error',
  summary: 'class of data that nobody knows',
  fix: `Write ${DATA_CLASSES.join(', ')}, separated by commas.`,
  reads: ['/Service'],
  messages: {
    unknown: '{word} is no class of data: nothing follows from it, and nobody protects what was meant',
  },
  check: (manifests, report) => {
    for (const { service, unknown } of classifiedServices(manifests)) {
      for (const word of unknown) report(service, `metadata.annotations[${DATA_CLASSES_ANNOTATION}]`, 'unknown', { word: word === '' ? 'an empty word' : word });
    }
  },
});
