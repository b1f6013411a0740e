import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Before all suites: whatever makes temporary files in them, cdk8s and browsers too, makes them in a folder that goes with the run. */
export default function setup(): void {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-istio-'));
  process.env.TMPDIR = folder;
  process.on('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
}
