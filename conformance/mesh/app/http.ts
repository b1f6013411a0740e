import { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { Http2ServerRequest, Http2ServerResponse } from 'node:http2';
import { treat, Treatment } from './behaviour';
import { grpcFrame, grpcMessage, grpcStatusOf } from './grpc';
import { ask } from './questions';
import { identity, Reply, verifiedClient } from './reply';
import { AppSettings } from './settings';

type Request = IncomingMessage | Http2ServerRequest;
type Response = ServerResponse | Http2ServerResponse;

/** What belongs to the operation, through however many services it goes. */
const CARRIED = ['content-type', 'idempotency-key', 'x-test-id', 'x-test-mishaps'];

/** What gRPC probes ask, and its answer in protobuf: field 1 (status) is 1 (SERVING). */
const HEALTH = '/grpc.health.v1.Health/Check';
const SERVING = Buffer.from([0x08, 0x01]);

/** Answers one request of HTTP/1.1, HTTP/2 or gRPC. */
export function httpHandler(settings: AppSettings, port: number): (request: Request, response: Response) => void {
  return (request, response) => {
    const chunks: Buffer[] = [];
    request.on('error', () => undefined);
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => answer(settings, port, request, response, Buffer.concat(chunks)));
  };
}

function answer(settings: AppSettings, port: number, request: Request, response: Response, body: Buffer): void {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://app');
  const fixed = settings.answers?.[pathname];
  if (fixed !== undefined) {
    response.writeHead(200, { 'content-type': 'application/json' }).end(fixed);
    return;
  }
  if (pathname === HEALTH) {
    writeGrpc(response as Http2ServerResponse, 200, SERVING);
    return;
  }
  const treatment = treat(request.headers, searchParams, settings.service);
  const reply = describe(settings, port, request, treatment, body);
  const send = (status: number) => (treatment.reset ? reset(request) : write(request, response, status, reply));
  const sendLater = (status: number) => (treatment.delay > 0 ? setTimeout(send, treatment.delay, status) : send(status));
  const next = request.headers['x-test-next'];
  if (next === undefined) sendLater(treatment.status);
  else void passOn(String(next).split(' '), request.headers, body.toString()).then((passed) => sendLater(passed ? treatment.status : 502));
}

/** What has been done here is passed on to the next service, as a chain of services does, and never tried again by the application itself. */
async function passOn([url, ...more]: string[], headers: IncomingHttpHeaders, body: string): Promise<boolean> {
  const carried = Object.fromEntries(CARRIED.flatMap((name) => (headers[name] === undefined ? [] : [[name, String(headers[name])]])));
  const next: Record<string, string> = more.length === 0 ? {} : { 'x-test-next': more.join(' ') };
  const { status } = await ask({ url, method: 'POST', headers: { ...carried, ...next }, body, timeout: 60_000 });
  return status === 200;
}

function describe(settings: AppSettings, port: number, request: Request, { attempt }: Treatment, body: Buffer): Reply {
  const grpc = isGrpc(request);
  return {
    ...identity(settings),
    port,
    protocol: grpc ? 'grpc' : request.httpVersionMajor === 2 ? 'http/2' : 'http/1.1',
    method: request.method ?? '',
    authority: String(request.headers[':authority'] ?? request.headers.host ?? ''),
    path: request.url ?? '',
    headers: request.headers,
    client: verifiedClient(request.headers),
    attempt,
    ...(body.length > 0 ? { body: grpc ? grpcMessage(body) : body.toString() } : {}),
  };
}

function isGrpc(request: Request): boolean {
  return String(request.headers['content-type'] ?? '').startsWith('application/grpc');
}

function write(request: Request, response: Response, status: number, reply: Reply): void {
  if (isGrpc(request) && request.httpVersionMajor === 2) writeGrpc(response as Http2ServerResponse, status, Buffer.from(JSON.stringify(reply)));
  else response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(reply) + '\n');
}

/** The HTTP status is 200 whatever happened. As gRPC's servers do, a failure is told in the first headers: proxies see no other to retry on. */
function writeGrpc(response: Http2ServerResponse, status: number, message: Buffer): void {
  const grpcStatus = { 'grpc-status': String(grpcStatusOf(status)) };
  response.writeHead(200, { 'content-type': 'application/grpc', ...(status === 200 ? {} : grpcStatus) });
  if (status === 200) {
    response.write(grpcFrame(message));
    response.addTrailers(grpcStatus);
  }
  response.end();
}

function reset(request: Request): void {
  if (request.httpVersionMajor === 2) (request as Http2ServerRequest).stream.close(2 /* INTERNAL_ERROR */);
  else (request as IncomingMessage).socket.resetAndDestroy();
}
