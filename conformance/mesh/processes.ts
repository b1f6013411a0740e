import { ChildProcess, execFile, spawn } from 'node:child_process';
import { closeSync, fchmodSync, openSync } from 'node:fs';
import { promisify } from 'node:util';

const exec = promisify(execFile);

export interface Program {
  readonly command: string;
  readonly args: string[];
  readonly log: string;
  readonly cwd?: string;
  readonly env?: Record<string, string>;
}

/** Starts a program that outlives this one. */
export function start({ command, args, log, cwd, env }: Program): ChildProcess {
  const output = openSync(log, 'a');
  // container runtimes give it to the container's user, who may open it again: /dev/stdout
  fchmodSync(output, 0o666);
  const child = spawn(command, args, { cwd, env: env ?? process.env, detached: true, stdio: ['ignore', output, output] });
  closeSync(output);
  child.on('error', () => undefined);
  child.unref();
  return child;
}

/** Runs a program to its end. */
export async function run(command: string, args: string[], options: { cwd?: string; env?: NodeJS.ProcessEnv; input?: string } = {}): Promise<string> {
  const { input, ...rest } = options;
  const running = exec(command, args, { ...rest, maxBuffer: Infinity, encoding: 'utf8' });
  if (input !== undefined) running.child.stdin!.end(input);
  try {
    return (await running).stdout;
  } catch (error) {
    const { stderr, stdout } = error as { stderr?: string; stdout?: string };
    throw new Error(`${command} ${args.join(' ')}\n${(stderr || stdout || String(error)).trim()}`);
  }
}

/** Only the network of the namespace: network namespaces made from there must be seen by everybody. */
export function inNetwork(net: string, command: string, args: string[]): [string, string[]] {
  return ['nsenter', [`--net=/run/netns/${net}`, command, ...args]];
}

/** Network, hosts and certificates of the namespace (`/etc/netns/<net>`), as a container has its own. */
export function inPod(net: string, command: string, args: string[], user?: number, realUser = user): [string, string[]] {
  const as = user === undefined || user === 0 ? [] : ['setpriv', `--euid=${user}`, `--ruid=${realUser}`, `--regid=${user}`, '--clear-groups'];
  return ['ip', ['netns', 'exec', net, ...as, command, ...args]];
}
