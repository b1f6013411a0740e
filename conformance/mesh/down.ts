import { rmSync } from 'node:fs';
import { removeNetworks } from './network';
import { Run } from './run';

/** Ends and removes all of a run, whoever started it and however it ended. */
export async function down(mesh: Run): Promise<void> {
  await removeNetworks(mesh);
  rmSync(mesh.dir, { recursive: true, force: true });
}
