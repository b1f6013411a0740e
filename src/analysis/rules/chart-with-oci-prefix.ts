import { fieldsOf, isFields, listOf, textOf } from '../../support/fields';
import { defineRule } from '../rule';

export const chartWithOciPrefix = defineRule({
  code: 'MSH338',
  name: 'chart-with-oci-prefix',
  severity: 'error',
  summary: 'chart of Argo CD whose repository begins with `oci://`',
  fix: 'Leave `oci://` out: with `chart`, Argo CD takes the repository without it.',
  reads: ['argoproj.io/Application'],
  messages: {
    prefix: 'chart {chart} is not found at {repository}: Argo CD wants the repository of a chart without oci://',
  },
  check: (manifests, report) => {
    for (const application of manifests.ofKind('argoproj.io/Application')) {
      const { source, sources } = fieldsOf(application.spec);
      const all: [unknown, string][] = [...(isFields(source) ? [[source, 'spec.source'] as [unknown, string]] : []), ...listOf(sources).map((one, index): [unknown, string] => [one, `spec.sources[${index}]`])];
      for (const [one, path] of all) {
        const { chart, repoURL } = fieldsOf(one);
        const repository = textOf(repoURL);
        if (textOf(chart) !== undefined && repository?.startsWith('oci://')) report(application, `${path}.repoURL`, 'prefix', { chart: textOf(chart)!, repository });
      }
    }
  },
});
