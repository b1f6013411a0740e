import { Agent as HttpAgent, request as httpRequest, RequestOptions } from 'node:http';
import { connect as http2Connect } from 'node:http2';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { connect as tcpConnect, isIP, Socket } from 'node:net';
import { connect as tlsConnect, ConnectionOptions } from 'node:tls';
import { grpcFrame, grpcMessage } from './grpc';
import { Answer, Question } from './settings';

type Result = Omit<Answer, 'took'>;

const DEFAULT_PORTS: Record<string, number> = { http: 80, https: 443, h2c: 80, h2: 443, grpc: 80, grpcs: 443, tcp: 80, tls: 443 };

const KEPT = { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true }) };

/**
 * The kernel gives odd ports to those who bind, and even ones to those who only connect, as Envoy does. Were it one port of both after another,
 * the pod's connection tracking would sometimes take the application's connection for the one that Envoy has just been refused.
 */
const BOUND = { localAddress: '0.0.0.0' };

/** Unless told otherwise every request has a connection of its own, as curl's has: none is lost to another one's closing. */
export async function ask(question: Question): Promise<Answer> {
  const start = performance.now();
  const limit = question.timeout ?? 10_000;
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<Result>((resolve) => {
    timer = setTimeout(() => resolve({ error: 'TIMEOUT' }), limit);
  });
  const abort = new AbortController();
  const answer = await Promise.race([send(question, abort.signal).catch(explain), timeout]);
  clearTimeout(timer);
  // what is kept must not be closed
  if (question.keepAlive !== true || answer.error !== undefined) abort.abort();
  return { ...answer, took: Math.round(performance.now() - start) };
}

function explain(error: NodeJS.ErrnoException): Result {
  if (error.code?.startsWith('ERR_SSL') || /\bssl|tls|certificate|socket disconnected/i.test(error.message)) return { error: `TLS: ${error.message}` };
  return { error: error.code ?? error.message };
}

async function send(question: Question, signal: AbortSignal): Promise<Result> {
  const target = targetOf(question);
  switch (target.scheme) {
    case 'http': return overHttp1(question, target, signal);
    case 'https': return overHttp1(question, target, signal);
    case 'h2c': case 'h2': case 'grpc': case 'grpcs': return overHttp2(question, target, signal);
    case 'tcp': case 'tls': return overSocket(question, target, signal);
    default: throw new Error(`scheme ${target.scheme} is none of ${Object.keys(DEFAULT_PORTS).join(', ')}`);
  }
}

interface Target {
  readonly scheme: string;
  readonly authority: string;
  readonly path: string;
  readonly host: string;
  readonly port: number;
  readonly tls: ConnectionOptions;
}

function targetOf(question: Question): Target {
  const [, scheme, authority, path] = /^([a-z0-9]+):\/\/([^/?]+)(.*)$/.exec(question.url) ?? [];
  if (scheme === undefined) throw new Error(`${question.url} is no URL`);
  const [, name, given] = /^(.*?)(?::(\d+))?$/.exec(authority)!;
  const [host, port] = (question.connect ?? '').split(':');
  return {
    scheme,
    authority,
    path: path.startsWith('/') ? path : `/${path}`,
    host: host || name,
    port: Number(port ?? given ?? DEFAULT_PORTS[scheme]),
    tls: {
      // An address is no server name: nothing is sent then, as by browsers.
      ...(isIP(name) ? {} : { servername: name }),
      cert: question.cert,
      key: question.key,
      ca: question.ca,
      rejectUnauthorized: question.ca !== undefined,
    },
  };
}

async function overHttp1(question: Question, target: Target, signal: AbortSignal): Promise<Result> {
  const options: RequestOptions & ConnectionOptions = {
    host: target.host,
    port: target.port,
    path: target.path,
    method: question.method ?? 'GET',
    headers: { host: target.authority, ...lengthOf(question), ...question.headers },
    agent: question.keepAlive === true && KEPT[target.scheme as 'http' | 'https'],
    ...BOUND,
    signal,
    ...(target.scheme === 'https' ? target.tls : {}),
  };
  return new Promise((resolve, reject) => {
    const request = (target.scheme === 'https' ? httpsRequest : httpRequest)(options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks).toString() }));
      response.on('error', reject);
    });
    request.on('error', reject);
    request.end(question.body);
  });
}

function lengthOf({ body }: Question): Record<string, string> {
  return body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
}

async function overHttp2(question: Question, target: Target, signal: AbortSignal): Promise<Result> {
  const secure = target.scheme === 'h2' || target.scheme === 'grpcs';
  const grpc = target.scheme.startsWith('grpc');
  return new Promise((resolve, reject) => {
    const session = http2Connect(`${secure ? 'https' : 'http'}://${target.host}:${target.port}`, { ...target.tls, ...BOUND, ALPNProtocols: ['h2'] });
    signal.addEventListener('abort', () => session.destroy());
    session.on('error', reject);
    const stream = session.request({
      ':method': question.method ?? (grpc ? 'POST' : 'GET'),
      ':path': target.path,
      ':authority': target.authority,
      ...(grpc ? { 'content-type': 'application/grpc+json', 'te': 'trailers' } : {}),
      ...question.headers,
    });
    const chunks: Buffer[] = [];
    let headers: Record<string, any> = {};
    stream.on('response', (received) => { headers = { ...received }; });
    stream.on('trailers', (received) => { headers = { ...headers, ...received }; });
    stream.on('data', (chunk) => chunks.push(chunk));
    stream.on('error', reject);
    stream.on('end', () => resolve(http2Result(headers, Buffer.concat(chunks), grpc)));
    stream.end(grpc ? grpcFrame(Buffer.from(question.body ?? '{}')) : question.body);
  });
}

function http2Result(headers: Record<string, any>, body: Buffer, grpc: boolean): Result {
  if (headers[':status'] === undefined) return { error: 'ECONNRESET' };
  const grpcStatus = headers['grpc-status'];
  return {
    status: headers[':status'],
    headers,
    body: grpc ? grpcMessage(body) : body.toString(),
    ...(grpcStatus === undefined ? {} : { grpcStatus: Number(grpcStatus) }),
  };
}

/** Sends the body and takes one line: an accepted connection that says nothing is not yet an answer, because a proxy accepts before it decides. */
async function overSocket(question: Question, target: Target, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const { host, port } = target;
    const socket: Socket = target.scheme === 'tls' ? tlsConnect({ host, port, ...target.tls, ...BOUND }) : tcpConnect({ host, port, ...BOUND });
    signal.addEventListener('abort', () => socket.destroy());
    let received = '';
    socket.on('data', (data) => {
      received += data.toString();
      if (received.includes('\n')) resolve({ status: 200, body: received });
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(received === '' ? { error: 'ECONNRESET' } : { status: 200, body: received }));
    socket.write(question.body ?? 'hello\n');
  });
}
