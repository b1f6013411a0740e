import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './processes';

export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

const KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

/** The certificate authority of one run: pods trust it as they would trust the public ones, and nobody else does. */
export class Authority {
  static async create(dir: string): Promise<Authority> {
    const authority = new Authority(dir);
    mkdirSync(join(dir, 'ssl', 'certs'), { recursive: true });
    await run('openssl', ['req', '-x509', ...KEY, '-keyout', authority.keyFile, '-out', authority.certFile,
      '-subj', '/CN=mesh test authority', '-days', '30', '-addext', 'keyUsage=critical,keyCertSign,cRLSign']);
    return authority;
  }

  readonly certFile: string;
  private readonly keyFile: string;

  constructor(readonly dir: string) {
    // A folder that can be laid over /etc/ssl.
    this.certFile = join(dir, 'ssl', 'certs', 'ca-certificates.crt');
    this.keyFile = join(dir, 'authority.key');
  }

  get cert(): string {
    return readFileSync(this.certFile, 'utf8');
  }

  /** A certificate for servers of these names, or for a client when there are none. */
  async issue(commonName: string, names: string[] = []): Promise<Certificate> {
    const dir = mkdtempSync(join(tmpdir(), 'certificate-'));
    const [cert, key] = [join(dir, 'cert'), join(dir, 'key')];
    const extensions = ['basicConstraints=critical,CA:FALSE', ...(names.length === 0 ? [] : [`subjectAltName=${names.map((name) => `DNS:${name}`).join(',')}`])];
    try {
      await run('openssl', ['req', '-x509', ...KEY, '-keyout', key, '-out', cert, '-CA', this.certFile, '-CAkey', this.keyFile,
        '-subj', `/CN=${commonName.slice(0, 64)}`, '-days', '30', ...extensions.flatMap((extension) => ['-addext', extension])]);
      return { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') };
    } finally {
      rmSync(dir, { recursive: true });
    }
  }
}
