import { writeSync } from 'node:fs';

/** What one run tells about itself. */
export interface Sample {
  /** CPU time of the work, user and system, without starting Node and loading modules. */
  readonly cpuMs: number;
  /** Time on the clock of the same work. */
  readonly wallMs: number;
  /** CPU time of the whole process. */
  readonly processCpuMs: number;
  /** The most memory the process had. */
  readonly peakMiB: number;
}

/** What the run is asked for: the first argument. */
export function asked<T>(): T {
  return JSON.parse(process.argv[2]) as T;
}

/** Does the work of this process, once and cold, as a synthesis is; the sample goes to standard output. */
export function measured(work: () => void): void {
  const cpu = process.cpuUsage();
  const start = process.hrtime.bigint();
  work();
  const wallMs = Number(process.hrtime.bigint() - start) / 1e6;
  const { user, system } = process.cpuUsage(cpu);
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  report<Sample>({
    cpuMs: (user + system) / 1e3, wallMs, processCpuMs: (userCPUTime + systemCPUTime) / 1e3, peakMiB: maxRSS / 1024,
  });
}

export function report<T>(sample: T): void {
  writeSync(1, JSON.stringify(sample));
}
