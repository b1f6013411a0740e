import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { median, rounds } from './compare';
import { digest, LIBRARY, objectsIn, run, WORK, written } from './run';
import type { Sample } from './subjects/measured';
import { judged } from './table';

/** What a company of thirty services costs, over the same objects written by hand: rows of a table. */
export function comparePaymentPro(count: number): string[][] {
  const [out, raw] = [join(WORK, 'paymentpro'), join(WORK, 'paymentpro-raw')];
  const library = () => run<Sample>('payment-pro', { library: LIBRARY, out });
  library();
  const objects: any[] = objectsIn(join(out, 'paymentpro.k8s.yaml'));
  const program = join(WORK, 'paymentpro-by-hand.js');
  writeFileSync(program, `const all = ${JSON.stringify(objects)};\nexports.objects = () => all.map((object, index) => ({ id: String(index), object }));\n`);
  const byHand = () => run<Sample>('raw', { program, out: raw, names: [] });
  byHand();
  if (digest(written(out)) !== digest(written(raw))) throw new Error('raw cdk8s writes other bytes than the library for PaymentPro');
  const samples = rounds(count, { library, byHand });
  const over = (figure: (sample: Sample) => number) => median(samples.library.map(figure)) - median(samples.byHand.map(figure));
  return [
    ['PaymentPro', 'objects', 'time over raw cdk8s', 'CPU', 'memory', 'rounds'],
    [
      '30 services', String(objects.length), `${judged({ value: over(({ wallMs }) => wallMs) / 1_000, target: 0.5 })} s`,
      `${over(({ cpuMs }) => cpuMs).toFixed(0)} ms`, `${over(({ peakMiB }) => peakMiB).toFixed(1)} MiB`, String(count),
    ],
  ];
}
