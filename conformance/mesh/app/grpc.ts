/**
 * Unary gRPC by hand: a message is one byte of flags, four of length, and the bytes. They are JSON here, so that
 * neither side needs a schema; proxies do not look inside.
 */
export function grpcFrame(message: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(message.length, 1);
  return Buffer.concat([head, message]);
}

export function grpcMessage(frame: Buffer): string {
  return frame.subarray(5).toString();
}

/** The gRPC status that stands for an HTTP status (doc/http-grpc-status-mapping.md of gRPC). */
export function grpcStatusOf(status: number): number {
  const known: Record<number, number> = { 200: 0, 400: 13, 401: 16, 403: 7, 404: 12, 429: 14, 502: 14, 503: 14, 504: 14 };
  return known[status] ?? 2;
}
