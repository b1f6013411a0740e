import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MaskLua } from '../../src/render/kong/mask-lua';

/** The Lua that Kong is made of, where there is one. */
export const LUAJIT = ['/usr/bin/luajit', '/usr/local/bin/luajit'].find(existsSync);

/** What a service answers. */
export interface Answer {
  readonly body: string;
  readonly contentType?: string;
  readonly contentEncoding?: string;
  /** Bytes that come at once. */
  readonly chunk?: number;
}

/** What the client gets of it, and what was asked of the service. */
export interface Masked {
  readonly body: string;
  readonly contentType: string;
  readonly contentEncoding: string;
  readonly contentLength: string;
  readonly acceptEncoding: string;
  readonly range: string;
  readonly warnings: number;
}

/** Sends answers through functions as Kong's post-function plugin runs them, in one process. */
export function throughKong(functions: MaskLua, answers: readonly Answer[]): Masked[] {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-istio-kong-'));
  try {
    const files = (['access', 'header_filter', 'body_filter'] as const).map((phase) => {
      const file = join(folder, `${phase}.lua`);
      writeFileSync(file, functions[phase]);
      return file;
    });
    const input = Buffer.concat(answers.map(({ body, contentType = 'application/json', contentEncoding = '-', chunk = 4096 }) =>
      Buffer.from(`${Buffer.byteLength(body)} ${chunk}\n${contentType}\n${contentEncoding}\n${body}\n`)));
    return read(execFileSync(LUAJIT!, [join(__dirname, 'kong-sandbox.lua'), ...files], { input, maxBuffer: 2 ** 30 }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function read(output: Buffer): Masked[] {
  const found: Masked[] = [];
  let at = 0;
  const line = () => {
    const end = output.indexOf('\n', at);
    const text = output.toString('utf8', at, end);
    at = end + 1;
    return text;
  };
  while (at < output.length) {
    const length = Number(line());
    const [contentType, contentEncoding, contentLength, acceptEncoding, range, warnings] = [line(), line(), line(), line(), line(), line()];
    found.push({ body: output.toString('utf8', at, at + length), contentType, contentEncoding, contentLength, acceptEncoding, range, warnings: Number(warnings) });
    at += length + 1;
  }
  return found;
}
