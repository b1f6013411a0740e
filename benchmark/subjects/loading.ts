import { createRequire } from 'node:module';
import { asked, report } from './measured';

/** What loading takes that an app with cdk8s alone does not. */
export interface Loading {
  readonly cdk8sCpuMs: number;
  readonly cpuMs: number;
  readonly wallMs: number;
  readonly residentMiB: number;
  readonly heapMiB: number;
}

const { library } = asked<{ library: string }>();
const load = createRequire(__filename);
const collectGarbage = (globalThis as unknown as { gc: () => void }).gc;

function costOf(path: string): Omit<Loading, 'cdk8sCpuMs'> {
  collectGarbage();
  const memory = process.memoryUsage();
  const cpu = process.cpuUsage();
  const start = process.hrtime.bigint();
  load(path);
  const wallMs = Number(process.hrtime.bigint() - start) / 1e6;
  const { user, system } = process.cpuUsage(cpu);
  const resident = process.memoryUsage().rss;
  collectGarbage();
  return {
    cpuMs: (user + system) / 1e3,
    wallMs,
    residentMiB: (resident - memory.rss) / 2 ** 20,
    heapMiB: (process.memoryUsage().heapUsed - memory.heapUsed) / 2 ** 20,
  };
}

const cdk8s = costOf('cdk8s');
report<Loading>({ cdk8sCpuMs: cdk8s.cpuMs, ...costOf(library) });
