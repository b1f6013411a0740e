/**
 * Stands in for the application of every container, and asks from where it is: one small process a pod.
 * Run as `node main.js '<settings>'`.
 */
import { rmSync } from 'node:fs';
import { Server } from 'node:net';
import { listen } from './listener';
import { takeOrders } from './orders';
import { AppSettings, PortSettings } from './settings';

const settings: AppSettings = JSON.parse(process.argv[2]);
const servers = new Map<string, Server>();

function relisten(ports: PortSettings[]): void {
  const wanted = new Map(ports.map((port) => [`${port.port}/${port.protocol}`, port]));
  for (const [key, server] of servers) {
    if (wanted.has(key)) continue;
    server.close();
    servers.delete(key);
  }
  for (const [key, port] of wanted) {
    if (!servers.has(key)) servers.set(key, listen(settings, port));
  }
}

/** A well-behaved application: takes nothing new, finishes what it has. */
function stop(): void {
  for (const server of servers.values()) server.close();
  setTimeout(() => process.exit(0), 1_000);
}

rmSync(settings.socket, { force: true });
relisten(settings.ports);
takeOrders(settings.socket, relisten);
process.on('SIGTERM', stop);
process.on('uncaughtException', (error) => process.stderr.write(`${error.stack}\n`));
