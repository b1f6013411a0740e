import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KubeObject } from '../mesh/kube';
import { createPodNetwork, writeEtc } from '../mesh/network';
import { inPod, start } from '../mesh/processes';
import type { Run } from '../mesh/run';

/** Beyond the pods of any test. */
const POD_NUMBER = 6_010;
const PORT = 4318;

/** Keeps what it is sent, each in a file of its own. */
const PROGRAM = `const { createServer } = require('node:http');
const { writeFileSync } = require('node:fs');
let count = 0;
createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => { writeFileSync(process.argv[2] + '/spans-' + count++, Buffer.concat(chunks)); response.end(); });
}).listen(${PORT});
`;

/** A collector of spans that speaks OTLP over HTTP, outside of the mesh. */
export class Collector {
  static async create(mesh: Run): Promise<Collector> {
    const net = `${mesh.prefix}otel`;
    const address = await createPodNetwork(mesh, net, POD_NUMBER, {});
    writeEtc(net, '127.0.0.1 localhost\n', join(mesh.pki, 'ssl'));
    const dir = join(mesh.dir, 'collector');
    mkdirSync(dir, { recursive: true });
    const program = join(dir, 'collector.js');
    writeFileSync(program, PROGRAM);
    const [command, args] = inPod(net, process.execPath, [program, dir]);
    start({ command, args, log: join(dir, 'collector.log') });
    return new Collector(address, dir);
  }

  private constructor(private readonly address: string, private readonly dir: string) {}

  /** What makes the whole mesh send it all spans, with headers of requests in them. */
  objects(provider: string): KubeObject[] {
    return [
      {
        apiVersion: 'networking.istio.io/v1',
        kind: 'ServiceEntry',
        metadata: { name: 'collector', namespace: 'istio-system' },
        spec: { hosts: ['collector.example.com'], ports: [{ number: PORT, name: 'http', protocol: 'HTTP' }], resolution: 'STATIC', endpoints: [{ address: this.address }] },
      },
      {
        apiVersion: 'telemetry.istio.io/v1',
        kind: 'Telemetry',
        metadata: { name: 'default', namespace: 'istio-system' },
        spec: { tracing: [{ providers: [{ name: provider }], randomSamplingPercentage: 100, customTags: { secret: { header: { name: 'x-secret' } } } }] },
      },
    ];
  }

  /** The extension provider of that name. */
  provider(name: string): object {
    return { name, opentelemetry: { service: 'istio-system/collector.example.com', port: PORT, http: { path: '/v1/traces', timeout: '5s' } } };
  }

  /** All that the proxies of a service have sent: Protobuf, in which texts stand as they are, and first the name of who sends it. */
  spansOf(service: string): string[] {
    const texts = readdirSync(this.dir).filter((name) => name.startsWith('spans-')).map((name) => readFileSync(join(this.dir, name), 'latin1'));
    return texts.filter((text) => text.slice(text.indexOf('service.name')).slice('service.name'.length).replace(/^[^a-z]+/, '').startsWith(service));
  }
}
