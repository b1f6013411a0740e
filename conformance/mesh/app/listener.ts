import { readFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createSecureServer, createServer as createHttp2Server } from 'node:http2';
import { createServer, Server, Socket } from 'node:net';
import { httpHandler } from './http';
import { identity } from './reply';
import { AppSettings, PortSettings } from './settings';

type Accept = (socket: Socket) => void;

const HTTP2_PREFACE = 'PRI * HTTP/2.0';

/** Listens on one port of the app, in the protocol the port was declared with. */
export function listen(settings: AppSettings, { port, protocol }: PortSettings): Server {
  const accept = acceptors(settings, port);
  const server = protocol === 'https' ? secureServer(settings, port) : createServer(accept[protocol]);
  server.on('error', (error) => process.stderr.write(`port ${port}: ${error.message}\n`));
  return server.listen(port, '0.0.0.0');
}

function acceptors(settings: AppSettings, port: number): Record<'auto' | 'http' | 'http2' | 'tcp', Accept> {
  const http1 = createHttpServer({ keepAliveTimeout: 3_600_000, requestTimeout: 0 }, httpHandler(settings, port));
  const http2 = createHttp2Server(httpHandler(settings, port));
  http2.on('sessionError', () => undefined);
  const http: Accept = (socket) => void http1.emit('connection', socket);
  const h2c: Accept = (socket) => void http2.emit('connection', socket);
  const tcp: Accept = (socket) => echo(settings, port, socket);
  const auto: Accept = (socket) => byFirstBytes(socket, (start) => {
    if (start.startsWith(HTTP2_PREFACE)) return h2c;
    return /^[A-Z]+ \S* HTTP\/1/.test(start) ? http : tcp;
  });
  return { auto, http, http2: h2c, tcp };
}

function byFirstBytes(socket: Socket, choose: (start: string) => Accept): void {
  socket.on('error', () => undefined);
  socket.once('readable', () => {
    const first = socket.read();
    if (first === null) return;
    socket.unshift(first);
    choose(first.toString('latin1', 0, 2_048))(socket);
  });
}

/** One line of JSON for whatever arrives: who answers, and what it was told. */
function echo(settings: AppSettings, port: number, socket: Socket): void {
  socket.on('error', () => undefined);
  socket.on('data', (data) => {
    socket.write(JSON.stringify({ ...identity(settings), port, protocol: 'tcp', body: data.toString() }) + '\n');
  });
  socket.on('end', () => socket.end());
}

function secureServer(settings: AppSettings, port: number): Server {
  if (settings.tls === undefined) throw new Error(`port ${port} speaks TLS and was given no certificate`);
  const { cert, key } = settings.tls;
  return createSecureServer({ cert: readFileSync(cert), key: readFileSync(key), allowHTTP1: true }, httpHandler(settings, port));
}
